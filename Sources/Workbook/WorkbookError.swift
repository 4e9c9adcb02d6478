/// Why there is no workbook: found before or while it was written; nothing of it is left.
package struct WorkbookError: Error, Hashable, Sendable {
  package enum Code: Hashable, Sendable {
    /// More rows than a sheet has.
    case tooManyRows(Int)
    /// A staged file is not what was written into it.
    case malformed
    /// libxlsxwriter's own word.
    case library(String)
    /// The temporary files or the workbook itself did not fit or could not be written.
    case disk
  }

  package let code: Code
  /// The data file, or the sheet.
  package let place: String

  init(_ code: Code, _ place: String) {
    self.code = code
    self.place = place
  }
}

extension WorkbookError: CustomStringConvertible {
  package var description: String {
    switch code {
    case .tooManyRows(let rows):
      """
      \(place) has \(rows) rows, and a sheet of a workbook holds \(Sheet.mostRows) with its head: \
      report a shorter period, or take workbook out of formats
      """
    case .malformed: "\(place): no data file of ours"
    case .library(let message): "workbook, \(place): \(message)"
    case .disk: "workbook, \(place): its temporary files cannot be written: is the disk full?"
    }
  }
}

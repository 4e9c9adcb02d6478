/// Why a workbook, or a place in it, cannot be read.
package struct WorkbookFault: Error, Hashable, Sendable {
  /// nil for the whole file.
  package var sheet: String?
  /// From 1; nil for the whole sheet.
  package var row: Int?
  /// The index of the cell in its row, from 0; nil for the whole row.
  package var field: Int?
  package let problem: String
  package let expected: String

  package init(_ problem: String, expected: String, sheet: String? = nil, row: Int? = nil, field: Int? = nil) {
    self.problem = problem
    self.expected = expected
    self.sheet = sheet
    self.row = row
    self.field = field
  }

  static let noWorkbook = Self(
    "the file is no workbook of the kind XLSX",
    expected: "one that a spreadsheet program saved as .xlsx, without a password")
  static let damaged = Self("the workbook is damaged or cut short", expected: "a whole one; save it again")
  static let tooLarge = Self(
    "the workbook is larger when unpacked than this program reads", expected: "its sheets as CSV files")
  static let declarations = Self(
    "the workbook declares entities, which no spreadsheet program writes", expected: "one that such a program saved")
}

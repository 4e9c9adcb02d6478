import Core
import Input
import Issues
import System

#if Workbook
  import Workbook
#endif

extension IssueWriter {
  /// Writes the workbook where the job asks for one, from the data files that are there by now.
  func writeWorkbook(_ report: Report, into issue: inout StagedIssue) throws {
    guard order.job.formats.contains(.workbook) else { return }
    #if Workbook
      let files = try issue.reading()
      let workbook = try WorkbookWriter(
        report, open: { try files.pieces(of: $0) }, checkpoint: Self.checkpoint)
      try issue.write(workbookPath, scratchBytes: workbook.scratchBytes) { path, scratch in
        try workbook.write(to: path, scratch: scratch)
      }
      try Self.checkpoint()
    #endif
  }

  /// Writing a large workbook takes its time.
  private static func checkpoint() throws {
    if let signal = Signals.received { throw Failure(stoppedBy: signal) }
  }
}

/// Within the issue.
let workbookPath = "board-report.xlsx"

extension Order {
  /// An unchanged report is not issued again for a workbook that the job asks for since; it says how to.
  func lacksWorkbook(_ issue: IssueName, in archive: borrowing Archive) throws -> String {
    guard job.formats.contains(.workbook),
      try !archive.files(of: issue).contains(where: { $0.name == workbookPath })
    else { return "" }
    return ", without \(workbookPath), which formats asks for: --reissue --reason TEXT issues it"
  }
}

extension Declaration {
  /// Refuses what this build of the program cannot write, before anything is read.
  func requireFormats() throws {
    #if !Workbook
      guard job.formats.contains(.workbook) else { return }
      let place = job.places["formats"].map { "\($0): " } ?? ""
      throw Failure(
        .usage,
        """
        \(place)formats asks for a workbook, and this program was built without: build it with \
        `swift build --traits Workbook` (needs libxlsxwriter-dev), or take workbook out of formats
        """)
    #endif
  }
}

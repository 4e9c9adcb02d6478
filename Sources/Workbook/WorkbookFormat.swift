package import Issues

extension OutputFormat {
  /// One spreadsheet of the whole issue, for those who open no CSV file.
  package static let workbook = OutputFormat(
    id: "workbook", path: "board-report.xlsx",
    mediaType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", missing: missing
  ) { report, issue, checkpoint in
    #if Workbook
      let workbook = try WorkbookWriter(report, try issue.contents(), checkpoint: checkpoint)
      try issue.write("board-report.xlsx", scratchBytes: workbook.scratchBytes) { path, scratch in
        try workbook.write(to: path, scratch: scratch)
      }
      try checkpoint()
    #endif
  }

  private static var missing: String? {
    #if Workbook
      nil
    #else
      """
      which this program was built without; build it with `swift build --traits Workbook` (needs libxlsxwriter-dev)
      """
    #endif
  }
}

extension OutputFormatError {
  /// libxlsxwriter refuses something.
  static func library(_ message: String, _ place: String) -> Self {
    OutputFormatError(.bug, "workbook, \(place): \(message)")
  }

  /// The temporary files or the workbook itself did not fit or could not be written.
  static func disk(_ place: String) -> Self {
    OutputFormatError(.inputOutput, "workbook, \(place): its temporary files cannot be written; make space on the disk")
  }
}

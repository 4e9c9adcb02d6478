package import Issues

extension OutputFormat {
  /// One spreadsheet of the whole issue, for those who open no CSV file.
  package static let workbook = OutputFormat(
    id: "workbook", path: "board-report.xlsx",
    mediaType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    missing: missing
  ) { report, issue, checkpoint in
    #if Workbook
      let workbook = try WorkbookWriter(
        report, open: try issue.contents().open, checkpoint: checkpoint)
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
      this program was built without: build it with `swift build --traits Workbook` (needs libxlsxwriter-dev)
      """
    #endif
  }
}

package import Issues

#if Workbook
  import CXlsxwriter
  package import Core
#endif

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

#if Workbook
  /// Writes the workbook of an issue whose data files are written already.
  package struct WorkbookWriter {
    private let report: Report
    private let files: IssueFiles
    private let checkpoint: () throws -> Void
    /// In the workbook's order, the cover first.
    private let sheets: [(sheet: WrittenSheet, survey: Survey)]

    /// With more, rows go to the disk as they come.
    static let mostCellsInMemory = 200_000

    /// Looks at every row, so that what a sheet cannot hold is found before anything is written.
    ///
    /// - Parameters:
    ///   - files: the issue's data files.
    ///   - checkpoint: called now and then; throws to stop.
    package init(_ report: Report, _ files: IssueFiles, checkpoint: @escaping () throws -> Void = {}) throws {
      self.report = report
      self.checkpoint = checkpoint
      self.files = files
      func surveyed(_ sheet: WrittenSheet) throws -> (sheet: WrittenSheet, survey: Survey) {
        (sheet, try Survey(sheet, files, checkpoint: checkpoint))
      }
      var main =
        ([WrittenSheet.headline(report)].compactMap(\.self) + (try WrittenSheet.data(report, files))
          + report.charts.filter { !$0.bars.isEmpty }.map { WrittenSheet($0) } + report.curves.map { WrittenSheet($0) })
      main = main.map { $0.said(in: report.settings.words) }.withNamesApart()
      var sheets = try main.map(surveyed)
      for sheet in [.columnGuide(of: main), WrittenSheet.methods(report)].compactMap(\.self) {
        sheets.append(try surveyed(sheet))
      }
      let cover = WrittenSheet.cover(report, sheets.map { ($0.sheet, $0.survey.rows) })
      self.sheets = [try surveyed(cover)] + sheets
    }

    /// About how many bytes of temporary files the widest moment needs: a sheet's rows, once as they came and once in place.
    package var scratchBytes: Int { 2 * (sheets.map(\.survey.sheetBytes).reduce(0, +)) }

    /// - Parameter scratch: a folder for temporary files, which are gone afterwards.
    package func write(to path: String, scratch: String) throws {
      let cells = sheets.reduce(0) { $0 + $1.survey.cells }
      let file = try XLSXFile(
        path, scratch: scratch, isStreaming: cells > Self.mostCellsInMemory,
        isHuge: sheets.contains { $0.survey.sheetBytes > 3 << 30 })
      describe(file)
      for (sheet, survey) in sheets {
        try checkpoint()
        let writer = try WorksheetWriter(sheet, survey, isDraft: report.stamp.isDraft, in: file)
        try writer.write(files, in: file, checkpoint: checkpoint)
      }
      try file.close()
    }

    /// What a file's properties say, without a look into it.
    private func describe(_ file: borrowing XLSXFile) {
      let strings = CStrings()
      func text(_ text: String) -> String { CellText.shown(text) }
      // SAFETY: the strings live through the call, which copies them.
      var properties = unsafe lxw_doc_properties()
      unsafe properties.title = strings(text(report.paper.title.said(in: report.settings.words).plain))
      unsafe properties.subject = strings(report.context.period.title)
      unsafe properties.author = strings(text(report.settings.title.string))
      if let contact = report.settings.contact { unsafe properties.manager = strings(text(contact.string)) }
      if let board = report.settings.board { unsafe properties.company = strings(text(board.string)) }
      unsafe properties.category = strings("Board report")
      unsafe properties.status = strings(report.statusWord)
      unsafe properties.comments = strings(
        "\(report.context.period.span.written). Issue \(report.stamp.issue), \(report.statusWord). Made by board-report \(report.stamp.programVersion)."
      )
      unsafe properties.created = time_t(report.stamp.snapshot.seconds + 946_684_800)
      _ = unsafe workbook_set_properties(file.workbook, &properties)
    }
  }

  extension Survey {
    /// About how long the sheet's XML gets: a cell's tags, and its text with escapes.
    var sheetBytes: Int { cells * 60 + bytes * 3 / 2 }
  }
#endif

#if Workbook
  import CXlsxwriter
  import Core
  import Issues

  /// Writes one sheet, row after row downwards.
  @safe struct WorksheetWriter {
    private let worksheet: UnsafeMutablePointer<lxw_worksheet>
    private let styles: Styles
    private let isStreaming: Bool
    private let sheet: WrittenSheet
    private let survey: Survey
    /// Of the table's head; its rows follow.
    private let head: Int
    private let above: [String]

    private static let lineHeight = 15.0
    /// A row is not made higher for one long text.
    private static let mostLines = 12

    private let isDraft: Bool

    init(_ sheet: WrittenSheet, _ survey: Survey, isDraft: Bool, in file: borrowing XLSXFile) throws(OutputFormatError)
    {
      // SAFETY: the workbook owns what it returns, and outlives this value, which nothing keeps.
      guard let worksheet = unsafe workbook_add_worksheet(file.workbook, sheet.name) else {
        throw OutputFormatError.library("the sheet cannot be made", sheet.name)
      }
      unsafe self.worksheet = worksheet
      styles = file.styles
      isStreaming = file.isStreaming
      self.sheet = sheet
      self.isDraft = isDraft
      self.survey = survey
      above = sheet.lines(width: survey.widths.reduce(0, +))
      head = above.count + (sheet.isContents ? 1 : 2)
    }

    func write(_ files: IssueFiles, in file: borrowing XLSXFile, checkpoint: () throws -> Void) throws {
      setPage()
      setColumns()
      try writeAbove()
      try writeHead()
      var row = head
      try sheet.forEachRow(files) { cells in
        row += 1
        if row % 1024 == 0 { try checkpoint() }
        try write(cells, row)
      }
      try makeTable(to: row)
      try draw(in: file)
    }

    /// A4 across, as wide as a page, a picture whole, the table's head on every page.
    private func setPage() {
      // SAFETY: the worksheet is its workbook's, which is open.
      unsafe worksheet_set_paper(worksheet, 9)
      unsafe worksheet_set_landscape(worksheet)
      unsafe worksheet_fit_to_pages(worksheet, 1, sheet.chart == nil && sheet.curve == nil ? 0 : 1)
      unsafe worksheet_set_margins(worksheet, 0.4, 0.4, 0.5, 0.5)
      _ = unsafe worksheet_repeat_rows(worksheet, lxw_row_t(head), lxw_row_t(head))
      unsafe worksheet_freeze_panes(worksheet, lxw_row_t(head + 1), 0)
      if isDraft { _ = unsafe worksheet_set_header(worksheet, "&C&\"Arial,Bold\"&12Draft, not issued") }
    }

    private func setColumns() {
      // The widths are characters of a narrower font than ours.
      for (index, width) in survey.widths.enumerated() {
        let column = lxw_col_t(index)
        _ = unsafe worksheet_set_column(worksheet, column, column, Double(width) * 1.1, nil)
      }
    }

    private func writeAbove() throws(OutputFormatError) {
      try write(isDraft ? "Draft, not issued: \(sheet.title)" : sheet.title, 0, 0, .title)
      for (index, line) in above.enumerated() { try write(line, index + 1, 0, .note) }
      if !sheet.isContents { try link("Cover", saying: "Back to the contents", head - 1, 0) }
    }

    private func writeHead() throws(OutputFormatError) {
      let lines = zip(sheet.columns, survey.widths).map { Self.lines($0.title, in: $1 - 2) }
      let height = Self.lineHeight * Double(lines.max() ?? 1)
      _ = unsafe worksheet_set_row(worksheet, lxw_row_t(head), height, nil)
      for (index, column) in sheet.columns.enumerated() { try write(column.title, head, index, .header) }
    }

    private func write(_ cells: [Cell], _ row: Int) throws(OutputFormatError) {
      let values = cells.map { SheetValue($0) }
      let lines = zip(values, survey.widths).map { value, width in
        if case .text(let text) = value { Self.lines(text, in: width) } else { 1 }
      }
      // Not every program makes a row as high as its text.
      if let most = lines.max(), most > 1 {
        let height = Self.lineHeight * Double(min(most, Self.mostLines))
        _ = unsafe worksheet_set_row(worksheet, lxw_row_t(row), height, nil)
      }
      for (index, value) in values.enumerated() {
        let style = CellStyle(cells[index], sheet.columns[index])
        switch value {
        case .empty where isStreaming: break
        case .empty: try check(unsafe worksheet_write_blank(worksheet, lxw_row_t(row), lxw_col_t(index), styles[.text]))
        case .text(let name) where sheet.isContents && index == 0: try link(name, saying: name, row, 0)
        case .text(let text): try write(text, row, index, style)
        case .number(let number):
          try check(unsafe worksheet_write_number(worksheet, lxw_row_t(row), lxw_col_t(index), number, styles[style]))
        case .boolean(let flag):
          try check(
            unsafe worksheet_write_boolean(worksheet, lxw_row_t(row), lxw_col_t(index), flag ? 1 : 0, styles[style]))
        }
      }
    }

    /// A table that programs know as one; where rows stream there can only be a filter.
    private func makeTable(to last: Int) throws(OutputFormatError) {
      guard last > head else { return }
      let columns = lxw_col_t(sheet.columns.count - 1)
      let (first, last) = (lxw_row_t(head), lxw_row_t(last))
      if isStreaming {
        try check(unsafe worksheet_autofilter(worksheet, first, 0, last, columns))
      } else {
        try addTable(first, last, columns)
      }
      // What looks like a number and is text was recorded as text.
      let area = "A\(head + 2):\(Cell.letters(sheet.columns.count - 1))\(last + 1)"
      try check(unsafe worksheet_ignore_errors(worksheet, UInt8(LXW_IGNORE_NUMBER_STORED_AS_TEXT.rawValue), area))
    }

    private func addTable(_ first: lxw_row_t, _ last: lxw_row_t, _ columns: lxw_col_t) throws(OutputFormatError) {
      let strings = CStrings()
      // SAFETY: the array, what it points at and the strings live through the call, which copies all of them.
      var heads = unsafe sheet.columns.map { column in
        unsafe lxw_table_column(
          header: strings(CellText.shown(column.title)), formula: nil, total_string: nil, total_function: 0,
          header_format: styles[.header], format: nil, total_value: 0)
      }
      let error = unsafe heads.withUnsafeMutableBufferPointer { buffer in
        var pointers: [UnsafeMutablePointer<lxw_table_column>?] = unsafe []
        for index in buffer.indices { unsafe pointers.append(buffer.baseAddress.map { unsafe $0 + index }) }
        unsafe pointers.append(nil)
        return unsafe pointers.withUnsafeMutableBufferPointer { list in
          var options = unsafe lxw_table_options()
          unsafe options.name = strings(sheet.tableName)
          unsafe options.style_type = UInt8(LXW_TABLE_STYLE_TYPE_LIGHT.rawValue)
          unsafe options.style_type_number = 0
          unsafe options.no_banded_rows = 1
          unsafe options.columns = list.baseAddress
          return unsafe worksheet_add_table(worksheet, first, 0, last, columns, &options)
        }
      }
      try check(error)
    }

    private func draw(in file: borrowing XLSXFile) throws(OutputFormatError) {
      guard survey.rows > 0 else { return }
      // SAFETY: the worksheet is the file's own.
      let drawing = unsafe SheetDrawing(in: file, on: worksheet, of: sheet, head + 1...head + survey.rows)
      if let chart = sheet.chart { try check(drawing.draw(chart)) }
      if let curve = sheet.curve { try check(drawing.draw(curve)) }
    }

    private func write(_ text: String, _ row: Int, _ column: Int, _ style: CellStyle) throws(OutputFormatError) {
      let shown = style == .text ? text : CellText.shown(text)
      // SAFETY: the string lives through the call, which copies it.
      try check(unsafe worksheet_write_string(worksheet, lxw_row_t(row), lxw_col_t(column), shown, styles[style]))
    }

    private func link(_ name: String, saying text: String, _ row: Int, _ column: Int) throws(OutputFormatError) {
      // SAFETY: the strings live through the call, which copies them.
      try check(
        unsafe worksheet_write_url_opt(
          worksheet, lxw_row_t(row), lxw_col_t(column), "internal:'\(name)'!A1", styles[.link], text, nil))
    }

    private func check(_ error: lxw_error) throws(OutputFormatError) { try XLSXFile.check(error, sheet.name) }

    /// How many lines a text takes in a column.
    private static func lines(_ text: String, in width: Int) -> Int {
      if text.utf8.count <= width, !text.utf8.contains(0x0A) { return 1 }
      let room = max(width * 11 / 10, 1)
      return text.split(separator: "\n", omittingEmptySubsequences: false).reduce(0) {
        $0 + max(1, (TextWidth.cells(String($1)) + room - 1) / room)
      }
    }
  }
#endif

package import Core
import Issues

/// A workbook to fill in: a sheet a relation, and the sheet *Example*, which says what to write in each column.
package enum WorkbookTemplate {
  /// Sheets that hold no rows of a relation.
  package static let otherSheets = ["Example", "Lists"]

  /// Returns the workbook's bytes. Times of recording are left out, because nobody types them.
  ///
  /// - Parameter relations: in the order of the sheets.
  package static func programme(_ relations: [RelationSchema]) throws -> [UInt8] {
    #if Workbook
      let relations = relations.map { relation in
        var typed = relation
        typed.columns.removeAll(where: \.isStamped)
        return typed
      }
      return try TemplateWriter.bytes { writer throws(OutputFormatError) in
        for relation in relations { try writer.add(relation) }
        try writer.addExample(relations)
        try writer.addLists(relations)
      }
    #else
      throw missing
    #endif
  }

  /// Returns the form that a borough fills in to ask for support.
  package static func request(_ words: ProgrammeWords = .none) throws -> [UInt8] {
    #if Workbook
      try TemplateWriter.bytes { writer throws(OutputFormatError) in try writer.addRequest(words) }
    #else
      throw missing
    #endif
  }

  /// Says that this build writes no workbook.
  static var missing: OutputFormatError {
    OutputFormatError(.tooLarge, "the path names a workbook, \(OutputFormat.workbook.missing ?? "")")
  }
}

/// A workbook of one sheet, which holds one table.
package enum TableWorkbook {
  /// Returns the workbook's bytes. The first row names the columns as the CSV file does.
  package static func bytes(_ table: FilledTable) throws -> [UInt8] {
    #if Workbook
      try TemplateWriter.bytes { writer throws(OutputFormatError) in try writer.add(table) }
    #else
      throw WorkbookTemplate.missing
    #endif
  }
}

#if Workbook
  import CXlsxwriter
  import Glibc
  import System

  /// Writes the sheets of a workbook that is whole in memory: one to fill in, or one table.
  @safe struct TemplateWriter: ~Copyable {
    let file: XLSXFile
    /// Cells to fill in have no border, and a format of their column's kind.
    private let formats: [ContractType: UnsafeMutablePointer<lxw_format>]

    /// Returns the bytes of the workbook that a body adds the sheets of.
    static func bytes(_ body: (borrowing TemplateWriter) throws(OutputFormatError) -> Void) throws -> [UInt8] {
      let scratch = try ScratchFolder()
      let path = scratch.path + "/template.xlsx"
      let writer = try TemplateWriter(path, scratch.path)
      try body(writer)
      try writer.close()
      return try FileReader.bytes(of: path, limit: 16 << 20)
    }

    private init(_ path: String, _ scratch: String) throws(OutputFormatError) {
      file = try XLSXFile(path, scratch: scratch)
      var formats: [ContractType: UnsafeMutablePointer<lxw_format>] = unsafe [:]
      for (type, code) in [(ContractType.date, "yyyy-mm-dd"), (.days, "0.00"), (.integer, "0"), (.text, "@")] {
        // SAFETY: the workbook owns the format, which is set before it is used.
        guard let format = unsafe workbook_add_format(file.workbook) else { continue }
        unsafe format_set_num_format(format, code)
        unsafe format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
        if type == .text { unsafe format_set_text_wrap(format) }
        unsafe formats[type] = format
      }
      unsafe self.formats = formats
    }

    private consuming func close() throws(OutputFormatError) { try file.close() }
  }

  // The sheets.
  extension TemplateWriter {
    /// Adds the empty sheet of a relation.
    func add(_ relation: RelationSchema) throws(OutputFormatError) {
      let sheet = try unsafe sheet(relation.name)
      for (index, column) in relation.columns.enumerated() {
        let place = lxw_col_t(index)
        try unsafe write(column.name, on: sheet, 0, index, .header)
        _ = unsafe worksheet_set_column(sheet, place, place, Self.width(of: column), formats[column.type])
        try unsafe add(CellRule(column), column, on: sheet, index)
      }
      // SAFETY: the worksheet is the workbook's, which is open.
      unsafe worksheet_freeze_panes(sheet, 1, 0)
      unsafe worksheet_set_landscape(sheet)
      unsafe worksheet_fit_to_pages(sheet, 1, 0)
    }

    /// Adds the guide: a row a column of every sheet.
    func addExample(_ relations: [RelationSchema]) throws(OutputFormatError) {
      let sheet = try unsafe sheet("Example")
      let heads: [(title: String, width: Double)] = [
        ("Sheet", 16), ("Column", 22), ("Must it be filled?", 34), ("What to write", 80), ("Example", 40),
      ]
      try unsafe write(
        "Begin with boroughs and advisers: the lists of the other sheets offer what these hold. Then fill in commissions and "
          + "days. The other sheets may stay empty. A sheet's first row stays as it is.",
        on: sheet, 0, 0, .note)
      for (index, head) in heads.enumerated() {
        _ = unsafe worksheet_set_column(sheet, lxw_col_t(index), lxw_col_t(index), head.width, formats[.text])
        try unsafe write(head.title, on: sheet, 1, index, .header)
      }
      var row = 1
      for relation in relations {
        for column in relation.columns {
          row += 1
          let cells = [
            relation.name, column.name, column.need.replacing("`", with: ""), column.meaning, column.example,
          ]
          for (index, text) in cells.enumerated() { try unsafe write(text, on: sheet, row, index, .text) }
          // Not every program makes a row as high as its text.
          let lines = zip(cells, heads).map { (Double($0.count) / ($1.width * 0.9)).rounded(.up) }.max() ?? 1
          _ = unsafe worksheet_set_row(sheet, lxw_row_t(row), 15 * lines, nil)
        }
      }
      // SAFETY: the worksheet is the workbook's, which is open.
      unsafe worksheet_freeze_panes(sheet, 2, 0)
      unsafe worksheet_set_landscape(sheet)
      unsafe worksheet_fit_to_pages(sheet, 1, 0)
    }

    /// Adds the hidden sheet whose cells are the choices of the drop-downs.
    func addLists(_ relations: [RelationSchema]) throws(OutputFormatError) {
      let sheet = try unsafe sheet(TemplateList.sheet)
      for (index, list) in TemplateList.shown.enumerated() {
        guard let relation = relations.first(where: { $0.name == list.key }),
          let key = relation.index(of: relation.key[0]),
          let words = relation.index(of: list.value)
        else { continue }
        for row in 1...TemplateList.rows {
          let formula = TemplateList.formula(
            list.key, key: Cell.letters(key), words: Cell.letters(words), row: row + 1)
          // SAFETY: the strings live through the call, which copies them.
          try XLSXFile.check(
            unsafe worksheet_write_formula_str(sheet, lxw_row_t(row - 1), lxw_col_t(index), formula, nil, ""),
            TemplateList.sheet)
        }
      }
      unsafe worksheet_hide(sheet)
    }

    /// Adds the form of a request: a row a question, with a cell for the answer.
    func addRequest(_ words: ProgrammeWords) throws(OutputFormatError) {
      let sheet = try unsafe sheet("Request")
      for (index, width) in [44.0, 56, 72].enumerated() {
        _ = unsafe worksheet_set_column(sheet, lxw_col_t(index), lxw_col_t(index), width, formats[.text])
      }
      try unsafe write(RequestForm.title, on: sheet, 0, 0, .title)
      for (index, title) in ["Question", "What to write", "Answer"].enumerated() {
        try unsafe write(title, on: sheet, 1, index, .header)
      }
      var row = 2
      for part in RequestForm.parts {
        try unsafe write(part.title, on: sheet, row, 0, .header)
        row += 1
        for question in part.questions {
          try unsafe write(words(question.question), on: sheet, row, 0, .text)
          try unsafe write(words(question.hint), on: sheet, row, 1, .text)
          if question.isDate {
            try unsafe validate(on: sheet, row...row, 2, .date, title: "Answer", message: words(question.hint))
            // SAFETY: the worksheet and the format are the workbook's.
            _ = unsafe worksheet_write_blank(sheet, lxw_row_t(row), 2, formats[.date])
          }
          row += 1
        }
      }
      unsafe worksheet_freeze_panes(sheet, 2, 0)
    }

    private static func width(of column: ColumnSchema) -> Double {
      let name = Double(column.name.utf8.count + 2)
      if case .choice = CellRule(column) { return 28 }
      switch column.type {
      case .text: return max(name, column.vocabulary != nil || column.isCode ? 16 : 36)
      case .instant: return max(name, 22)
      default: return max(name, 12)
      }
    }
  }

  // Cells and rules.
  extension TemplateWriter {
    func sheet(_ name: String) throws(OutputFormatError) -> UnsafeMutablePointer<lxw_worksheet> {
      // SAFETY: the workbook owns what it returns, and outlives every use of it.
      guard let sheet = unsafe workbook_add_worksheet(file.workbook, name) else {
        throw .library("the sheet cannot be made", name)
      }
      return unsafe sheet
    }

    func write(
      _ text: String, on sheet: UnsafeMutablePointer<lxw_worksheet>, _ row: Int, _ column: Int, _ style: CellStyle
    ) throws(OutputFormatError) {
      // SAFETY: the string lives through the call, which copies it.
      try XLSXFile.check(
        unsafe worksheet_write_string(sheet, lxw_row_t(row), lxw_col_t(column), text, file.styles[style]), "template")
    }

    private func add(
      _ rule: CellRule, _ column: ColumnSchema, on sheet: UnsafeMutablePointer<lxw_worksheet>, _ index: Int
    ) throws(OutputFormatError) {
      try unsafe validate(
        on: sheet, 1...TemplateList.rows, index, rule, title: column.name, message: column.meaning)
    }

    /// Adds a rule to the cells of a column, and the message that a person sees in them.
    private func validate(
      on sheet: UnsafeMutablePointer<lxw_worksheet>, _ rows: ClosedRange<Int>, _ column: Int, _ rule: CellRule,
      title: String, message: String
    ) throws(OutputFormatError) {
      let strings = CStrings()
      var validation = unsafe lxw_data_validation()
      unsafe validation.input_title = strings(String(title.prefix(32)))
      unsafe validation.input_message = strings(Self.shortened(message))
      unsafe validation.error_title = strings("Not what the column holds")
      unsafe validation.error_message = strings(rule.refusal ?? "")
      if rule.refusal == nil { unsafe validation.show_error = UInt8(LXW_VALIDATION_OFF.rawValue) }
      unsafe validation.criteria = UInt8(LXW_VALIDATION_CRITERIA_BETWEEN.rawValue)
      var words: [UnsafeMutablePointer<CChar>?] = unsafe []
      switch rule {
      case .words(let list):
        unsafe validation.validate = UInt8(LXW_VALIDATION_TYPE_LIST.rawValue)
        unsafe words = unsafe list.map { unsafe strings($0) } + [nil]
      case .choice(let relation):
        unsafe validation.validate = UInt8(LXW_VALIDATION_TYPE_LIST_FORMULA.rawValue)
        let place = TemplateList.shown.enumerated().first { $1.key == relation }?.offset ?? 0
        unsafe validation.value_formula = strings(TemplateList.range(Cell.letters(place)))
      case .date:
        unsafe validation.validate = UInt8(LXW_VALIDATION_TYPE_DATE.rawValue)
        unsafe validation.minimum_datetime = lxw_datetime(year: 1990, month: 1, day: 1, hour: 0, min: 0, sec: 0)
        unsafe validation.maximum_datetime = lxw_datetime(year: 2100, month: 12, day: 31, hour: 0, min: 0, sec: 0)
      case .wholeNumber:
        unsafe validation.validate = UInt8(LXW_VALIDATION_TYPE_INTEGER.rawValue)
        unsafe (validation.minimum_number, validation.maximum_number) = (0, 2_147_483_647)
      case .number(let range):
        unsafe validation.validate = UInt8(LXW_VALIDATION_TYPE_DECIMAL.rawValue)
        unsafe (validation.minimum_number, validation.maximum_number) = (range.lowerBound, range.upperBound)
      case .text(let longest):
        unsafe validation.validate = UInt8(LXW_VALIDATION_TYPE_LENGTH.rawValue)
        unsafe (validation.minimum_number, validation.maximum_number) = (0, Double(longest))
      case .any: unsafe validation.validate = UInt8(LXW_VALIDATION_TYPE_ANY.rawValue)
      }
      // SAFETY: the list and the strings live through the call, which copies all of them.
      let error = unsafe words.withUnsafeMutableBufferPointer { buffer in
        if !buffer.isEmpty { unsafe validation.value_list = CStrings.list(buffer.baseAddress) }
        return unsafe worksheet_data_validation_range(
          sheet, lxw_row_t(rows.lowerBound), lxw_col_t(column), lxw_row_t(rows.upperBound), lxw_col_t(column),
          &validation)
      }
      try XLSXFile.check(error, title)
    }

    /// Returns a text that fits a cell's message, whole words only.
    private static func shortened(_ text: String) -> String {
      guard text.utf16.count > 255 else { return text }
      return String(text.prefix(252).split(separator: " ").dropLast().joined(separator: " ")) + " …"
    }

    fileprivate func add(_ table: FilledTable) throws(OutputFormatError) {
      let columns = table.shape.columns
      guard table.rows.count < WrittenSheet.mostRows else {
        throw OutputFormatError(
          .tooLarge, "the table has \(table.rows.count) rows, more than a sheet of a workbook; give --format csv")
      }
      let sheet = try unsafe sheet(table.shape.title)
      for (index, column) in columns.enumerated() {
        let place = lxw_col_t(index)
        let widest = table.rows.map { SheetValue($0[index]).width(CellStyle($0[index], column)) }.max() ?? 0
        _ = unsafe worksheet_set_column(sheet, place, place, Double(min(max(widest, column.name.count) + 3, 60)), nil)
        try unsafe write(column.name, on: sheet, 0, index, .header)
      }
      for (row, cells) in table.rows.enumerated() {
        for (index, cell) in cells.enumerated() {
          let (line, place) = (lxw_row_t(row + 1), lxw_col_t(index))
          let style = unsafe file.styles[CellStyle(cell, columns[index])]
          switch SheetValue(cell) {
          case .empty: continue
          case .text(let text): try unsafe write(text, on: sheet, row + 1, index, .text)
          case .number(let number):
            try XLSXFile.check(unsafe worksheet_write_number(sheet, line, place, number, style), table.shape.title)
          case .boolean(let flag):
            try XLSXFile.check(
              unsafe worksheet_write_boolean(sheet, line, place, flag ? 1 : 0, style), table.shape.title)
          }
        }
      }
      // SAFETY: the worksheet is the workbook's, which is open.
      unsafe worksheet_freeze_panes(sheet, 1, 0)
      try XLSXFile.check(
        unsafe worksheet_autofilter(sheet, 0, 0, lxw_row_t(table.rows.count), lxw_col_t(columns.count - 1)),
        table.shape.title)
    }
  }

  /// A folder for the library's files, which is removed with them.
  private struct ScratchFolder: ~Copyable {
    let path: String

    init() throws(OutputFormatError) {
      // SAFETY: the environment is not changed meanwhile; mkdtemp(3) changes the copy alone.
      let parent = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/tmp"
      var name = Array((parent + "/board-report.XXXXXX").utf8CString)
      guard unsafe mkdtemp(&name) != nil else { throw .disk(parent) }
      path = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit {
      let path = path
      // SAFETY: the strings live through the calls.
      _ = unsafe unlink(path + "/template.xlsx")
      _ = unsafe rmdir(path)
    }
  }
#endif

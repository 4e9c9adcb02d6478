import Core
import Issues

/// A sheet before it is written: a title, notes, and one table.
struct WrittenSheet {
  /// What every spreadsheet program takes.
  static let mostRows = 1_048_576

  enum Rows {
    case values([[Cell]])
    /// The rows of a data file of the issue, read back: the workbook holds what the file holds, in the sheet's columns.
    case file(TableShape)
  }

  /// On its tab, and in the contents.
  var name: String
  let title: String
  /// What the contents say of it; above the table too.
  let meaning: String
  /// More text above the table.
  var notes: [String] = []
  let columns: [ColumnShape]
  let rows: Rows
  /// Drawn beside the table, from its rows.
  var chart: Chart?
  var curve: LineChart?
  /// Whether the first column's cells name sheets and lead to them.
  var isContents = false
  /// In characters: a column is not made wider; longer text is wrapped.
  var widest = 48

  /// What Excel calls its table: letters and digits alone.
  var tableName: String { "Table_" + String(name.map { $0.isLetter || $0.isNumber ? $0 : "_" }) }

  /// Where its rows come from, for messages.
  var source: String { if case .file(let shape) = rows { shape.path } else { name } }

  func forEachRow(_ files: IssueFiles, _ body: ([Cell]) throws -> Void) throws {
    switch rows {
    case .values(let rows): for row in rows { try body(row) }
    case .file(let shape): try files.forEachRow(of: shape, columns, body)
    }
  }

  /// Returns what is above the table, in lines that fit, so that none is cut where the table ends on paper.
  func lines(width: Int) -> [String] {
    ([meaning] + notes).flatMap { text in TextWidth.lines(text) { TextWidth.cells($0) <= max(width, 80) } }
  }
}

extension WrittenSheet {
  /// A sheet of a table whose rows are in memory.
  init(_ name: String, _ title: String, _ meaning: String, notes: [String] = [], _ table: FilledTable, widest: Int = 48)
  {
    self.init(
      name: name, title: title, meaning: meaning, notes: notes, columns: table.shape.columns, rows: .values(table.rows),
      widest: widest)
  }

  /// Returns the issue's data files that people open, in the order of the contents; those it has.
  static func data(_ report: Report, _ files: IssueFiles) throws -> [WrittenSheet] {
    let shapes: [TableShape] = [
      .projects, .boroughs, .advisers, .days, .outcomes, .figures, .series, .quality, .revisions,
    ]
    return try shapes.filter { try files.open($0.path) != nil }.flatMap { shape in
      guard shape == .projects else { return [WrittenSheet(shape, shape.title, report)] }
      return [printedProjects(report), WrittenSheet(shape, "Project data", report)]
    }
  }

  private init(_ shape: TableShape, _ name: String, _ report: Report) {
    self.init(
      name: name, title: "\(name), \(report.context.period.title)", meaning: shape.meaning,
      notes: ["The rows of \(shape.path). The sheet Columns says what each column holds."], columns: shape.columns,
      rows: .file(shape))
  }

  /// The columns that fit on a page.
  private static func printedProjects(_ report: Report) -> WrittenSheet {
    let names = [
      "reference", "borough", "title", "state", "progress", "due_on", "days_agreed", "days_in_period", "days_to_date",
      "days_profiled", "days_ahead", "outcomes_in_period", "unknown",
    ]
    let shape = TableShape.projects
    return WrittenSheet(
      name: shape.title, title: "\(shape.title), \(report.context.period.title)", meaning: shape.meaning,
      notes: [
        "A selection to print. Every column of \(shape.path) is in Project data.",
        "Where a number is empty, Unknown metrics names it, or it is not applicable.",
      ], columns: names.compactMap { name in shape.columns.first { $0.name == name } }, rows: .file(shape), widest: 26)
  }

  static func headline(_ report: Report) -> WrittenSheet? {
    let table = report.headline
    guard !table.rows.isEmpty else { return nil }
    return WrittenSheet(
      table.shape.title, "Headline, \(report.context.period.title)", table.shape.meaning,
      notes: ["Where a value is empty, the status beside it says why. A change of a share is in percentage points."],
      table)
  }

  /// A picture of the paper, drawn from the table beside it.
  init(_ chart: Chart) {
    let title = chart.title.plain
    let table = Table<Chart.Bar>("", title, "") {
      Column("label", chart.subject, "What the bar shows.") { $0.label }
      Column("value", chart.unit.capitalised, "How long the bar is.") { $0.value }
      (chart.markMeaning.map { [$0] } ?? []).map { mark in
        Column("mark", mark.capitalised, blank: "There is none.", "What the bar is compared with.") { $0.mark }
      }
    }
    self.init(
      Self.tab(title), title, chart.sentence.plain, notes: ["Taken from \(chart.source)."],
      table.filled(chart.bars))
    self.chart = chart
  }

  /// A curve of the paper, drawn from the table beside it: the points, and the mean and limits of each point's segment.
  init(_ curve: LineChart) {
    let title = curve.title.plain
    let segments = curve.points.indices.map { index in curve.segments.first { $0.range.contains(index) } }
    let names = Set(curve.segments.map(\.centreName)).sorted()
    let centre = names.isEmpty ? "median" : names.joined(separator: " or ")
    let table = Table<Int>("", title, "") {
      Column("label", curve.subject, "What the point is of.") { curve.points[$0].label }
      Column("value", curve.unit.capitalised, blank: "There is a gap.", "The point.") { curve.points[$0].value }
      Column(
        "centre", centre.capitalised, blank: "There are too few points.", "The mean of the segment, else the median."
      ) { segments[$0]?.centre }
      Column("lower", "Lower limit", blank: "There are too few points.", "Below it a point is lower than usual.") {
        segments[$0]?.lower
      }
      Column("upper", "Upper limit", blank: "There are too few points.", "Above it a point is higher than usual.") {
        segments[$0]?.upper
      }
    }
    self.init(
      Self.tab("Trend \(title)"), title, curve.sentence.plain,
      notes: curve.marks.map { "\($0.number): \($0.what.string)" } + ["Taken from \(curve.source)."],
      table.filled(Array(curve.points.indices)))
    self.curve = curve
  }

  /// Returns a sheet's name: at most 31 characters, of which Excel forbids none. No word is cut.
  private static func tab(_ title: String) -> String {
    let plain = String(title.map { #"[]:*?/\"#.contains($0) ? " " : $0 == "'" ? "’" : $0 })
    var words = plain.split(separator: " ")
    while words.count > 1, words.joined(separator: " ").utf16.count > 31 { words.removeLast() }
    return String(words.joined(separator: " ").prefix(31))
  }

  /// Returns a sheet that says what each column of the sheets before it holds.
  static func columnGuide(of sheets: [WrittenSheet]) -> WrittenSheet {
    let table = Table<(sheet: WrittenSheet, column: ColumnShape)>("", "Columns", "") {
      Column("sheet", "Sheet", "") { $0.sheet.name }
      Column("column", "Column", "") { $0.column.title }
      Column("name", "Name in the CSV file", "") { row -> String in
        if case .file = row.sheet.rows { row.column.name } else { "none" }
      }
      Column("unit", "Counts or holds", "") { $0.column.counted }
      Column("meaning", "Meaning", "") { $0.column.meaning }
      Column("blank", "Where a cell is empty", "") { row -> String in
        row.column.isRequired ? "It never is." : row.column.blank
      }
    }
    return WrittenSheet(
      "Columns", "Columns", "What each column of every sheet holds.",
      table.filled(sheets.flatMap { sheet in sheet.columns.map { (sheet: sheet, column: $0) } }), widest: 60)
  }

  /// Returns the paper's methods, a row a paragraph; nil where the paper has none.
  static func methods(_ report: Report) -> WrittenSheet? {
    let words = report.settings.words
    guard let blocks = report.blocks(.methods) else { return nil }
    var about = "Counting"
    var rows: [(about: String, text: String)] = []
    let definitions = report.definitions.sections.flatMap { [.heading($0.title)] + $0.blocks }
    for block in Section("", blocks + definitions).said(in: words).blocks {
      switch block {
      case .heading(let heading): about = heading.plain
      case .paragraph(let prose): rows.append((about, prose.plain))
      case .list(let items): rows += items.map { $0.definition(about) }
      case .table, .chart, .curves, .subheading, .authored: break
      }
    }
    let table = Table<(about: String, text: String)>("", "Methods", "") {
      Column("about", "About", "") { $0.about }
      Column("text", "Text", "") { $0.text }
    }
    return WrittenSheet(
      "Methods", "Methods, \(report.context.period.title)", "How the figures are counted, and what they mean.",
      notes: [
        "Text here is as recorded, but for control characters, which are left out, line ends, which are all line feeds, "
          + "and what a cell has no room for, which is cut and ends \(CellText.ending)."
      ], table.filled(rows), widest: 88)
  }

  /// Returns the first sheet: what the report is, its summary, and what each sheet holds.
  ///
  /// - Parameter sheets: the others, with the rows of each.
  static func cover(_ report: Report, _ sheets: [(sheet: WrittenSheet, rows: Int)]) -> WrittenSheet {
    let paper = report.paper.said(in: report.settings.words)
    let summary = Section("", report.blocks(.summary) ?? []).said(in: report.settings.words).blocks.flatMap {
      block -> [String] in
      if case .list(let items) = block { items.map(\.plain) } else { [] }
    }
    let isFirst = !sheets.contains { $0.sheet.name == TableShape.revisions.title }
    let revisions =
      !isFirst
      ? []
      : [
        report.stamp.issue == 1
          ? "This is the first issue of the period, so nothing was revised."
          : "The issue before this one was retracted, so nothing is compared with it."
      ]
    let table = Table<(sheet: WrittenSheet, rows: Int)>("", "Cover", "") {
      Column("sheet", "Sheet", "") { $0.sheet.name }
      Column("holds", "What it holds", "") { $0.sheet.meaning }
      Column("rows", "Rows", unit: "rows", "") { $0.rows }
    }
    var sheet = WrittenSheet(
      "Cover", paper.title.plain, paper.lines.first?.plain ?? "",
      notes: paper.lines.dropFirst().map(\.plain) + summary + revisions + ["The sheets of this workbook:"],
      table.filled(sheets), widest: 78)
    sheet.isContents = true
    return sheet
  }

  /// Returns the sheet in the programme's words. The rows stay.
  func said(in words: ProgrammeWords) -> WrittenSheet {
    guard words != .none else { return self }
    return WrittenSheet(
      name: Self.tab(words(name)), title: words(title), meaning: words(meaning), notes: notes.map { words($0) },
      columns: columns.map {
        ColumnShape(
          $0.name, words($0.title), $0.kind, unit: $0.unit, required: $0.isRequired, codes: $0.codes,
          blank: words($0.blank), words($0.meaning))
      }, rows: rows, chart: chart?.said(in: words), curve: curve?.said(in: words), isContents: isContents,
      widest: widest)
  }
}

extension [WrittenSheet] {
  /// Returns the sheets with a number behind each name that is taken. The programme's words may make two names one.
  func withNamesApart() -> [WrittenSheet] {
    var taken: Set<String> = ["table_cover", "table_columns", "table_methods"]
    return map { sheet in
      var sheet = sheet
      let name = sheet.name
      var number = 1
      while !taken.insert(sheet.tableName.lowercased()).inserted {
        number += 1
        sheet.name = "\(name.prefix(27)) \(number)"
      }
      return sheet
    }
  }
}

extension Prose {
  /// Returns the term in strong that begins a list's item, and the rest.
  fileprivate func definition(_ about: String) -> (about: String, text: String) {
    guard case .strong(let term) = parts.first else { return (about, plain) }
    let name = Prose(term).plain
    let text = Prose(Array(parts.dropFirst())).plain.drop { $0 == " " }
    return (name.hasSuffix(":") ? String(name.dropLast()) : name, String(text))
  }
}

extension ColumnShape {
  fileprivate var counted: String {
    switch kind {
    case .text: "text"
    case .printed: "a number or text"
    case .date: "a date"
    case .dateTime: "a time in UTC"
    case .boolean: "true or false"
    case .integer, .decimal, .number: unit ?? "a number"
    }
  }
}

/// What is known of a sheet's rows before one is written. The rows are read once for this, and once more to be written.
struct Survey {
  private(set) var rows = 0
  private(set) var cells = 0
  /// Of texts alone.
  private(set) var bytes = 0
  /// In characters, by column.
  private(set) var widths: [Int]

  /// - Throws: `.tooLarge` before anything is written.
  init(_ sheet: WrittenSheet, _ files: IssueFiles, checkpoint: () throws -> Void) throws {
    // The filter's button needs space beside a column's name.
    widths = sheet.columns.map { min(max(Self.longestWord($0.title) + 3, 10), sheet.widest) }
    try sheet.forEachRow(files) { row in
      rows += 1
      if rows % 4096 == 0 { try checkpoint() }
      for (index, cell) in row.enumerated() where cell != .empty { add(cell, sheet, index) }
    }
    let above = sheet.lines(width: widths.reduce(0, +)).count + 3
    guard rows + above <= WrittenSheet.mostRows else {
      throw OutputFormatError(
        .tooLarge,
        """
        \(sheet.source) has \(rows) rows, more than the \(WrittenSheet.mostRows) of a workbook's sheet with its head; \
        report a shorter period, or remove workbook from formats
        """)
    }
  }

  private mutating func add(_ cell: Cell, _ sheet: WrittenSheet, _ index: Int) {
    cells += 1
    if case .text(let text) = cell {
      bytes += text.string.utf8.count
      // Wide enough already, whatever it says.
      if widths[index] == sheet.widest { return }
    }
    let width = SheetValue(cell).width(CellStyle(cell, sheet.columns[index])) + 1
    widths[index] = min(max(widths[index], width), sheet.widest)
  }

  private static func longestWord(_ title: String) -> Int {
    title.split(separator: " ").map { TextWidth.cells(String($0)) }.max() ?? 0
  }
}

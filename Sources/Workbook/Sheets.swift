import Core
import Issues

/// A sheet before it is written: a title, notes, and one table.
struct Sheet {
  /// What every spreadsheet program takes.
  static let mostRows = 1_048_576

  enum Rows {
    case values([[Cell]])
    /// The rows of a data file of the issue, read back: the workbook holds what the file holds, in the sheet's columns.
    case file(TableShape)
  }

  /// On its tab, and in the contents.
  let name: String
  let title: String
  /// What the contents say of it; above the table too.
  let meaning: String
  /// More that stands above the table.
  var notes: [String] = []
  let columns: [Column]
  let rows: Rows
  /// Drawn beside the table, from its rows.
  var chart: Chart?
  /// The first column's cells name sheets and lead to them.
  var isContents = false
  /// In characters: a column is not made wider; longer text is wrapped.
  var widest = 48

  /// What Excel calls its table: letters alone.
  var tableName: String { "Table_" + name.split(separator: " ").joined(separator: "_") }

  /// What stands above the table, a row each, in lines that fit.
  func lines(width: Int) -> [String] {
    ([meaning] + notes).flatMap { LineBreaking.lines($0, width: max(width, 80)) }
  }
}

extension Sheet {
  /// The issue's data files that people open, in the order of the contents; those it has.
  static func data(_ report: Report, _ source: StagedRows) throws -> [Sheet] {
    let shapes: [TableShape] = [
      .projects, .boroughs, .advisers, .days, .outcomes, .figures, .quality, .revisions,
    ]
    return try shapes.filter { try source.open($0.path) != nil }.flatMap { shape in
      guard shape == .projects else { return [Sheet(shape, shape.title, report)] }
      return [printedProjects(report), Sheet(shape, "Project data", report)]
    }
  }

  private init(_ shape: TableShape, _ name: String, _ report: Report) {
    self.init(
      name: name, title: "\(name), \(report.context.period.title)", meaning: shape.meaning,
      notes: ["The rows of \(shape.path). The sheet Columns says what each column holds."],
      columns: shape.columns, rows: .file(shape))
  }

  /// The columns that fit on a page.
  private static func printedProjects(_ report: Report) -> Sheet {
    let names = [
      "reference", "borough", "title", "state", "progress", "due_on", "days_agreed",
      "days_in_period", "days_to_date", "days_profiled", "days_ahead", "outcomes_in_period",
      "unknown",
    ]
    let shape = TableShape.projects
    return Sheet(
      name: shape.title, title: "\(shape.title), \(report.context.period.title)",
      meaning: shape.meaning,
      notes: [
        "A selection to print. Every column of \(shape.path) stands in Project data.",
        "Where a number is empty, Unknown metrics names it, or it is not applicable.",
      ],
      columns: names.compactMap { name in shape.columns.first { $0.name == name } },
      rows: .file(shape), widest: 26)
  }

  static func headline(_ report: Report) -> Sheet? {
    let table = report.headline
    guard !table.rows.isEmpty else { return nil }
    return Sheet(
      name: table.shape.title, title: "Headline, \(report.context.period.title)",
      meaning: table.shape.meaning,
      notes: [
        "Where a value is empty, the status beside it says why. A change of a share is in percentage points."
      ], columns: table.shape.columns, rows: .values(table.rows))
  }
}

extension Sheet {
  /// A picture of the paper, drawn from the table beside it.
  init(_ chart: Chart) {
    let marks = chart.markMeaning.map {
      [
        Column(
          "mark", $0.capitalised, .number, blank: "There is none.", "What the bar is compared with."
        )
      ]
    }
    name = String(chart.title.plain.prefix(31))
    title = chart.title.plain
    meaning = chart.sentence.plain
    notes = ["Taken from \(chart.source)."]
    columns =
      [
        Column("label", chart.subject, required: true, "What the bar stands for."),
        Column("value", chart.unit.capitalised, .number, required: true, "How long the bar is."),
      ] + (marks ?? [])
    rows = .values(
      chart.bars.map { bar in
        let mark = bar.mark.map { Cell.number($0) } ?? .empty
        return [.text(bar.label), .number(bar.value)] + (marks == nil ? [] : [mark])
      })
    self.chart = chart
  }
}

extension String {
  fileprivate var capitalised: String { prefix(1).uppercased() + dropFirst() }
}

extension Sheet {
  /// What each column of the sheets before it holds.
  static func columnGuide(of sheets: [Sheet]) -> Sheet {
    let rows = sheets.flatMap { sheet in
      sheet.columns.map { column -> [Cell] in
        [
          Cell(sheet.name), Cell(column.title), Cell(sheet.isFile ? column.name : "none"),
          Cell(column.counted), Cell(column.meaning),
          Cell(column.isRequired ? "It never is." : column.blank ?? "It is not recorded."),
        ]
      }
    }
    return Sheet(
      name: "Columns", title: "Columns", meaning: "What each column of every sheet holds.",
      columns: [
        Column("sheet", "Sheet", required: true, ""),
        Column("column", "Column", required: true, ""),
        Column("name", "Name in the CSV file", required: true, ""),
        Column("unit", "Counts or holds", required: true, ""),
        Column("meaning", "Meaning", required: true, ""),
        Column("blank", "Where a cell is empty", required: true, ""),
      ], rows: .values(rows), widest: 60)
  }

  /// The paper's methods, a row a paragraph.
  static func methods(_ report: Report) -> Sheet? {
    guard let section = report.section(.methods) else { return nil }
    var about = "Counting"
    var rows: [[Cell]] = []
    for block in section.blocks {
      switch block {
      case .heading(let heading): about = heading.plain
      case .paragraph(let prose): rows.append([Cell(about), Cell(prose.plain)])
      case .list(let items): rows += items.map { $0.definition(about) }
      case .table, .chart, .authored: break
      }
    }
    return Sheet(
      name: "Methods", title: "Methods, \(report.context.period.title)",
      meaning: "How the figures are counted, and what they mean.",
      notes: [
        "Text here is as recorded, but for control characters, which are left out, line ends, which are all line feeds, "
          + "and what a cell has no room for, which is cut and ends \(CellText.ending)."
      ],
      columns: [
        Column("about", "About", required: true, ""), Column("text", "Text", required: true, ""),
      ], rows: .values(rows), widest: 88)
  }

  private var isFile: Bool { if case .file = rows { true } else { false } }
}

extension Prose {
  /// A list's item that begins with a term in strong: the term, and the rest.
  fileprivate func definition(_ about: String) -> [Cell] {
    guard case .strong(let term) = parts.first else { return [Cell(about), Cell(plain)] }
    let name = Prose(term).plain
    let text = Prose(Array(parts.dropFirst())).plain.drop { $0 == " " }
    return [Cell(name.hasSuffix(":") ? String(name.dropLast()) : name), Cell(String(text))]
  }
}

extension Column {
  fileprivate var counted: String {
    switch kind {
    case .text: "text"
    case .date: "a date"
    case .dateTime: "a time in UTC"
    case .boolean: "true or false"
    case .integer, .decimal, .number: unit ?? "a number"
    }
  }
}

extension Sheet {
  /// The first sheet: what the report is, its summary, and what stands where.
  ///
  /// - Parameter sheets: the others, with the rows of each.
  static func cover(_ report: Report, _ sheets: [(sheet: Sheet, rows: Int)]) -> Sheet {
    let summary = report.paper.sections.first?.blocks.flatMap { block -> [String] in
      if case .list(let items) = block { items.map(\.plain) } else { [] }
    }
    let isFirst = !sheets.contains { $0.sheet.name == TableShape.revisions.title }
    let revisions =
      isFirst ? ["This is the first issue of the period, so nothing was revised."] : []
    return Sheet(
      name: "Cover", title: report.paper.title.plain,
      meaning: report.paper.lines.first?.plain ?? "",
      notes: report.paper.lines.dropFirst().map(\.plain) + (summary ?? []) + revisions
        + ["The sheets of this workbook:"],
      columns: [
        Column("sheet", "Sheet", required: true, ""),
        Column("holds", "What it holds", required: true, ""),
        Column("rows", "Rows", .integer, unit: "rows", required: true, ""),
      ],
      rows: .values(
        sheets.map { [Cell($0.sheet.name), Cell($0.sheet.meaning), Cell($0.rows)] }),
      isContents: true, widest: 78)
  }
}

/// What is known of a sheet's rows before one is written: they go past once for this, and once more to be written.
struct Survey {
  private(set) var rows = 0
  private(set) var cells = 0
  /// Of texts.
  private(set) var bytes = 0
  /// In characters, by column.
  private(set) var widths: [Int]

  /// - Throws: `.tooManyRows` before anything is written.
  init(_ sheet: Sheet, _ source: StagedRows, checkpoint: () throws -> Void) throws {
    // Beside a column's name stands the filter's button.
    widths = sheet.columns.map { min(max(Self.longestWord($0.title) + 3, 10), sheet.widest) }
    try source.forEach(sheet) { row in
      rows += 1
      if rows % 4096 == 0 { try checkpoint() }
      for (index, cell) in row.enumerated() where cell != .empty { add(cell, sheet, index) }
    }
    let above = sheet.lines(width: widths.reduce(0, +)).count + 3
    guard rows + above <= Sheet.mostRows else {
      throw WorkbookError(.tooManyRows(rows), sheet.source)
    }
  }

  private mutating func add(_ cell: Cell, _ sheet: Sheet, _ index: Int) {
    cells += 1
    if case .text(let text) = cell {
      bytes += text.string.utf8.count
      // Wide enough already, whatever it says.
      if widths[index] == sheet.widest { return }
    }
    let width = CellValue(cell).width(CellStyle(cell, sheet.columns[index])) + 1
    widths[index] = min(max(widths[index], width), sheet.widest)
  }

  private static func longestWord(_ title: String) -> Int {
    title.split(separator: " ").map { TextWidth.cells(String($0)) }.max() ?? 0
  }
}

extension Sheet {
  /// Where its rows come from, for messages.
  var source: String { if case .file(let shape) = rows { shape.path } else { name } }
}

import Facts
import Reports
import Writing

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
      name: "Methods", title: "Methods, \(report.horizon.period.title)",
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

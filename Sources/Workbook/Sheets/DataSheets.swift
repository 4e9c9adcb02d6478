import Facts
import Reports

extension Sheet {
  /// The data files that people open, in the order of the contents; those it has.
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
      name: name, title: "\(name), \(report.horizon.period.title)", meaning: shape.meaning,
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
      name: shape.title, title: "\(shape.title), \(report.horizon.period.title)",
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
      name: table.shape.title, title: "Headline, \(report.horizon.period.title)",
      meaning: table.shape.meaning,
      notes: [
        "Where a value is empty, the status beside it says why. A change of a share is in percentage points."
      ], columns: table.shape.columns, rows: .values(table.rows))
  }
}

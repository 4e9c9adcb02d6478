import Facts
import Reports
import Writing

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

import Facts
import Reports
import Writing

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

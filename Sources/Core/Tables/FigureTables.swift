extension TableShape {
  /// One row a figure of every grain but project, by identity.
  package static let figures = TableShape(
    "figures.csv", "Figures",
    "Every figure of the report but those of single projects, which are the cells of projects.csv.",
    key: ["figure"],
    [
      Column(
        "figure", "Figure", required: true,
        "The figure's identity, metric/grain/key/span, the same in every issue and period."),
      Column("metric", "Metric", required: true, codes: figureMetrics, "What is measured."),
      Column(
        "grain", "Grain", required: true,
        codes: Metric.Grain.words.filter { $0 != Metric.Grain.project.rawValue },
        "What the figure is about: the programme, or one adviser, borough, theme and so on."),
      Column(
        "key", "Key", required: true,
        "Which one it is about; all for the programme, ~ for what is not recorded or not listed."),
      Column(
        "span", "Span", required: true,
        "Which days it counts: a period, the year to date (ytd), to date (to) or twelve months (12m)."
      ),
      Column(
        "value", "Value", .number,
        blank: "The status is not applicable or unknown.",
        "The figure's value, in its unit."),
      Column("unit", "Unit", required: true, codes: figureUnits, "What the value counts."),
      Column(
        "status", "Status", required: true, codes: FigureStatus.words,
        """
        The first that holds: not applicable; unknown, because an input is not recorded; provisional, because the \
        period is not over; revised since the period's first issue that was not provisional; final.
        """),
      Column(
        "n", "Taken from", .integer, blank: "The figure is neither a ratio nor a median.",
        "Beside a ratio or a median: its denominator where that is a count, or how many values it is taken from."
      ),
    ])

  private static let figureMetrics = Catalogue.all
    .filter { $0.unit.counted != nil && $0.grains != [.project] }.map(\.id)
  private static let figureUnits = Catalogue.all
    .filter { $0.grains != [.project] }.compactMap(\.unit.counted)
    .reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }

  /// One row a figure that differs from the previous issue's.
  package static let revisions = TableShape(
    "revisions.csv", "Revisions", "Every figure that differs from the previous issue, and why.",
    key: ["figure"],
    [
      Column("figure", "Figure", required: true, "The figure's identity, metric/grain/key/span."),
      Column(
        "was", "Was", blank: "The previous issue had no such figure, or no value for it.",
        "The value as the previous issue printed it."),
      Column(
        "now", "Now", blank: "This issue has no such figure, or no value for it.",
        "The value as this issue prints it."),
      Column(
        "difference", "Difference", .number, blank: "One of the two is no number.",
        "Now less was."),
      Column(
        "cause", "Cause", required: true, codes: Revision.Cause.words,
        """
        The first that holds: method (the definition changed); deletion (a row is gone); correction (a row changed); \
        late entry (a row recorded after the previous issue's snapshot); record (a commission's own fields, or what \
        hangs on it); earlier period (only rows dated before the period).
        """),
      Column(
        "rows", "Rows", blank: "No row of the data moved the figure.",
        "The rows that moved it, relation:column=value;…, 20 at most, then how many more."),
    ])

  /// One row a finding about the data, by rule, relation and key.
  package static let quality = TableShape(
    "quality.csv", "Data quality", "What in the data a person should look at.", key: [],
    [
      Column("rule", "Rule", required: true, "The rule that was broken."),
      Column(
        "severity", "Severity", required: true, codes: ["error", "warning"],
        "How grave it is: an error makes a figure wrong or incomplete, a warning may."),
      Column("relation", "Relation", required: true, "Where the row stands."),
      Column(
        "key", "Key", required: true,
        "Which row: column=value;…, a text column by its rank, so that no text is quoted."),
      Column("message", "Message", required: true, "What is wrong, and what was expected."),
    ])
}

extension Table {
  /// Every figure of every grain but project, by identity.
  package static func figures(_ measures: Measures, _ statuses: Statuses) -> Table {
    let figures = measures.figures
    let identities = figures.map { Text($0.identity) }
    // Places are put in order, for a figure is large to move.
    let order = figures.indices.sorted { identities[$0] < identities[$1] }
    return Table(
      .figures,
      rows: order.map { place in
        let figure = figures[place]
        return [
          .text(identities[place]), Cell(figure.metric.id), Cell(figure.grain.rawValue),
          Cell(Figure.encoded(figure.key)), Cell(figure.span), Cell(figure.measure),
          Cell(figure.metric.unit.rawValue), Cell(statuses.status(of: figure).rawValue),
          Cell(figure.n),
        ]
      })
  }

  package static func revisions(_ revisions: [Revision]) -> Table {
    let rows = revisions.sorted { Text($0.figure) < Text($1.figure) }
    return Table(
      .revisions,
      rows: rows.map {
        [
          Cell($0.figure), Cell(recorded: $0.was), Cell(recorded: $0.now),
          $0.difference.map { .number($0) } ?? .empty, Cell($0.cause.rawValue),
          Cell(recorded: $0.rows),
        ]
      })
  }

  /// By rule, relation and key; `findings` may come in any order.
  package static func quality(_ findings: [Finding]) -> Table {
    let keys = findings.map { [$0.rule, $0.relation, $0.key].map { Text($0) } }
    let order = findings.indices.sorted { keys[$0].lexicographicallyPrecedes(keys[$1]) }
    return Table(
      .quality,
      rows: order.map { place in
        let finding = findings[place]
        return [
          Cell(finding.rule), Cell(finding.severity.rawValue), Cell(finding.relation),
          Cell(finding.key), Cell(finding.message),
        ]
      })
  }
}

extension Cell {
  /// Empty text is an empty cell.
  fileprivate init(recorded string: String) {
    self = string.isEmpty ? .empty : .text(Text(string))
  }
}

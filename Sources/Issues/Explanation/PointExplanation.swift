import Core

extension Explanation {
  /// Explains a point of series.csv by the rows of its month. Returns nil for a name that is no point of the issue.
  static func ofPoint(_ name: String, in issue: SavedIssue) throws -> Explanation? {
    for series in issue.measures.series {
      let metric = series.measure.metric
      guard
        let point = series.points.first(where: {
          FigureIdentity(metric, $0.grain, encodedKey: $0.key, span: $0.span).description == name
        })
      else { continue }
      let recorder = Recorder(metric.title) { issue.keys[$0] }
      recorder.list(point, of: series, issue.programme.series)
      let computed = point.amount?.description ?? FigureStatus.notApplicable.rawValue
      let printed = try issue.files.series(series.measure)?.value(of: name) ?? computed
      let title = "\(metric.title), \(point.grain == .project ? point.key : point.day.monthKey): a point of the series"
      return Explanation(
        lines: [name, title, "Issue \(issue.manifest.name), data read \(issue.manifest.snapshot)", ""]
          + recorder.blocks.flatMap { lines($0) + [""] } + ["= \(PaperText.cleaned(printed))"], computed: computed,
        printed: printed)
    }
    return nil
  }
}

extension FilledTable {
  /// Returns the printed value of a point; nil where the table lacks it.
  fileprivate func value(of name: String) -> String? {
    zip(self["figure"], self["value"]).first { $0.0.printed == name }.map {
      $0.1 == .empty ? FigureStatus.notApplicable.rawValue : $0.1.printed
    }
  }
}

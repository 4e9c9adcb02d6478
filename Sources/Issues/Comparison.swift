package import Core

/// Two issues, of one period or of two, figure by figure.
///
/// Of different periods, figures are the same that measure the same for the same key over the span of the same part: the
/// period itself, its year to date, to its date, the previous period of each, and so on.
package struct Comparison {
  package struct ComparedRow: Hashable, Sendable {
    /// In the first issue; in the second where only that has it.
    package let figure: String
    /// In the second issue, where it is called otherwise there.
    package let other: String?
    /// As printed; nil where the issue has no such figure.
    package let was: String?
    package let now: String?

    /// Now less was; nil unless both are numbers.
    package var difference: Decimal? {
      guard let was = was.flatMap({ Decimal($0) }), let now = now.flatMap({ Decimal($0) }) else { return nil }
      return now.subtracting(was)
    }
  }

  package let first: String
  package let second: String
  /// Figures whose definition, or a setting they read, is not the same: their difference says nothing about the work.
  package let method: [ComparedRow]
  package let data: [ComparedRow]
  /// How many figures the two have together.
  package let figures: Int

  package init(_ first: IssueSource, _ firstFigures: SavedFigures, _ second: IssueSource, _ secondFigures: SavedFigures)
    throws
  {
    self.first = first.manifest.name
    self.second = second.manifest.name
    let was = Self.byRole(firstFigures, first.manifest)
    let now = Self.byRole(secondFigures, second.manifest)
    let roles = Set(was.keys).union(now.keys)
    figures = roles.count
    let methods = try MethodChanges(first, second)
    func grains(_ figures: SavedFigures) -> Set<String> {
      Set(figures.byIdentity.values.map(\.identity.metricAndGrain))
    }
    // Of a metric and grain that only one version of the program computes, no figure differs by data.
    let computed = grains(firstFigures).intersection(grains(secondFigures))
    let isOfOneVersion = first.manifest.definitionVersions == second.manifest.definitionVersions
    func isMethod(_ identity: FigureIdentity) -> Bool {
      methods.include(identity.metric)
        || !isOfOneVersion && !computed.contains(identity.metricAndGrain)
    }
    let rows = roles.compactMap { role -> (FigureIdentity, ComparedRow)? in
      let (old, new) = (was[role], now[role])
      guard Text(old?.value ?? "") != Text(new?.value ?? ""), let any = old ?? new else { return nil }
      let name = any.identity.description
      let other = new.map(\.identity.description).flatMap { $0 == name ? nil : $0 }
      return (any.identity, ComparedRow(figure: name, other: other, was: old?.words, now: new?.words))
    }.sorted { Text($0.1.figure) < Text($1.1.figure) }
    method = rows.filter { isMethod($0.0) }.map(\.1)
    data = rows.filter { !isMethod($0.0) }.map(\.1)
  }

  private static func byRole(_ figures: SavedFigures, _ manifest: Manifest) -> [String: SavedFigure] {
    let spans = manifest.period.spanRoles
    return Dictionary(
      figures.byIdentity.values.map { figure in
        let part = figure.identity
        let role = spans[part.span] ?? part.span
        return ("\(part.metric)/\(part.grain.rawValue)/\(part.key)/\(role)", figure)
      }, uniquingKeysWith: { first, _ in first })
  }
}

/// The metrics that two issues compute in different ways: the definition, that of a metric it uses, or a setting it reads is
/// not the same.
private struct MethodChanges {
  private let changed: Set<String>
  /// The names that each metric reads; nothing where both issues compute alike.
  private var read: [String: Set<String>] = [:]

  init(_ first: IssueSource, _ second: IssueSource) throws {
    let (old, new) = (first.manifest, second.manifest)
    let metrics = Set(old.definitionVersions.keys).union(new.definitionVersions.keys)
    changed = metrics.filter { old.definitionVersions[$0] != new.definitionVersions[$0] }.union(
      new.thresholds.keys(differingFrom: old.thresholds).map(\.name))
    guard !changed.isEmpty else { return }
    for issue in [first, second] {
      let names = Catalogue.namesRead(try issue.programme(), issue.context, issue.manifest.thresholds)
      read.merge(names) { $0.union($1) }
    }
  }

  func include(_ metric: String) -> Bool { changed.contains(metric) || !changed.isDisjoint(with: read[metric] ?? []) }
}

extension Period {
  /// The role of each span in its figures' identities, by the span's name.
  var spanRoles: [String: String] {
    var roles: [String: String] = [:]
    let periods = [(self, "period"), (previousPeriod, "previous"), (sameLastYear, "last year")]
    for (period, role) in periods {
      guard let period else { continue }
      roles[period.name] = role
      roles[period.toDateName] = role + ", to date"
      roles[period.twelveMonthsName] = role + ", twelve months"
    }
    if roles[yearName] == nil { roles[yearName] = "year" }
    roles[yearToDateName] = "year to date"
    return roles
  }
}

extension Manifest {
  /// Whether a span in figures' identities is of the issue's own period, and not of one it is compared with.
  package func owns(_ span: String) -> Bool {
    guard let role = period.spanRoles[span] else { return false }
    return !role.hasPrefix("previous") && !role.hasPrefix("last year")
  }
}

extension Comparison {
  /// For a terminal: what differs by method, then what differs by data, then how many.
  package var lines: [String] {
    var lines = ["\(first) and \(second)"]
    for (title, rows) in [("Method", method), ("Data", data)] where !rows.isEmpty {
      lines += ["", title] + listing(rows).lines(indent: "  ")
    }
    let count = method.count + data.count
    return lines + ["", "\(count) of \(figures) figures differ, \(method.count) of them by method."]
  }

  /// Issues of two periods print the span of each value, because one row then compares two spans.
  private func listing(_ rows: [ComparedRow]) -> Listing {
    let isOfTwoPeriods = rows.contains { $0.other != nil }
    func value(_ value: String?) -> String { value ?? "no such figure" }
    guard isOfTwoPeriods else {
      return Listing(
        rows,
        [
          "figure": { $0.figure }, first: { value($0.was) }, second: { value($0.now) },
          "difference": { $0.difference?.description ?? "" },
        ])
    }
    func span(_ figure: String) -> String { FigureIdentity(figure)?.span ?? "" }
    return Listing(
      rows,
      [
        "figure": { $0.figure.split(separator: "/").dropLast().joined(separator: "/") },
        "span in \(first)": { $0.was == nil ? "" : span($0.figure) }, first: { value($0.was) },
        "span in \(second)": { $0.now == nil ? "" : span($0.other ?? $0.figure) }, second: { value($0.now) },
        "difference": { $0.difference?.description ?? "" },
      ])
  }
}

/// Rows in columns, for a terminal: numbers to the right, everything else to the left.
package struct Listing {
  package let header: [String]
  package var rows: [[String]] = []

  package init(_ header: [String], _ rows: [[String]] = []) {
    self.header = header
    self.rows = rows
  }

  /// Each column carries its value.
  package init<Row>(_ rows: some Sequence<Row>, _ columns: KeyValuePairs<String, (Row) -> String>) {
    self.init(columns.map(\.key), rows.map { row in columns.map { $0.value(row) } })
  }

  /// Two spaces between columns, none at a line's end. Nothing in a cell can leave its line.
  package func lines(indent: String = "") -> [String] {
    let cells = ([header] + rows).map { $0.map(PaperText.cleaned) }
    let columns = header.indices
    let widths = columns.map { column in cells.map { TextWidth.cells($0[column]) }.max() ?? 0 }
    let isNumber = columns.map { column in !rows.isEmpty && cells.dropFirst().allSatisfy { Self.isNumber($0[column]) } }
    return cells.map { row in
      var line = indent
      for column in columns {
        let space = String(repeating: " ", count: widths[column] - TextWidth.cells(row[column]))
        line += (column == 0 ? "" : "  ") + (isNumber[column] ? space + row[column] : row[column] + space)
      }
      return String(line.reversed().drop { $0 == " " }.reversed())
    }
  }

  private static func isNumber(_ text: String) -> Bool {
    text.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x2E }
      && text.utf8.count { $0 == 0x2D } <= (text.hasPrefix("-") ? 1 : 0)
  }
}

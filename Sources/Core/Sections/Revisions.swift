extension PaperSection {
  package static let revisions = PaperSection("revisions", "Revisions", saysRevisions: true) { facts in
    guard let previous = facts.previous else {
      let isFirst = facts.stamp.issue == 1
      return [
        .paragraph(
          isFirst
            ? "This is the first issue." : "The issue before this one was retracted, so no figure is compared with it.")
      ]
    }
    let count = facts.revisions.count
    guard count > 0 else { return [.paragraph("No figure has changed since issue \(previous.number).")] }
    let groups = RevisedBy.all(facts.revisions, facts.revisedRows)
    return [
      .paragraph(
        """
        \(.count(count, "figure has", "figures have")) changed since issue \(previous.number); each is in revisions.csv.
        """), .list(groups.map(RevisionWords(facts).sentence)),
    ]
  }
}

/// What one cause moved. A figure with several causes is among the figures of each.
private struct RevisedBy {
  let cause: Revision.Cause
  let figures: [Revision]
  let rows: [Revision.MovedRow]

  /// Returns the causes, the one that moved most figures first.
  static func all(_ revisions: [Revision], _ rows: [Revision.MovedRow]) -> [RevisedBy] {
    Revision.Cause.allCases.map { cause in
      RevisedBy(
        cause: cause, figures: revisions.filter { $0.causes.contains(cause) }, rows: rows.filter { $0.cause == cause })
    }.filter { !$0.figures.isEmpty }.enumerated().sorted {
      ($1.element.figures.count, $0.offset) < ($0.element.figures.count, $1.offset)
    }.map(\.element)
  }
}

/// The words for what was revised.
private struct RevisionWords {
  private let facts: ReportFacts
  private let names: FigureNames
  private let commissions: [Int64: Commission]
  /// The identities of the headline measures, in their order.
  private let headline: [String]

  /// No more rows and figures than these are named.
  private static let mostRows = 8
  private static let mostFigures = 5

  init(_ facts: ReportFacts) {
    self.facts = facts
    names = FigureNames(facts)
    commissions = facts.programme.commissions
    headline = facts.settings.headline.compactMap(Catalogue.metric).map {
      "\($0.id)/programme/all/\($0.span(of: facts.period))"
    }
  }

  /// Returns `1 day entry was added late (LRSA-001, Harrow, 8 October 2010, 0.50 days). It moved 17 figures: …`.
  func sentence(_ group: RevisedBy) -> Prose {
    let count = group.figures.count
    let moved: Prose = count == 1 ? "1 figure" : "\(count) figures"
    // Of an earlier period an issue has sums: how many entries make one is not known.
    let isOne = group.rows.count <= 1 && group.cause != .earlierPeriod
    let pronoun: Prose = isOne ? "It" : "They"
    let shown = ordered(group.figures).prefix(Self.mostFigures).map { figure -> Prose in
      let was = names.value(figure.was, of: figure.figure, takenFrom: figure.takenFrom.was)
      let now = names.value(figure.now, of: figure.figure, takenFrom: figure.takenFrom.now)
      return "\(names.name(figure.figure)): \(was) → \(now)"
    }
    let more: Prose = count > shown.count ? "; and \(count - shown.count) more" : ""
    return "\(.strong(what(group))) \(pronoun) moved \(moved): \(shown.joined("; "))\(more)."
  }

  private func what(_ group: RevisedBy) -> Prose {
    switch group.cause {
    case .method: return "The way of computing changed."
    case .periodWentOn: return "The period went on."
    case .earlierPeriod:
      let projects = Set(
        group.rows.map { row in
          Revision.MovedRow(.earlierPeriod, .changed, String(row.name.drop { $0 != ":" }.prefix { $0 != ";" }))
        })
      let names: Prose = projects.isEmpty ? "" : " (\(named(projects)))"
      return "Entries dated before the period changed\(names)."
    default:
      // A row without a key has no name. A column or relation that is offered now is no row.
      guard !group.rows.isEmpty else { return "Rows without a key changed, or what is offered." }
      return Revision.ChangeKind.allCases.compactMap { kind -> Prose? in
        let rows = group.rows.filter { $0.kind == kind }
        return rows.isEmpty ? nil : what(rows, Self.deed(group.cause, kind))
      }.joined(" ")
    }
  }

  /// Returns `1 bank holiday and 1 borough were added (25 April 2011; Barnet).`
  private func what(_ rows: [Revision.MovedRow], _ deed: Prose) -> Prose {
    let byRelation = Dictionary(grouping: rows) { String($0.name.prefix { $0 != ":" }) }.sorted { $0.key < $1.key }
    let counted = byRelation.map { relation, rows in Self.counted(relation, rows.count) }.sentence()
    return "\(counted) \(.verb(rows.count, "was", "were")) \(deed) (\(named(rows)))."
  }

  private static func deed(_ cause: Revision.Cause, _ kind: Revision.ChangeKind) -> Prose {
    switch (cause, kind) {
    case (.lateEntry, _): "added late"
    case (.deletion, _): "deleted"
    case (.correction, .changed): "corrected"
    // Of a correction: it says that it was recorded before the issue, which did not have it.
    case (_, .added): "added"
    case (_, .changed): "changed"
    case (_, .removed): "removed"
    }
  }

  private static func boroughCode(_ encoded: String) -> Text? {
    FigureIdentity("reach/borough/\(encoded)/x")?.decodedKey
  }

  /// Returns the first rows by name, and how many more there are.
  private func named(_ rows: some Collection<Revision.MovedRow>) -> Prose {
    // Entries that share a key differ in their days.
    let names = rows.sorted {
      (Text($0.name), $0.was ?? .zero, $0.now ?? .zero) < (Text($1.name), $1.was ?? .zero, $1.now ?? .zero)
    }.prefix(Self.mostRows).map(name)
    let more: Prose = rows.count > Self.mostRows ? "; and \(rows.count - Self.mostRows) more" : ""
    return names.joined("; ") + more
  }

  private static func counted(_ relation: String, _ count: Int) -> Prose {
    switch relation {
    case "days": return .count(count, "day entry", "day entries")
    case "settings": return .count(count, "setting of the job", "settings of the job")
    case "shared_practice": return .count(count, "row of shared practice", "rows of shared practice")
    default:
      let rows = relation.replacing("_", with: " ")
      return .words("\(count) \(count == 1 ? String(rows.dropLast()) : rows)")
    }
  }

  /// Returns `LRSA-001, Harrow, 8 October 2010, 0.50 days` for `days:commission_id=1;worked_on=2010-10-08;…`.
  private func name(_ row: Revision.MovedRow) -> Prose {
    let columns = row.name.drop { $0 != ":" }.dropFirst().split(separator: ";")
    var parts: [Prose] = []
    for column in columns {
      let (name, value) = (String(column.prefix { $0 != "=" }), String(column.drop { $0 != "=" }.dropFirst()))
      switch name {
      case "commission_id": parts.append(Int64(value).flatMap { commissions[$0] }.map(facts.project) ?? .data(value))
      case "adviser_id" where columns.count == 1: parts.append(Int64(value).map(facts.adviser) ?? .data(value))
      case "borough_code": parts.append(facts.borough(Self.boroughCode(value)))
      case "adviser_id", "activity": break
      default: parts.append(CalendarDay(value).map { Prose($0) } ?? Self.numbered(name, value))
      }
    }
    if columns.isEmpty { parts = [.data(String(row.name.drop { $0 != ":" }.dropFirst()))] }
    switch (row.was, row.now) {
    case (let was?, let now?) where was != now: parts.append("\(was) → \(.days(now))")
    case (_, let days?), (let days?, _): parts.append(.days(days))
    default: break
    }
    return parts.joined(", ")
  }

  /// Returns `outcome 2` for `outcome_no=2`.
  private static func numbered(_ column: String, _ value: String) -> Prose {
    let words = column.split(separator: "_").dropLast().joined(separator: " ")
    return value.isEmpty ? .data(column) : "\(words: words) \(.data(value))"
  }

  /// The headline measures first, then the programme's other figures, then the rest by identity.
  private func ordered(_ figures: [Revision]) -> [Revision] {
    func rank(_ figure: String) -> Int {
      if let index = headline.firstIndex(of: figure) { return index }
      return headline.count + (figure.contains("/programme/") ? 0 : 1)
    }
    return figures.map { (rank: rank($0.figure), revision: $0) }.enumerated().sorted {
      ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset)
    }.map(\.element.revision)
  }
}

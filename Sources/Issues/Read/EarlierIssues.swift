package import Core

// What a later report reads of an issue of another period.
extension IssueSource {
  /// Returns what the report of the next period compares with.
  package func lastReport() throws -> LastReport {
    var projects: [Int64: LastProject] = [:]
    try RowReader(.projects, files) { columns in
      let (id, reference, borough) = (columns["commission_id"], columns["reference"], columns["borough_code"])
      let (progress, due) = (columns["progress"], columns["due_on"])
      let (agreed, days, outcomes) = (columns["days_agreed"], columns["days_in_period"], columns["outcomes_in_period"])
      return { row in
        var project = LastProject()
        project.reference = row.text(reference)
        project.boroughCode = row.text(borough)
        project.progress = row.printed(progress) ?? ""
        project.dueOn = row.printed(due).flatMap { CalendarDay($0) }
        project.daysAgreed = row.printed(agreed).flatMap { Days($0) }
        project.days = row.printed(days).flatMap { Days($0) } ?? .zero
        project.outcomes = Int(try row.integer(outcomes) ?? 0)
        return (id: try row.need(id, row.integer(id)), project: project)
      }
    }.forEach { projects[$0.id] = $0.project }
    return LastReport(
      period: manifest.period, projects: projects, versions: manifest.definitionVersions, figures: try ownFigures(),
      actionsDue: try actionsDue(), issue: manifest.issue, findings: try findings())
  }

  /// Returns what its checks found.
  package func findings() throws -> Set<FindingIdentity> {
    let rows = try RowReader(.quality, files) { columns in
      let (rule, relation, key) = (columns["rule"], columns["relation"], columns["key"])
      return { row in
        FindingIdentity(
          rule: row.printed(rule) ?? "", relation: row.printed(relation) ?? "", key: row.printed(key) ?? "")
      }
    }
    return Set(try rows.all())
  }

  /// Returns the figures of the programme for the issue's own period as they were printed, by metric.
  private func ownFigures() throws -> [String: String] {
    let all = try figures(ofProjects: nil)
    return Dictionary(
      Catalogue.of(.programme).compactMap { metric in
        all["\(metric.id)/programme/all/\(metric.span(of: manifest.period))"].map { (metric.id, $0.value) }
      }, uniquingKeysWith: { first, _ in first })
  }

  /// Returns the progress of every project, by its commission.
  package func progress() throws -> [Int64: String] {
    var found: [Int64: String] = [:]
    try RowReader(.projects, files) { columns in
      let (id, progress) = (columns["commission_id"], columns["progress"])
      return { row in (try row.need(id, row.integer(id)), row.printed(progress) ?? "") }
    }.forEach { found[$0.0] = $0.1 }
    return found
  }

  /// Returns the day by which each action was to be done, by its number; none where the issue has no actions.
  package func actionsDue() throws -> [Int64: CalendarDay?] {
    guard try files.open(Action.relation.schema.evidencePath) != nil else { return [:] }
    var due: [Int64: CalendarDay?] = [:]
    try RowReader(Action.relation, files).forEach { action in
      if let number = action.number { due[number] = .some(action.dueOn) }
    }
    return due
  }

  /// Returns what the issue expected of the quarter after it; nil where it did not look ahead.
  package func expectedDays() throws -> ExpectedDays? {
    let figures = try figures(ofProjects: nil)
    let names = metrics.ahead
    func value(_ metric: any AnyMetric) -> String? {
      figures["\(metric.id)/programme/all/\(metric.span(of: manifest.period))"]?.value
    }
    guard let firm = value(names.daysCommittedFirm).flatMap({ Days($0) }),
      let asked = value(names.daysCommittedAsked).flatMap({ Days($0) }),
      let unknown = value(names.commitmentUnknown).flatMap({ Int($0) })
    else { return nil }
    return ExpectedDays(firm: firm, asked: asked, unknown: unknown)
  }

  /// Returns how many days lie between the work and the entry of each of the period's day entries.
  package func entryLags() throws -> EntryLags {
    var lags = EntryLags()
    try RowReader(.days, files) { columns in
      let (worked, recorded) = (columns["worked_on"], columns["recorded_at"])
      return { row -> Int? in
        guard let day = row.printed(worked).flatMap({ CalendarDay($0) }),
          let instant = row.printed(recorded).flatMap({ Instant($0) })
        else { return nil }
        return instant.day - day
      }
    }.forEach { if let days = $0 { lags.add(days) } }
    return lags
  }
}

extension FirstFigures {
  /// Compares the first final issue with the current issue of quarters.
  ///
  /// - Parameters:
  ///   - quarters: the two issues of each.
  ///   - measures: whose figures are compared.
  /// - Returns: nil for fewer than four quarters.
  package init?(_ quarters: [(first: IssueSource, current: IssueSource)], _ measures: [any AnyMetric]) throws {
    guard quarters.count >= Self.leastQuarters else { return nil }
    var differences: [String: [Decimal]] = [:]
    var lags = EntryLags()
    for (first, current) in quarters {
      let was = try first.figures(ofProjects: nil)
      let now = first.manifest.issue == current.manifest.issue ? was : try current.figures(ofProjects: nil)
      for metric in measures {
        let identity = "\(metric.id)/programme/all/\(metric.span(of: current.manifest.period))"
        guard first.manifest.definitionVersions[metric.id] == current.manifest.definitionVersions[metric.id],
          let was = was[identity].flatMap({ Decimal($0.value) }), let now = now[identity].flatMap({ Decimal($0.value) })
        else { continue }
        differences[metric.id, default: []].append(now.subtracting(was).magnitude)
      }
      lags.add(try current.entryLags())
    }
    let lines = measures.compactMap { metric -> Line? in
      guard let found = differences[metric.id], let largest = found.max(by: { Rational($0) < Rational($1) }) else {
        return nil
      }
      let sum = found.reduce(Rational.zero) { $0 + Rational($1) }
      return Line(
        metric: metric.id, quarters: found.count, mean: (sum / found.count).rounded(to: max(2, largest.scale)),
        largest: largest)
    }
    self.init(quarters: quarters.count, lines: lines, lags: lags)
  }
}

extension Decimal { fileprivate var magnitude: Decimal { Decimal(mantissa: abs(mantissa), scale: scale) } }

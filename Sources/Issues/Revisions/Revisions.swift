package import Core

extension Revision {
  /// Returns every figure that differs between two issues of one period, with its causes and the rows behind it; by identity.
  ///
  /// - Returns: the figures, and each row that moved any of them.
  package static func between(_ old: IssueSource, _ new: IssueSource) throws -> (figures: [Revision], rows: [MovedRow])
  {
    let differing = try Differences(old, new).pairs
    guard !differing.isEmpty else { return ([], []) }
    var causes = try Causes(old, new, differing)
    let moved = try causes.movers()
    // Figures of one project most often have the same rows behind them: their names are held once.
    var held: Set<String> = []
    let figures = moved.map { pair, movers in (name: Text(pair.identity.description), pair: pair, movers: movers)
    }.sorted { $0.name < $1.name }.map { name, pair, movers in
      Revision(
        figure: name.string, was: pair.was ?? "", now: pair.now ?? "",
        causes: Cause.allCases.filter(movers.causes.contains),
        rows: held.insert(Self.named(Set(movers.rows.map(\.name)))).memberAfterInsert, takenFrom: pair.takenFrom)
    }
    return (figures, Array(moved.reduce(into: Set<MovedRow>()) { $0.formUnion($1.movers.rows) }))
  }

  /// Returns the first 20 names in code-point order, then how many more there are.
  private static func named(_ rows: Set<String>) -> String {
    let names = rows.map { Text($0) }.sorted().map(\.string)
    let rest = names.count > 20 ? ["+\(names.count - 20)"] : []
    return (names.prefix(20) + rest).joined(separator: " ")
  }
}

extension IssueSource {
  /// Whether every figure is printed as `other` prints it.
  package func hasFigures(of other: IssueSource) throws -> Bool { try Differences(other, self).pairs.isEmpty }
}

/// Figures that two issues of one period print differently. What only one version of the program computes has not changed.
struct Differences {
  struct Pair {
    let identity: FigureIdentity
    /// nil where the issue has no such figure.
    let was: String?
    let now: String?
    var takenFrom = Revision.TakenFrom()
  }

  private(set) var pairs: [Pair] = []
  private let period: Period
  /// The metrics that both issues compute.
  private let metrics: Set<String>

  /// Projects, which may be very many, are held only until their row comes in the other issue: both have them in nearly
  /// the same order.
  init(_ old: IssueSource, _ new: IssueSource) throws {
    period = new.manifest.period
    metrics = Set(old.manifest.definitionVersions.keys).intersection(new.manifest.definitionVersions.keys)
    let was = try old.figures(ofProjects: nil).byIdentity
    let now = try new.figures(ofProjects: nil).byIdentity
    let isOfOneVersion = old.manifest.definitionVersions == new.manifest.definitionVersions
    // A version of the program that computes a metric of the programme gives it a figure in every issue.
    let ofProgramme = Self.metricsOfProgramme(was).intersection(Self.metricsOfProgramme(now))
    for name in Set(was.keys).union(now.keys) {
      guard let identity = (now[name] ?? was[name])?.identity,
        isOfOneVersion || identity.grain != .programme || ofProgramme.contains(identity.metric)
      else { continue }
      compare(
        identity, was[name]?.value, now[name]?.value, Revision.TakenFrom(was: was[name]?.n, now: now[name]?.n))
    }
    try compareProjects(try SavedProject.all(old.files), try SavedProject.all(new.files))
  }

  private static func metricsOfProgramme(_ figures: [String: SavedFigure]) -> Set<String> {
    Set(figures.values.map(\.identity).filter { $0.grain == .programme }.map(\.metric))
  }

  private mutating func compareProjects(_ before: RowReader<SavedProject>, _ after: RowReader<SavedProject>) throws {
    var gone: [String: SavedProject] = [:]
    var come: [String: SavedProject] = [:]
    while true {
      let (was, now) = (try before.next(), try after.next())
      if was == nil, now == nil { break }
      if let was, let now, was.key == now.key {
        compare(was, now)
        continue
      }
      if let was { if let now = come.removeValue(forKey: was.key) { compare(was, now) } else { gone[was.key] = was } }
      if let now { if let was = gone.removeValue(forKey: now.key) { compare(was, now) } else { come[now.key] = now } }
    }
    for was in gone.values { compare(was, nil) }
    for now in come.values { compare(nil, now) }
  }

  private mutating func compare(_ was: SavedProject?, _ now: SavedProject?) {
    guard let project = now ?? was, was?.values != now?.values else { return }
    for (place, metric) in SavedProject.measured.enumerated() {
      compare(project.identity(metric, period), was?.values[place] ?? nil, now?.values[place] ?? nil)
    }
  }

  private mutating func compare(
    _ identity: FigureIdentity, _ was: String?, _ now: String?, _ takenFrom: Revision.TakenFrom = .init()
  ) {
    guard metrics.contains(identity.metric), Text(was ?? "") != Text(now ?? "") else { return }
    pairs.append(Pair(identity: identity, was: was, now: now, takenFrom: takenFrom))
  }
}

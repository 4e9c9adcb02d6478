import Facts
import Metrics
import Reports

/// Figures that two issues of one period print differently.
struct Differences {
  struct Pair {
    let identity: FigureIdentity
    /// nil where the issue has no such figure.
    let was: String?
    let now: String?
  }

  private(set) var pairs: [Pair] = []
  private let period: Period

  /// Projects, which may be very many, are held only until their row comes in the other issue: in both they stand in nearly
  /// the same order.
  init(_ old: IssueSource, _ new: IssueSource) throws {
    period = new.manifest.period
    let was = try old.figures(ofProjects: nil).byIdentity
    let now = try new.figures(ofProjects: nil).byIdentity
    for name in Set(was.keys).union(now.keys) {
      guard let identity = (now[name] ?? was[name])?.identity else { continue }
      compare(identity, was[name]?.value, now[name]?.value)
    }
    try compareProjects(try FrozenProject.all(old.files), try FrozenProject.all(new.files))
  }

  private mutating func compareProjects(
    _ before: RowReader<FrozenProject>, _ after: RowReader<FrozenProject>
  ) throws {
    var gone: [String: FrozenProject] = [:]
    var come: [String: FrozenProject] = [:]
    while true {
      let (was, now) = (try before.next(), try after.next())
      if was == nil, now == nil { break }
      if let was, let now, was.key == now.key {
        compare(was, now)
        continue
      }
      if let was {
        if let now = come.removeValue(forKey: was.key) {
          compare(was, now)
        } else {
          gone[was.key] = was
        }
      }
      if let now {
        if let was = gone.removeValue(forKey: now.key) {
          compare(was, now)
        } else {
          come[now.key] = now
        }
      }
    }
    for was in gone.values { compare(was, nil) }
    for now in come.values { compare(nil, now) }
  }

  private mutating func compare(_ was: FrozenProject?, _ now: FrozenProject?) {
    guard let project = now ?? was, was?.values != now?.values else { return }
    for (place, metric) in FrozenProject.metrics.enumerated() {
      compare(project.identity(metric, period), was?.values[place], now?.values[place])
    }
  }

  private mutating func compare(_ identity: FigureIdentity, _ was: String?, _ now: String?) {
    guard Text(was ?? "") != Text(now ?? "") else { return }
    pairs.append(Pair(identity: identity, was: was, now: now))
  }
}

import Core
import Yams

// The key `targets` of a job file.
extension Setting {
  /// Reads a mapping of measures to what the job wants of each.
  func targets() throws(JobError) -> [Target] {
    var targets: [Target] = []
    for setting in try members(expected: "measures, each with year, at_most or at_least") {
      guard let metric = Target.measures.first(where: { $0.id == setting.key }) else {
        let names = Target.measures.map(\.id).joined(separator: ", ")
        throw JobError(setting.keyPlace, "targets names \(quoted(setting.key))", expected: "one of \(names)")
      }
      targets.append(Target(measure: metric.id, goal: try setting.goal(metric)))
    }
    return targets
  }

  private func goal(_ metric: any AnyMetric) throws(JobError) -> Target.Goal {
    let expected = metric.definition.hasYearToDate ? "one of year, at_most and at_least" : "at_most or at_least"
    let parts = try members(expected: expected)
    for part in parts where !["year", "by_quarter", "at_most", "at_least"].contains(part.key) {
      throw JobError(part.keyPlace, "the key \(quoted(part.key)) is unknown", expected: expected)
    }
    func part(_ key: String) -> Setting? { parts.first { $0.key == key } }
    let goals = parts.filter { $0.key != "by_quarter" }
    guard goals.count == 1, let goal = goals.first, goal.key != "year" || metric.definition.hasYearToDate else {
      throw JobError(place, "the target of \(key) is not \(expected)", expected: expected)
    }
    if let quarters = part("by_quarter"), goal.key != "year" {
      throw JobError(
        quarters.keyPlace, "by_quarter divides a target of the year", expected: "year beside it, or no by_quarter")
    }
    switch goal.key {
    case "year":
      return .year(try goal.number(), byQuarter: try part("by_quarter")?.quarters() ?? Target.equalQuarters)
    case "at_most": return .atMost(try goal.number())
    default: return .atLeast(try goal.number())
    }
  }

  /// Reads four numbers of per cent that add up to 100.
  private func quarters() throws(JobError) -> [Decimal] {
    let expected = "four numbers, per cent of the year, that add up to 100"
    var numbers: [Decimal] = []
    for element in try elements(expected: expected) {
      numbers.append(try Setting(key: key, keyPlace: keyPlace, place: place.at(element), value: element).number())
    }
    let hundredths = numbers.reduce(Int64(0)) { $0 + (Days("\($1)")?.hundredths ?? 0) }
    guard numbers.count == 4, hundredths == 10_000 else {
      throw JobError(
        place, "by_quarter has \(numbers.count) numbers that add up to \(Days(hundredths: hundredths))",
        expected: expected)
    }
    return numbers
  }

  /// Reads a number of zero or more with at most two decimals.
  private func number() throws(JobError) -> Decimal {
    let days = try days(expected: "a number, 0 or more, with at most two decimals")
    return days.hundredths % 100 == 0 ? Decimal(Int(days.hundredths / 100)) : days.decimal
  }

  /// Returns the keys of a mapping with their values.
  private func members(expected: String) throws(JobError) -> [Setting] {
    guard case .mapping(let mapping) = value else { throw refusal(expected: expected) }
    return try place.settings(of: mapping)
  }

  /// Reads the months from which measures are judged anew:
  /// `days_delivered: [{from: 2010-08-01, why: third adviser in post}]`.
  func rebases() throws(JobError) -> [String: [TrendSettings.Rebase]] {
    let names = SeriesMeasure.allCases.map(\.id).joined(separator: ", ")
    guard case .mapping(let measures) = value else {
      throw JobError(
        place.at(value), "\(key) is no mapping", expected: "a measure and a list of months, such as \(Self.example)")
    }
    var rebases: [String: [TrendSettings.Rebase]] = [:]
    for (name, list) in measures {
      guard case .scalar(let scalar) = name, let measure = SeriesMeasure(id: scalar.string) else {
        throw JobError(place.at(name), "\(key) names a measure that has no series", expected: "one of \(names)")
      }
      guard case .sequence(let items) = list else {
        throw JobError(place.at(list), "\(measure.id) has no list of months", expected: Self.example)
      }
      var found: [TrendSettings.Rebase] = []
      for item in items { found.append(try rebase(item)) }
      rebases[measure.id] = found.sorted { $0.from < $1.from }
    }
    return rebases
  }

  private static let example = "days_delivered: [{from: 2010-08-01, why: third adviser in post}]"

  private func rebase(_ item: Node) throws(JobError) -> TrendSettings.Rebase {
    var (from, why): (CalendarDay?, String?) = (nil, nil)
    if case .mapping(let parts) = item {
      for (name, value) in parts {
        guard case .scalar(let name) = name, case .scalar(let scalar) = value else { continue }
        switch name.string {
        case "from": from = CalendarDay(scalar.string)
        case "why": why = try Setting(key: "why", keyPlace: place, place: place.at(value), value: value).text()
        default:
          throw JobError(place.at(item), "\(key) has the unknown part \(quoted(name.string))", expected: "from and why")
        }
      }
    }
    guard let from, from.day == 1, let why else {
      throw JobError(
        place.at(item), "\(key) has no first day of a month with a reason",
        expected: "from: 2010-08-01 and why: the reason")
    }
    return TrendSettings.Rebase(from: from, why: Text(why))
  }
}

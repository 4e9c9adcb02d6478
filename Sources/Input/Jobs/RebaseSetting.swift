import Core
import Yams

extension Setting {
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

import Facts
import Metrics

/// Says in words which figure an identity means, and what its printed value reads like.
struct FigureNames {
  private let facts: ReportFacts
  private let commissions: [String: Commission]

  init(_ facts: ReportFacts) {
    self.facts = facts
    let keys = ProjectKeys(facts.programme)
    commissions = Dictionary(
      facts.programme.projects.map { (keys[$0.commission.id], $0.commission) },
      uniquingKeysWith: { first, _ in first })
  }

  /// `Days delivered, Quarter 3 of 2010/11`; `Days to date, LRSA-007, Haringey, to 31 December 2010`.
  func name(_ figure: String) -> Prose {
    guard let identity = FigureIdentity(figure) else { return .data(figure) }
    let metric = Catalogue.metric(identity.metric).map { Prose.words($0.title) }
    let parts = [metric ?? .data(identity.metric), subject(identity), span(identity.span)]
    return parts.compactMap(\.self).joined(", ")
  }

  /// A share in hundredths, a date as people write it, a word as it stands.
  func value(_ printed: String, of figure: String) -> Prose {
    if printed.isEmpty { return "no value" }
    if let day = CalendarDay(printed) { return Prose(day) }
    guard let number = Decimal(printed) else { return .data(printed) }
    let unit = FigureIdentity(figure).flatMap { Catalogue.metric($0.metric)?.unit }
    guard unit == .ratio, number.scale == 4 else { return Prose(number) }
    return .words("\(Decimal(mantissa: number.mantissa, scale: 2))%")
  }

  private func subject(_ identity: FigureIdentity) -> Prose? {
    let recorded = identity.decodedKey
    switch identity.grain {
    case .programme: return nil
    case .project:
      return commissions[identity.key].map { facts.project($0) } ?? .data(identity.key)
    case .adviser:
      return Int64(identity.key).map { facts.adviser($0) } ?? .data(identity.key)
    case .borough:
      return recorded.map { facts.borough($0) } ?? "not in a listed borough"
    case .month: return .words(Self.month(identity.key) ?? identity.key)
    case .theme, .arrangement, .activity, .kind:
      return "\(words: identity.grain.rawValue) \(.recorded(recorded))"
    }
  }

  /// `2010-M11` as `November 2010`.
  private static func month(_ key: String) -> String? {
    let parts = key.split(separator: "-M")
    guard parts.count == 2, let year = Int(parts[0]), let month = Int(parts[1]) else { return nil }
    return CalendarDay(year: year, month: month, day: 1)?.monthWritten
  }

  private func span(_ span: String) -> Prose {
    let periods = [facts.period, facts.horizon.previous, facts.horizon.lastYear]
    if let period = periods.compactMap(\.self).first(where: { $0.name == span }) {
      return "\(period)"
    }
    let kinds: [(String, Prose)] = [
      ("ytd-", "year to date to "), ("to-", "to "), ("12m-", "twelve months to "),
    ]
    for (prefix, words) in kinds where span.hasPrefix(prefix) {
      if let day = CalendarDay(span.dropFirst(prefix.utf8.count)) { return words + Prose(day) }
    }
    return .data(span)
  }
}

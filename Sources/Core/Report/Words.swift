// How figures, measures and names read in a sentence.

extension Measure {
  /// As people read it: days with 2 decimals, shares as a percentage, what has no value in words.
  package var prose: Prose {
    switch self {
    case .notApplicable: "not applicable"
    case .unknown: "unknown"
    case .amount(.ratio(let fraction)): .words(fraction.percentWritten())
    case .amount(let amount): .words(amount.description)
    }
  }

  /// The number people read; a share in hundredths.
  var shown: Decimal? {
    if case .amount(.ratio(let fraction)) = self { return fraction.percent }
    return amount?.number
  }
}

extension Figure {
  /// Returns the value with what it is taken from: `75% of 8`, `62% (3 advisers)`, `21.0 calendar days (5 projects)`.
  ///
  /// - Parameters:
  ///   - least: a ratio of fewer is given as its two counts, `3 of 4`.
  ///   - target: the target that the value is printed next to, if any.
  package func prose(leastForPercent least: Int, beside target: Target? = nil) -> Prose {
    let said = target?.prose(measure) ?? measure.prose
    guard case .amount(let amount) = measure, let n else { return said }
    switch amount {
    case .median: return "\(said) calendar days (\(.count(n, "project", "projects")))"
    case .ratio where metric === metrics.utilisation: return "\(said) (\(.count(n, "adviser", "advisers")))"
    case .ratio: return counts(below: least).map { .words($0) } ?? "\(said) of \(n)"
    default: return said
    }
  }

  /// Returns a ratio as people read it alone: `62%`, `over 99%`, and `3 of 4` of fewer than `least`; nil for any other value.
  package func share(leastForPercent least: Int) -> String? {
    guard case .amount(.ratio(let fraction)) = measure else { return nil }
    return counts(below: least) ?? fraction.percentWritten()
  }

  /// Returns the two counts of a ratio that is taken from fewer than `least`. Utilisation is a ratio of days, and has none.
  fileprivate func counts(below least: Int) -> String? {
    guard case .amount(.ratio(let fraction)) = measure, metric !== metrics.utilisation, let n, n < least else {
      return nil
    }
    return "\(fraction.numerator) of \(n)"
  }

  /// Returns whether one of two ratios is taken from too few to give their difference in points.
  func isOfTooFew(_ other: Figure, leastForPercent least: Int) -> Bool {
    counts(below: least) != nil || other.counts(below: least) != nil
  }
}

/// What knows boroughs by their names, and how many items of a kind the paper lists.
protocol NamesBoroughs {
  /// By code.
  var boroughNames: [Text: Text] { get }
  var offer: Offer { get }
  var listLimit: Int { get }
}

extension NamesBoroughs {
  /// Returns a borough's name; its code where it is not listed, or no list is offered. Work without a borough is work for all of
  /// London.
  func borough(_ code: Text?) -> Prose {
    guard let code else { return "all of London" }
    if let name = boroughNames[code].flatMap(\.recorded) { return Prose(name) }
    return offer.has("boroughs") ? "borough \(code)" : Prose(code)
  }

  /// Returns the reference people know a project by, or its number where no reference is recorded or offered.
  func reference(_ commission: Commission) -> Prose {
    guard let reference = commission.reference, offer.has("commissions", "reference") else {
      return .words("Commission \(commission.id)")
    }
    return Prose(reference)
  }

  /// Returns `LRSA-007, Haringey`; with the title where no borough is offered.
  func project(_ commission: Commission) -> Prose {
    guard offer.has("commissions", "borough_code") else {
      return reference(commission) + (commission.title.map { ", \($0.excerpt(of: 80))" } ?? "")
    }
    return reference(commission) + ", " + borough(commission.boroughCode)
  }

  /// Returns a list of at most `listLimit` items, and says how many more there are.
  ///
  /// - Parameter count: how many there are, where `items` are only the first.
  func limited(_ items: [Prose], of count: Int? = nil) -> [Block] {
    [.list(Array(items.prefix(listLimit)))] + more(count ?? items.count)
  }

  /// Says how many of `count` items a list leaves out.
  func more(_ count: Int) -> [Block] {
    count > listLimit ? [.paragraph("And \(count - listLimit) more.")] : []
  }
}

extension ReportFacts {
  func adviser(_ id: Int64) -> Prose {
    adviserNames[id].flatMap(\.recorded).map { Prose($0) } ?? .words("adviser \(id)")
  }
}

extension Decimal {
  /// Returns the exact quotient that was printed with this number, where it is one of two counts and the second is known; else
  /// the number itself.
  func fraction(of n: Int?) -> Fraction? {
    let power = (0..<scale).reduce(Int64(1)) { power, _ in power * 10 }
    guard let number = Fraction(mantissa, over: power) else { return nil }
    // Of more, several counts print as the same four decimals.
    guard let n = n.map(Int64.init), n < power, let count = Fraction(mantissa * n, over: power)?.rounded(to: 0).mantissa
    else { return number }
    return Fraction(count, over: n)
  }
}

extension Term { var prose: Prose { Prose(text) } }

extension CalendarDay {
  /// `October 2010`.
  var monthWritten: String { "\(Self.monthNames[month - 1]) \(year)" }
}

/// The words for a figure's identity and for its printed value.
struct FigureNames {
  private let facts: ReportFacts
  private let commissions: [String: Commission]

  init(_ facts: ReportFacts) {
    self.facts = facts
    let keys = ProjectKeys(facts.programme)
    commissions = Dictionary(
      facts.programme.projects.map { (keys[$0.commission.id], $0.commission) }, uniquingKeysWith: { first, _ in first })
  }

  /// Returns `Days delivered, Quarter 3 of 2010/11`; `Days to date, LRSA-007, Haringey, to 31 December 2010`.
  func name(_ figure: String) -> Prose {
    guard let identity = FigureIdentity(figure) else { return .data(figure) }
    let title = Catalogue.metric(identity.metric)?.title
    // Some titles say that they are of twelve months.
    let ofYear = title?.hasSuffix(", 12 months") == true && identity.span.hasPrefix("12m-")
    let ended = ofYear ? "to-\(identity.span.dropFirst(4))" : identity.span
    let parts = [title.map { .words($0) } ?? .data(identity.metric), subject(identity), span(ended)]
    return parts.compactMap(\.self).joined(", ")
  }

  /// Returns a share in hundredths, or as its two counts where it is taken from few; a date as people write it, a word as it
  /// was printed.
  ///
  /// - Parameter n: what a ratio is taken from.
  func value(_ printed: String, of figure: String, takenFrom n: Int?) -> Prose {
    if printed.isEmpty { return "no value" }
    if let day = CalendarDay(printed) { return Prose(day) }
    guard let number = Decimal(printed) else { return .data(printed) }
    let metric = FigureIdentity(figure).flatMap { Catalogue.metric($0.metric) }
    guard let metric, metric.unit == .ratio, number.scale == 4 else { return Prose(number) }
    let fraction = number.fraction(of: n)
    if let counts = fraction.flatMap({
      Figure(metric, span: "", .amount(.ratio($0)), n: n).counts(below: facts.settings.leastForPercent)
    }) {
      return .words(counts)
    }
    return .words("\(Decimal(mantissa: number.mantissa, scale: 2))%")
  }

  private func subject(_ identity: FigureIdentity) -> Prose? {
    let recorded = identity.decodedKey
    switch identity.grain {
    case .programme: return nil
    case .project: return commissions[identity.key].map { facts.project($0) } ?? .data(identity.key)
    case .adviser: return Int64(identity.key).map { facts.adviser($0) } ?? .data(identity.key)
    case .borough: return recorded.map { facts.borough($0) } ?? "not in a listed borough"
    case .month: return .words(Self.month(identity.key) ?? identity.key)
    case .measure: return Catalogue.metric(identity.key).map { .words($0.title) } ?? .data(identity.key)
    case .theme, .arrangement, .activity, .kind: return "\(words: identity.grain.rawValue) \(.recorded(recorded))"
    }
  }

  /// Returns `November 2010` for `2010-M11`.
  private static func month(_ key: String) -> String? {
    let parts = key.split(separator: "-M")
    guard parts.count == 2, let year = Int(parts[0]), let month = Int(parts[1]) else { return nil }
    return CalendarDay(year: year, month: month, day: 1)?.monthWritten
  }

  private func span(_ span: String) -> Prose {
    let periods = [facts.period, facts.context.previous, facts.context.lastYear, facts.period.year]
    if let period = periods.compactMap(\.self).first(where: { $0.name == span }) { return "\(period)" }
    let kinds: [(String, Prose)] = [("ytd-", "year to date to "), ("to-", "to "), ("12m-", "twelve months to ")]
    for (prefix, words) in kinds where span.hasPrefix(prefix) {
      if let day = CalendarDay(span.dropFirst(prefix.utf8.count)) { return words + Prose(day) }
    }
    return .data(span)
  }
}

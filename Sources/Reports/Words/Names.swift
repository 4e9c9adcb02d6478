import Facts
import Metrics

/// What knows boroughs by their names, and how many of a kind the paper lists.
protocol NamesBoroughs {
  /// By code.
  var boroughNames: [Text: Text] { get }
  var listLimit: Int { get }
}

extension NamesBoroughs {
  /// A borough's name; its code where it is not listed.
  func borough(_ code: Text?) -> Prose {
    guard let code else { return "borough not recorded" }
    return boroughNames[code].flatMap(\.recorded).map { Prose($0) } ?? "borough \(code)"
  }

  /// The reference people know a project by, or its number.
  func reference(_ commission: Commission) -> Prose {
    commission.reference.map { Prose($0) } ?? .words("Commission \(commission.id)")
  }

  /// `LRSA-007, Haringey`.
  func project(_ commission: Commission) -> Prose {
    reference(commission) + ", " + borough(commission.boroughCode)
  }

  /// At most as many as the paper lists of projects, and how many more there are.
  ///
  /// - Parameter count: how many there are, where `items` are only the first.
  func limited(_ items: [Prose], of count: Int? = nil) -> [Block] {
    let rest = (count ?? items.count) - listLimit
    guard rest > 0 else { return [.list(items)] }
    return [.list(Array(items.prefix(listLimit))), .paragraph("And \(rest) more.")]
  }
}

extension ReportFacts {
  func adviser(_ id: Int64) -> Prose {
    adviserNames[id].flatMap(\.recorded).map { Prose($0) } ?? .words("adviser \(id)")
  }
}

extension Term {
  var prose: Prose { Prose(text) }
}

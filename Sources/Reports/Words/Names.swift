import Facts
import Metrics

extension ReportFacts {
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

  func adviser(_ id: Int64) -> Prose {
    adviserNames[id].flatMap(\.recorded).map { Prose($0) } ?? .words("adviser \(id)")
  }
}

extension Term {
  var prose: Prose { Prose(text) }
}

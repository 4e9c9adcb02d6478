package import Facts
package import Metrics

/// How far a figure may be relied on; the first that holds.
package enum FigureStatus: String, CaseIterable, Sendable {
  /// The question does not arise.
  case notApplicable = "not applicable"
  /// An input is not recorded.
  case unknown
  /// The period is not over.
  case provisional
  /// Differs from the period's first issue that was not provisional.
  case revised
  case final
}

/// What an issue of the same period printed, read back from its files.
package struct PreviousIssue: Hashable, Sendable {
  /// The issue before this one.
  package let number: Int
  package let snapshot: Instant
  /// Values by identity of the period's first issue that was not provisional, those of projects left out; nil when there is
  /// none yet.
  package let firstSettled: [String: String]?
  /// Whether any figure, of a project too, differs from that first issue's.
  package let isRevised: Bool

  package init(
    number: Int, snapshot: Instant, firstSettled: [String: String]?, isRevised: Bool
  ) {
    self.number = number
    self.snapshot = snapshot
    self.firstSettled = firstSettled
    self.isRevised = isRevised
  }
}

/// Decides the status of every figure of one issue.
package struct Statuses: Sendable {
  package let isPartial: Bool
  /// Values of the period's first settled issue by identity; nil before there is one.
  package let firstSettled: [String: String]?

  package init(_ horizon: Horizon, previous: PreviousIssue? = nil) {
    isPartial = horizon.isPartial
    firstSettled = previous?.firstSettled
  }

  package func status(of figure: Figure) -> FigureStatus {
    switch figure.measure {
    case .notApplicable: .notApplicable
    case .unknown: .unknown
    case .amount(let amount): settled(figure.identity, printed: amount.printed.description)
    }
  }

  /// Of a figure that has a value: provisional, revised or final.
  package func settled(_ identity: String, printed: String) -> FigureStatus {
    if isPartial { return .provisional }
    guard let firstSettled else { return .final }
    return firstSettled[identity] == printed ? .final : .revised
  }
}

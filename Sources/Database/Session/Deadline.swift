/// A moment after which we stop waiting; its clock neither jumps nor stops while the machine sleeps.
package struct Deadline: Sendable {
  private let instant: ContinuousClock.Instant

  package static func after(seconds: Int) -> Deadline {
    Deadline(instant: .now + .seconds(seconds))
  }

  /// The earlier of the two.
  package func orAfter(seconds: Int) -> Deadline {
    Deadline(instant: min(instant, .now + .seconds(seconds)))
  }

  /// What is left, rounded up; 0 once it has passed.
  package var milliseconds: Int {
    let left = (instant - .now).components
    guard left.seconds > 0 || (left.seconds == 0 && left.attoseconds > 0) else { return 0 }
    return Int(clamping: left.seconds &* 1_000 + left.attoseconds / 1_000_000_000_000_000 + 1)
  }
}

/// A moment after which waiting ends; the clock neither jumps nor stops while the machine sleeps.
struct Deadline {
  private let instant: ContinuousClock.Instant

  init(milliseconds: Int) { instant = .now + .milliseconds(milliseconds) }

  /// What is left, rounded up; 0 once it has passed.
  var milliseconds: Int {
    let left = (instant - .now).components
    guard left.seconds >= 0, left.attoseconds > 0 || left.seconds > 0 else { return 0 }
    return Int(clamping: left.seconds &* 1_000 + left.attoseconds / 1_000_000_000_000_000 + 1)
  }
}

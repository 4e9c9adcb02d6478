import Files

/// How much a run says: nothing under cron; its result when asked, or on a terminal; progress only on a terminal.
final class Voice {
  let isVerbose: Bool
  private let showsProgress: Bool
  private var lastShown: ContinuousClock.Instant?

  init(quiet: Bool, verbose: Bool) {
    isVerbose = verbose || (!quiet && StandardStream.output.isTerminal)
    showsProgress = !quiet && StandardStream.error.isTerminal
  }

  func say(_ text: String) {
    clear()
    if isVerbose { Console.say(text) }
  }

  /// What is going on, replaced at most ten times a second.
  func progress(_ what: String, _ rows: Int? = nil) {
    guard showsProgress else { return }
    let now = ContinuousClock.now
    if rows != nil, let lastShown, now - lastShown < .milliseconds(100) { return }
    lastShown = now
    Console.show(progress: rows.map { "\(what): \($0) rows" } ?? "\(what) …")
  }

  func clear() {
    if lastShown != nil { Console.show(progress: "") }
    lastShown = nil
  }
}

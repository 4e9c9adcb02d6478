import CPosix
import Glibc

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

/// The system's clock, as a calendar in a named time zone shows it.
package enum CivilClock {
  /// The year, month and day that a moment falls on in the zone; nil when the time-zone database has no such zone.
  ///
  /// Only for one thread: the C library keeps one zone a process.
  package static func day(
    in zone: String, at moment: Int64 = seconds
  ) -> (year: Int, month: Int, day: Int)? {
    guard isZone(zone) else { return nil }
    // SAFETY: the text is copied; programs we start get the environment as we got it.
    let before = unsafe getenv("TZ").map { unsafe String(cString: $0) }
    defer { restore(zone: before) }
    // SAFETY: setenv copies both.
    _ = unsafe setenv("TZ", zone, 1)
    tzset()
    var now = time_t(moment)
    var civil = unsafe tm()
    // SAFETY: both live on the stack, and localtime_r keeps neither.
    guard unsafe localtime_r(&now, &civil) != nil else { return nil }
    return unsafe (Int(civil.tm_year) + 1900, Int(civil.tm_mon) + 1, Int(civil.tm_mday))
  }

  private static func restore(zone: String?) {
    // SAFETY: setenv copies both.
    if let zone { _ = unsafe setenv("TZ", zone, 1) } else { _ = unsafe unsetenv("TZ") }
  }

  /// Seconds since 1970-01-01T00:00:00Z.
  package static var seconds: Int64 { Int64(time(nil)) }

  /// glibc takes an unknown zone for UTC without a word, so the file is looked for.
  package static func isZone(_ zone: String) -> Bool {
    let parts = zone.split(separator: "/", omittingEmptySubsequences: false)
    guard !parts.contains(where: { $0.isEmpty || $0.hasPrefix(".") }) else { return false }
    var status = stat()
    // SAFETY: the path lives through the call, which fills `status`.
    return unsafe stat("/usr/share/zoneinfo/\(zone)", &status) == 0
      && status.st_mode & S_IFMT == S_IFREG
  }
}

import CPosix
import Glibc
import Synchronization

/// A moment at which waiting ends. Its clock neither jumps nor stops while the machine sleeps.
package struct Deadline: Sendable {
  private let instant: ContinuousClock.Instant

  private init(_ instant: ContinuousClock.Instant) { self.instant = instant }

  package init(milliseconds: Int) { self.init(.now + .milliseconds(milliseconds)) }

  package static func after(seconds: Int) -> Deadline { Deadline(.now + .seconds(seconds)) }

  /// Returns the earlier of this deadline and the moment in `seconds` from now.
  package func orAfter(seconds: Int) -> Deadline { Deadline(min(instant, .now + .seconds(seconds))) }

  package func orAfter(milliseconds: Int) -> Deadline { Deadline(min(instant, .now + .milliseconds(milliseconds))) }

  /// The time that is left, rounded up; 0 once the deadline has passed.
  package var milliseconds: Int {
    let left = (instant - .now).components
    guard left.seconds >= 0, left.attoseconds > 0 || left.seconds > 0 else { return 0 }
    return Int(clamping: left.seconds &* 1_000 + left.attoseconds / 1_000_000_000_000_000 + 1)
  }
}

/// The system's clock, as a calendar in a named time zone shows it.
package enum CivilClock {
  /// The C library keeps one zone a process, in the environment. The lock lets one thread at a time set it.
  private static let zone = Mutex(())

  /// Returns the year, month and day of a moment in the zone, or nil when the time-zone database has no such zone.
  package static func day(in zone: String, at moment: Int64 = seconds) -> (year: Int, month: Int, day: Int)? {
    guard isZone(zone) else { return nil }
    return Self.zone.withLock { _ in civil(zone, moment) }
  }

  private static func civil(_ zone: String, _ moment: Int64) -> (year: Int, month: Int, day: Int)? {
    // SAFETY: the text is copied. The old value is restored, so that child programs inherit it.
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

  /// The seconds since 1970-01-01T00:00:00Z.
  package static var seconds: Int64 { Int64(time(nil)) }

  /// Returns whether the time-zone database has this zone. glibc treats an unknown zone as UTC without an error.
  package static func isZone(_ zone: String) -> Bool {
    let parts = zone.split(separator: "/", omittingEmptySubsequences: false)
    // The zones below `right` count leap seconds, and the clock does not.
    guard !parts.contains(where: { $0.isEmpty || $0.hasPrefix(".") }), parts.first != "right" else { return false }
    // The folder also holds lists and tables. Only a compiled zone begins with these four letters.
    let file = try? FileReader.bytes(of: "/usr/share/zoneinfo/\(zone)", limit: 1 << 20)
    return file?.starts(with: Array("TZif".utf8)) ?? false
  }
}

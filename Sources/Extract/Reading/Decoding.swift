import Database
import Facts

extension Row {
  /// Text as recorded; nil for null, and for nothing but white space.
  func recordedText(_ column: Int) throws -> Text? {
    try optionalText(column).flatMap { Text(recorded: $0) }
  }

  /// Text that must be there: empty where it is null or nothing but white space.
  func anyText(_ column: Int) throws -> Text { try recordedText(column) ?? "" }

  func optionalDay(_ column: Int) throws -> CalendarDay? {
    try optionalDate(column).flatMap { CalendarDay(daysSince2000: $0) }
  }

  func optionalDays(_ column: Int) throws -> Days? {
    try optionalInt64(column).map { Days(hundredths: $0) }
  }

  /// Cut to the second; nil outside years 1 to 9999.
  func instant(_ column: Int) throws -> Instant? { Instant(microseconds: try timestamp(column)) }

  func optionalInstant(_ column: Int) throws -> Instant? {
    try optionalTimestamp(column).flatMap { Instant(microseconds: $0) }
  }
}

extension Instant {
  /// Microseconds since 2000-01-01.
  fileprivate init?(microseconds: Int64) {
    let seconds = microseconds / 1_000_000
    let floor = microseconds % 1_000_000 < 0 ? seconds - 1 : seconds
    self.init(secondsSince2000: floor)
  }
}

extension Parameter {
  static func day(_ day: CalendarDay) -> Parameter { .date(day.number) }

  static func dates(_ days: [CalendarDay]) -> Parameter { .dateArray(days.map(\.number)) }
}

extension CalendarDay {
  var firstOfMonth: CalendarDay { advanced(by: 1 - day) }
}

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
  func instant(_ column: Int) throws -> Instant? {
    let microseconds = try timestamp(column)
    let seconds = microseconds / 1_000_000
    let floor = microseconds % 1_000_000 < 0 ? seconds - 1 : seconds
    return Instant(secondsSince2000: floor)
  }
}

extension Parameter {
  static func day(_ day: CalendarDay) -> Parameter { .date(day.number) }

  /// As the text of a date array: the statement casts it.
  static func dates(_ days: [CalendarDay]) -> Parameter {
    .text("{" + days.map(\.description).joined(separator: ",") + "}")
  }
}

extension CalendarDay {
  var firstOfMonth: CalendarDay { advanced(by: 1 - day) }
}

import Core

private let dash = UInt8(ascii: "-")

/// What the dates of a column say of the order of day and month.
struct DateSurvey: Sendable {
  /// How many dates can be read only in the order that is used, and how many only in the other one.
  private(set) var confirming = 0
  private(set) var contradicting = 0
  /// The first date that can be read both ways, and the first that contradicts the order.
  private(set) var ambiguous: (text: String, line: Int)?
  private(set) var contradiction: (text: String, line: Int)?
  /// The first date that can be read only in the order that is used.
  private var confirmation: (text: String, line: Int)?
  /// How many dates leave no order open, such as a spreadsheet's own dates, and the first and the last day of a month among them.
  private var certain = 0
  private var certainDays = 31...31
  /// Whether both numbers of some open date can be the month.
  private var hasExchangeable = false
  /// The part of a table that `ambiguous` is in.
  var part = 0

  fileprivate mutating func note(certain day: CalendarDay) {
    let day = day.civil.day
    certainDays = certain == 0 ? day...day : min(certainDays.lowerBound, day)...max(certainDays.upperBound, day)
    certain += 1
  }

  fileprivate mutating func note(confirmation text: String, _ line: Int) {
    confirming += 1
    if confirmation == nil { confirmation = (text, line) }
  }

  fileprivate mutating func noteExchangeable() { hasExchangeable = true }

  fileprivate mutating func note(ambiguous text: String, _ line: Int) {
    if ambiguous == nil { ambiguous = (text, line) }
  }

  fileprivate mutating func note(contradiction text: String, _ line: Int) {
    contradicting += 1
    if contradiction == nil { contradiction = (text, line) }
  }

  mutating func add(_ other: DateSurvey) {
    confirming += other.confirming
    contradicting += other.contradicting
    if ambiguous == nil { (ambiguous, part) = (other.ambiguous, other.part) }
    if contradiction == nil { contradiction = other.contradiction }
  }

  /// The first text of a column in which a spreadsheet of another locale has probably exchanged day and month: it makes a date of
  /// every text whose day and month can change places, and leaves the others as they are. It is judged of one source, so `add` leaves
  /// out what it needs.
  ///
  /// The condition is narrow, because a column with two forms of date may well be right. No date that the spreadsheet could have made
  /// may have a day above 12, and no text may be one that the spreadsheet would have made a date. Of a right column of six dates one in
  /// thirty at most is such, because three in five dates have a day above 12, unless all are the first of a month.
  var exchanged: (text: String, line: Int)? {
    let isLong = certain > 0 && certain + confirming > 5
    let mayBeExchanged = certainDays.upperBound <= 12 && certainDays != 1...1 && !hasExchangeable
    return isLong && mayBeExchanged ? confirmation : nil
  }

  func problem(_ order: DateOrder) -> String {
    if contradiction == nil, let exchanged {
      return "‘\(exchanged.text)’ is a text, and the dates of the column that are no text have no day after the 12th: "
        + "a spreadsheet has probably exchanged day and month"
    }
    let text = contradiction?.text ?? ""
    let (first, missing) = order == .dayFirst ? ("day", "month") : ("month", "day")
    let others =
      confirming > 0
      ? ", as it does in other dates of the column"
      : contradicting > 1 ? ", and \(contradicting - 1) more are none" : ""
    return "‘\(text)’ is no date if the \(first) comes before the \(missing)\(others)"
  }

  func expected(_ order: DateOrder) -> String {
    if contradiction == nil { return "the original file, or every date as 2010-10-31" }
    return confirming > 0
      ? "one order in the whole column, or dates such as 2010-10-31"
      : "--dates \(order.other.rawValue), or dates such as 2010-10-31"
  }
}

/// Reads a day: `2010-10-31`, `31/10/2010`, `31.10.10`, `31-Oct-2010`, `October 31, 2010`, also with midnight after it. Of two
/// numbers that could both be the month, `order` says which one is. A year of two digits is one of 1969 to 2068.
///
/// - Returns: nil for a date that contradicts the order: the survey notes it, and refuses the whole column.
func readDate(_ cell: CellBytes, _ order: DateOrder, _ survey: inout DateSurvey, _ line: Int) throws(CellError)
  -> CalendarDay?
{
  if let day = plainDay(cell) {
    survey.note(certain: day)
    return day
  }
  let expected = "a date, such as 2010-10-31 or 31/10/2010"
  let text = string(cell)
  let (date, time) = DateText.split(text)
  if let time {
    guard let clock = ClockTime(time) else { throw .wrong(cell, "a date", expected: expected) }
    guard clock.seconds == 0 else {
      throw CellError(
        "\(CellError.shown(cell)) has a time after the date", expected: "the date alone, such as 2010-10-31")
    }
  }
  return try day(of: date, cell, order, &survey, line, expected: expected)
}

/// Reads a moment: a date as `readDate` does, and after it a time with hours and minutes, `9:05`, `17:30:00Z`, `5:30 pm` or
/// `17:30+01:00`; without an offset it is in UTC. Fractions of a second are removed.
///
/// - Returns: nil as `readDate` does.
func readInstant(_ cell: CellBytes, _ order: DateOrder, _ survey: inout DateSurvey, _ line: Int) throws(CellError)
  -> Instant?
{
  if let instant = plainInstant(cell) {
    survey.note(certain: instant.day)
    return instant
  }
  let expected = "a date and time, such as 2010-11-03T17:30:00Z or 2010-11-03 17:30 in UTC"
  let (date, time) = DateText.split(string(cell))
  guard let time, let clock = ClockTime(time) else { throw .wrong(cell, "a date and time", expected: expected) }
  guard let day = try day(of: date, cell, order, &survey, line, expected: expected) else { return nil }
  guard let instant = Instant(secondsSince2000: Int64(day.number) * 86_400 + Int64(clock.seconds - clock.offset)) else {
    throw .wrong(cell, "a date and time", expected: expected)
  }
  return instant
}

/// Reads `2010-10-31`, the form of nearly all cells, without a string.
private func plainDay(_ cell: CellBytes) -> CalendarDay? {
  guard cell.count == 10, cell[4] == dash, cell[7] == dash, let year = number(cell, 0..<4),
    let month = number(cell, 5..<7), let day = number(cell, 8..<10)
  else { return nil }
  return CalendarDay(year: year, month: month, day: day)
}

/// Reads `2010-11-03T17:30:00Z`, the form that this program and its tables write, without a string.
private func plainInstant(_ cell: CellBytes) -> Instant? {
  let colon = UInt8(ascii: ":")
  guard cell.count == 20, cell[10] == UInt8(ascii: "T"), cell[13] == colon, cell[16] == colon,
    cell[19] == UInt8(ascii: "Z"), let day = plainDay(cell.extracting(0..<10)), let hour = number(cell, 11..<13),
    let minute = number(cell, 14..<16), let second = number(cell, 17..<19), hour < 24, minute < 60, second < 60
  else { return nil }
  return Instant(secondsSince2000: Int64(day.number) * 86_400 + Int64(hour * 3600 + minute * 60 + second))
}

private func day(
  of date: Substring, _ cell: CellBytes, _ order: DateOrder, _ survey: inout DateSurvey, _ line: Int, expected: String
) throws(CellError) -> CalendarDay? {
  guard let found = DateText(date) else {
    let isSerial = cell.count == 5 && number(cell, 0..<5) != nil
    guard isSerial else { throw .wrong(cell, "a date", expected: expected) }
    throw CellError(
      "\(CellError.shown(cell)) is a spreadsheet's number of a day", expected: "the column formatted as dates")
  }
  var (day, month) = (found.first, found.second)
  if found.isOpen {
    if order == .monthFirst { swap(&day, &month) }
    let isPossible = (1...12).contains(month)
    let isPossibleSwapped = (1...12).contains(day)
    if !isPossible, isPossibleSwapped, month <= 31 {
      survey.note(contradiction: String(date), line)
      return nil
    }
    if isPossible, isPossibleSwapped {
      survey.noteExchangeable()
      if day != month { survey.note(ambiguous: String(date), line) }
    }
  }
  guard let existing = CalendarDay(year: found.year, month: month, day: day) else {
    throw CellError("the calendar has no \(CellError.shown(cell))", expected: expected)
  }
  if !found.isOpen {
    survey.note(certain: existing)
  } else if !(1...12).contains(day) {
    survey.note(confirmation: String(date), line)
  }
  return existing
}

/// A date as people and programs write it, in three parts.
struct DateText {
  /// The day and the month; in this order unless `isOpen`.
  private(set) var first: Int
  private(set) var second: Int
  let year: Int
  /// Whether the order of day and month is the writer's.
  let isOpen: Bool

  /// Separates a date from the time after it.
  static func split(_ text: String) -> (date: Substring, time: Substring?) {
    guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) else {
      // Hours alone follow a T: 2010-08-02T00.
      return (text[...], nil)
    }
    // The hours are the digits before the first colon.
    var start = colon
    while start > text.startIndex {
      let before = text.utf8.index(before: start)
      guard isDigit(text.utf8[before]) else { break }
      start = before
    }
    var end = start
    while end > text.startIndex {
      let before = text.unicodeScalars.index(before: end)
      let scalar = text.unicodeScalars[before]
      guard scalar == "T" || scalar == "t" || scalar == "," || !Folding.isVisible(scalar) else { break }
      // The T of "Oct" belongs to the month.
      if scalar == "t" || scalar == "T", before > text.startIndex,
        !isDigit(text.utf8[text.utf8.index(before: before)])
      {
        break
      }
      end = before
    }
    return (text[..<end], text[start...])
  }

  /// Returns nil for a text that is no date.
  init?(_ text: Substring) {
    var parts: [DatePart] = []
    for piece in Folding.key(String(text)).split(whereSeparator: { "-/., ".contains($0) }) {
      guard let part = DatePart(piece) else { return nil }
      parts.append(part)
    }
    if case .weekday? = parts.first { parts.removeFirst() }
    guard parts.count == 3 else { return nil }
    switch (parts[0], parts[1], parts[2]) {
    case (.number(let year, 4), .number(let month, 1...2), .number(let day, 1...2)):
      (first, second, self.year, isOpen) = (day, month, year, false)
    case (.number(let day, 1...2), .month(let month), .number(let year, let digits)),
      (.month(let month), .number(let day, 1...2), .number(let year, let digits)):
      guard let full = Self.year(year, digits) else { return nil }
      (first, second, self.year, isOpen) = (day, month, full, false)
    case (.number(let year, 4), .month(let month), .number(let day, 1...2)):
      (first, second, self.year, isOpen) = (day, month, year, false)
    case (.number(let one, 1...2), .number(let two, 1...2), .number(let year, let digits)):
      guard let full = Self.year(year, digits) else { return nil }
      (first, second, self.year, isOpen) = (one, two, full, true)
    default: return nil
    }
  }

  /// Returns the year of two or four digits. 69 to 99 are of the last century, as POSIX has it.
  private static func year(_ year: Int, _ digits: Int) -> Int? {
    switch digits {
    case 4: year
    case 2: year < 69 ? 2000 + year : 1900 + year
    default: nil
    }
  }

  private enum DatePart {
    case number(Int, digits: Int)
    case month(Int)
    case weekday

    init?(_ text: Substring) {
      let digits = text.utf8.prefix { isDigit($0) }.count
      if digits > 0, digits <= 4, let number = Int(text.prefix(digits)) {
        guard digits == text.utf8.count || ["st", "nd", "rd", "th"].contains(text.dropFirst(digits)) else { return nil }
        self = .number(number, digits: digits)
        return
      }
      guard text.utf8.count >= 3 else { return nil }
      if let index = Self.months.firstIndex(where: { $0.hasPrefix(text) || text == "sept" && $0 == "september" }) {
        self = .month(index + 1)
      } else if Self.weekdays.contains(where: { $0.hasPrefix(text) }) {
        self = .weekday
      } else {
        return nil
      }
    }

    private static let months = [
      "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
      "december",
    ]
    private static let weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
  }
}

/// A time of day as people and programs write it.
struct ClockTime {
  /// The seconds since midnight.
  let seconds: Int
  /// The seconds by which the offset is ahead of UTC.
  let offset: Int

  /// Returns nil for a text that is no time: `9:05`, `17:30:00.25`, `5:30 pm`, `17:30Z`, `17:30:00+01:00`.
  init?(_ text: Substring) {
    var rest = Folding.key(String(text))[...]
    guard let hour = Self.number(&rest, 1...2), rest.popFirst() == ":", let minute = Self.number(&rest, 2...2) else {
      return nil
    }
    var second = 0
    if rest.first == ":" {
      rest.removeFirst()
      guard let read = Self.number(&rest, 2...2) else { return nil }
      second = read
      if rest.first == "." || rest.first == "," {
        rest.removeFirst()
        guard Self.number(&rest, 1...9) != nil else { return nil }
      }
    }
    if rest.first == " " { rest.removeFirst() }
    var hours = hour
    for (name, noon) in [("am", 0), ("pm", 12)] where rest == name || rest == "\(name.prefix(1)).m." {
      guard (1...12).contains(hour) else { return nil }
      hours = hour % 12 + noon
      rest = ""
    }
    guard hours < 24, minute < 60, second < 60, let offset = Self.offset(rest) else { return nil }
    seconds = hours * 3600 + minute * 60 + second
    self.offset = offset
  }

  /// Reads `z`, `utc`, `gmt`, nothing, `+01:00`, `+0100` or `+01`.
  private static func offset(_ text: Substring) -> Int? {
    var rest = text
    if ["", "z", "utc", "gmt"].contains(rest) { return 0 }
    guard let sign = rest.popFirst(), sign == "+" || sign == "-" else { return nil }
    let hasColon = rest.dropFirst(2).first == ":"
    if hasColon { rest.remove(at: rest.index(rest.startIndex, offsetBy: 2)) }
    let digits = rest.count
    guard digits == 4 || digits == 2 && !hasColon, let read = number(&rest, digits...digits) else { return nil }
    let (hours, minutes) = digits == 4 ? (read / 100, read % 100) : (read, 0)
    guard hours <= 15, minutes < 60 else { return nil }
    let seconds = hours * 3600 + minutes * 60
    return sign == "-" ? -seconds : seconds
  }

  private static func number(_ rest: inout Substring, _ digits: ClosedRange<Int>) -> Int? {
    let found = rest.utf8.prefix { isDigit($0) }.count
    guard digits.contains(found), let number = Int(rest.prefix(found)) else { return nil }
    rest = rest.dropFirst(found)
    return number
  }
}

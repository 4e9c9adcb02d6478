import Core

private let slash = UInt8(ascii: "/")
private let dash = UInt8(ascii: "-")

/// Appends a day, `2010-10-31` or `31/10/2010`. The first of two numbers with slashes is always the day. No date is
/// guessed from its neighbours.
func appendDate(_ cell: CellBytes, to row: inout [UInt8]) throws(CellError) {
  let day = try day(cell, expected: "a date, 2010-10-31 or 31/10/2010 (day first)")
  append(day, to: &row)
}

/// Appends a moment: `2010-11-03T17:30:00Z`, with `+01:00` instead of Z, or without either in UTC. A space may replace
/// T, seconds may be missing, and the date may be day first. Fractions of a second are removed.
func appendInstant(_ cell: CellBytes, to row: inout [UInt8]) throws(CellError) {
  let expected = "a date and time, 2010-11-03T17:30:00Z or 2010-11-03 17:30 in UTC"
  var separator = 0
  while separator < cell.count, cell[separator] != 0x20, cell[separator] != UInt8(ascii: "T") { separator += 1 }
  guard separator < cell.count else { throw .wrong(cell, expected: expected) }
  let day = try day(cell.extracting(0..<separator), expected: expected)
  guard let (seconds, offset) = clock(cell, from: separator + 1),
    let instant = Instant(secondsSince2000: Int64(day.number) * 86_400 + Int64(seconds - offset))
  else { throw .wrong(cell, expected: expected) }
  append(instant, to: &row)
}

private func day(_ cell: CellBytes, expected: String) throws(CellError) -> CalendarDay {
  if cell.count == 10, cell[4] == dash, cell[7] == dash, let year = number(cell, 0..<4),
    let month = number(cell, 5..<7), let day = number(cell, 8..<10)
  {
    return try existing(year, month, day, cell, expected)
  }
  guard let (first, second) = slashes(cell), cell.count - second == 5, let day = number(cell, 0..<first),
    let month = number(cell, first + 1..<second), let year = number(cell, second + 1..<cell.count)
  else { throw .wrong(cell, expected: expected) }
  if month > 12, (1...12).contains(day) {
    throw CellError("\(CellError.shown(cell)) has no month \(month), because the day comes first", expected: expected)
  }
  return try existing(year, month, day, cell, expected)
}

private func existing(_ year: Int, _ month: Int, _ day: Int, _ cell: CellBytes, _ expected: String) throws(CellError)
  -> CalendarDay
{
  guard let day = CalendarDay(year: year, month: month, day: day) else {
    throw CellError("the calendar has no \(CellError.shown(cell))", expected: expected)
  }
  return day
}

/// Returns the indices of the two slashes in `d/m/yyyy`, with one or two digits before each.
private func slashes(_ cell: CellBytes) -> (Int, Int)? {
  guard cell.count >= 8, cell.count <= 10 else { return nil }
  let first = cell[1] == slash ? 1 : 2
  let second = cell[first + 2] == slash ? first + 2 : first + 3
  guard cell[first] == slash, second < cell.count, cell[second] == slash else { return nil }
  return (first, second)
}

/// Reads the seconds of the day, and the seconds by which the offset is ahead of UTC.
private func clock(_ cell: CellBytes, from start: Int) -> (seconds: Int, offset: Int)? {
  guard start + 5 <= cell.count, cell[start + 2] == UInt8(ascii: ":"), let hour = number(cell, start..<start + 2),
    let minute = number(cell, start + 3..<start + 5), hour < 24, minute < 60
  else { return nil }
  var (next, second) = (start + 5, 0)
  if next < cell.count, cell[next] == UInt8(ascii: ":") {
    guard let read = number(cell, next + 1..<next + 3), read < 60 else { return nil }
    second = read
    next += 3
    if next + 1 < cell.count, cell[next] == UInt8(ascii: "."), isDigit(cell[next + 1]) {
      next += 1
      while next < cell.count, isDigit(cell[next]) { next += 1 }
    }
  }
  return offset(cell, from: next).map { (hour * 3600 + minute * 60 + second, $0) }
}

/// Reads `Z`, nothing, `+01:00`, `+0100` or `+01`.
private func offset(_ cell: CellBytes, from start: Int) -> Int? {
  guard start < cell.count else { return 0 }
  if cell[start] == UInt8(ascii: "Z") { return start + 1 == cell.count ? 0 : nil }
  guard cell[start] == UInt8(ascii: "+") || cell[start] == dash, let hours = number(cell, start + 1..<start + 3),
    hours <= 15
  else { return nil }
  var minutes = 0
  if start + 3 < cell.count {
    let digits = cell[start + 3] == UInt8(ascii: ":") ? start + 4 : start + 3
    guard digits + 2 == cell.count, let read = number(cell, digits..<digits + 2), read < 60 else { return nil }
    minutes = read
  }
  let seconds = hours * 3600 + minutes * 60
  return cell[start] == dash ? -seconds : seconds
}

private func append(_ day: CalendarDay, to row: inout [UInt8]) {
  let (year, month, dayOfMonth) = day.civil
  appendTwoDigits(year / 100, to: &row)
  appendTwoDigits(year % 100, to: &row)
  row.append(dash)
  appendTwoDigits(month, to: &row)
  row.append(dash)
  appendTwoDigits(dayOfMonth, to: &row)
}

private func append(_ instant: Instant, to row: inout [UInt8]) {
  let day = instant.day
  let second = Int(instant.seconds - Int64(day.number) * 86_400)
  append(day, to: &row)
  row.append(UInt8(ascii: "T"))
  appendTwoDigits(second / 3600, to: &row)
  row.append(UInt8(ascii: ":"))
  appendTwoDigits(second / 60 % 60, to: &row)
  row.append(UInt8(ascii: ":"))
  appendTwoDigits(second % 60, to: &row)
  row.append(UInt8(ascii: "Z"))
}

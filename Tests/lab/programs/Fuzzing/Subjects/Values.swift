import Core
import Glibc
import Issues
import System

extension Subject {
  static let periods = Subject(
    "periods", seeds: ["2010/11-Q3", "2010/11", "2010-Q1", "2010", "2010-11-FY", "2010-08-16_2010-11-05"],
    pieces: ["Q1", "Q5", "FY", "1999/00", "9999", "0001", "/", "-"]
  ) { bytes in
    let text = decoded(bytes)
    for month in [1, 4, 12] {
      if let quarter = Period(quarter: text, yearStartsIn: month) {
        try Finding.expect("\(quarter.title.suffix(4))" != "", "a quarter without a title")
        try Finding.expect(quarter.name == text.replacing("/", with: "-"), "a quarter of another name")
        let again = Period(quarterFolder: quarter.name, yearStartsIn: month)
        try Finding.expect(again == quarter, "a folder's name is another quarter")
        try Finding.expect(PeriodFolder.isName(quarter.name), "no folder's name")
        try Finding.expect((90...92).contains(quarter.span.length), "a quarter too long or short")
      }
      if let year = Period(year: text, yearStartsIn: month) {
        try Finding.expect((365...366).contains(year.span.length), "a year too long or short")
        try Finding.expect(PeriodFolder.isName(year.name), "no folder's name")
      }
    }
    if PeriodFolder.isName(text) { try Finding.expect(Folder.isName(text), "no name of a folder") }
    if let issue = IssueReference(text), let number = issue.number {
      try Finding.expect("\(issue.period)/\(number)" == text, "another issue")
    }
  }

  static let days = Subject(
    "days", seeds: ["2010-10-01", "2024-02-29", "9999-12-31", "0001-01-01", "2011-01-04T09:30:00Z"],
    pieces: ["1900", "2000", "02-29", "02-30", "13", "24:00:00", "T", "Z", ":60"]
  ) { bytes in
    let text = decoded(bytes)
    if let day = CalendarDay(text) {
      try Finding.expect(day.description == text, "a day printed otherwise")
      try Finding.expect(glibc(day) == text, "not the C library's day")
      try Finding.expect(day.next.previous == day || day == .last, "no day between two")
    }
    if let instant = Instant(text) { try Finding.expect(instant.description == text, "a moment printed otherwise") }
    // The whole range of numbers a date may come as.
    let number = bytes.prefix(4).reduce(Int32(0)) { $0 << 8 | Int32($1) }
    if let day = CalendarDay(daysSince2000: number) {
      try Finding.expect(CalendarDay(day.description) == day, "a day does not read back")
      try Finding.expect(glibc(day) == day.description, "not the C library's day")
    }
    let seconds = bytes.prefix(8).reduce(Int64(0)) { $0 << 8 | Int64($1) }
    if let instant = Instant(secondsSince2000: seconds) {
      try Finding.expect(Instant(instant.description) == instant, "a moment does not read back")
    }
  }

  static let decimals = Subject(
    "decimals", seeds: ["10.00", "-0.5", "0", "12345678901234567", "99999999999999999", "0.005"],
    pieces: ["1", "5", ".", "-", "e", "+"]
  ) { bytes in
    let text = decoded(bytes)
    let isNumber = text.wholeMatch(of: /-?[0-9]+(\.[0-9]+)?/) != nil
    let digits = text.utf8.count { (0x30...0x39).contains($0) }
    let decimal = Decimal(text)
    try Finding.expect((decimal != nil) == (isNumber && digits <= 17), "another grammar")
    if let decimal { try Finding.expect(Decimal(decimal.description) == decimal, "does not read back") }
    if let days = Days(text) { try Finding.expect(Days(days.description) == days, "days do not read back") }
    let numbers = Array(bytes.prefix(16)) + Array(repeating: 0, count: 16)
    let numerator = numbers.prefix(8).reduce(Int64(0)) { $0 << 8 | Int64($1) } >> 16
    let denominator = numbers[8..<16].reduce(Int64(0)) { $0 << 8 | Int64($1) } & 0x7FFF_FFFF
    guard let fraction = Fraction(numerator, over: denominator) else { return }
    let whole = numerator.magnitude * 100 / UInt64(denominator)
    let rest = numerator.magnitude * 100 % UInt64(denominator)
    let expected = Int64(whole + (rest * 2 >= UInt64(denominator) ? 1 : 0))
    let rounded = fraction.rounded(to: 2).mantissa
    try Finding.expect(rounded.magnitude == expected.magnitude, "rounded otherwise")
    try Finding.expect(rounded == 0 || (rounded < 0) == (numerator < 0), "another sign")
  }

  static let names = Subject(
    "names", seeds: ["days_in_period/project/LRSA-007/2010-11-Q3", "evidence/strands.csv", "a/b/c/d", "../x", "."],
    pieces: ["%2F", "%", "%C3%A9", "~", "/", "..", "project", "%+1", "/../"]
  ) { bytes in
    let text = decoded(bytes)
    if let identity = FigureIdentity(text) {
      try Finding.expect(Array(identity.description.utf8) == Array(text.utf8), "another figure")
      if let key = identity.decodedKey, identity.key.utf8.contains(0x25) {
        try Finding.expect(
          key.string.utf8.count < identity.key.utf8.count || key.string == identity.key, "a key longer than its code")
      }
    }
    if let path = RelativePath(text) {
      let again = (path.folders + [path.name]).joined(separator: "/")
      try Finding.expect(Array(again.utf8) == Array(text.utf8), "another path")
      let upward = (path.folders + [path.name]).contains { ["", ".", ".."].contains($0) }
      try Finding.expect(!upward && !text.hasPrefix("/"), "a path out of its folder")
    }
  }

  /// As the C library prints the day.
  private static func glibc(_ day: CalendarDay) -> String {
    var seconds = time_t(Int(day.number) + 10_957) * 86_400
    var parts = unsafe tm()
    // SAFETY: both are values in this frame.
    unsafe gmtime_r(&seconds, &parts)
    let year = unsafe padded(Int(parts.tm_year) + 1900, 4)
    return unsafe "\(year)-\(padded(Int(parts.tm_mon) + 1, 2))-\(padded(Int(parts.tm_mday), 2))"
  }
}

import Core
import Testing

@Suite struct CalendarDayTests {
  @Test(arguments: ["2012-02-29", "2000-02-29", "0001-01-01", "9999-12-31", "2010-12-31"])
  func `a day is read and written as it stands`(text: String) throws {
    #expect(try #require(CalendarDay(text)).description == text)
  }

  @Test(arguments: [
    "2011-02-29", "1900-02-29", "2010-13-01", "2010-00-10", "2010-1-01", "0000-01-01", "２010-01-01", "2010-01-01 ", "",
  ]) func `what is no day is refused`(text: String) { #expect(CalendarDay(text) == nil) }

  @Test func `days count across leap days and both ends of the calendar`() throws {
    let before = try #require(CalendarDay("2012-02-28"))
    #expect(before.advanced(by: 2).description == "2012-03-01")
    #expect(CalendarDay.last.next == CalendarDay.last)
    #expect(CalendarDay.first.previous == CalendarDay.first)
    #expect(CalendarDay.last - CalendarDay.first == 3_652_058)
    #expect(CalendarDay(daysSince2000: Int32.max) == nil)
  }

  @Test func `a month later is that month's last day where it is shorter`() throws {
    let end = try #require(CalendarDay("2012-01-31"))
    #expect(end.advanced(byMonths: 1).description == "2012-02-29")
    #expect(end.advanced(byMonths: -2).description == "2011-11-30")
    #expect(end.advanced(byMonths: 12).description == "2013-01-31")
  }

  @Test func `every day of four centuries has its number and its weekday`() throws {
    var day = try #require(CalendarDay("1900-01-01"))  // A Monday.
    var weekday = 1
    for _ in 0..<146_097 {
      let (year, month, dayOfMonth) = day.civil
      #expect(CalendarDay(year: year, month: month, day: dayOfMonth) == day)
      #expect(day.weekday == weekday)
      day = day.next
      weekday = weekday % 7 + 1
    }
    #expect(day.description == "2300-01-01")
  }
}

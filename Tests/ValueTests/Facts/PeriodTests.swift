import Core
import Testing

@Suite struct PeriodTests {
  private func day(_ text: String) throws -> CalendarDay { try #require(CalendarDay(text)) }

  @Test func `a quarter knows its days, its names and its neighbours`() throws {
    let period = try #require(Period(quarter: "2010/11-Q3", yearStartsIn: 4))
    #expect(period.span.written == "1 October 2010 to 31 December 2010")
    #expect(period.name == "2010-11-Q3")
    #expect(period.previousPeriod?.name == "2010-11-Q2")
    #expect(period.sameLastYear?.name == "2009-10-Q3")
    #expect(period.toDateName == "to-2010-12-31" && period.yearToDateName == "ytd-2010-12-31")
    #expect(period.twelveMonthsName == "12m-2010-12-31")
    #expect(period.twelveMonths.from.description == "2010-01-01")
  }

  @Test func `the first quarter follows the last of the year before`() throws {
    let period = try #require(Period(quarter: "2011/12-Q1", yearStartsIn: 4))
    #expect(period.previousPeriod?.name == "2010-11-Q4")
    #expect(period.previousPeriod?.span.written == "1 January 2011 to 31 March 2011")
  }

  @Test func `a year that starts in January has one number and a century turns`() throws {
    #expect(Period(year: "2010", yearStartsIn: 1)?.name == "2010-FY")
    #expect(Period(quarter: "2010-Q3", yearStartsIn: 1)?.name == "2010-Q3")
    // The name of a period's folder is understood.
    #expect(Period(quarter: "2010-11-Q3", yearStartsIn: 4)?.name == "2010-11-Q3")
    #expect(Period(quarter: "2010-12-Q3", yearStartsIn: 4) == nil)
    #expect(Period(quarter: "2010-11-Q3", yearStartsIn: 1) == nil)
    #expect(Period(year: "1999/00", yearStartsIn: 4)?.name == "1999-00-FY")
    #expect(Period(year: "2010", yearStartsIn: 4) == nil)
    #expect(Period(year: "2010/12", yearStartsIn: 4) == nil)
    #expect(Period(quarter: "2010/11-Q5", yearStartsIn: 4) == nil)
  }

  @Test func `a range that is exactly a quarter or a year is that`() throws {
    let year = Span(from: try day("2010-04-01"), until: try day("2011-04-01"))
    #expect(Period(year, yearStartsIn: 4)?.name == "2010-11-FY")
    let short = Span(from: try day("2010-08-16"), until: try day("2010-11-06"))
    let range = try #require(Period(short, yearStartsIn: 4))
    #expect(range.name == "2010-08-16_2010-11-05")
    #expect(range.previousPeriod == nil && range.sameLastYear == nil)
    #expect(Period(Span(from: year.from, until: year.from), yearStartsIn: 4) == nil)
  }

  @Test func `the last quarter is the one that was over before today began`() throws {
    let last = { (text: String) in Period(lastQuarterBefore: try day(text), yearStartsIn: 4)?.name }
    #expect(try last("2011-03-31") == "2010-11-Q3")
    #expect(try last("2011-04-01") == "2010-11-Q4")
  }

  @Test func `a period is partial through its last day, and none before its first`() throws {
    let period = try #require(Period(quarter: "2010/11-Q3", yearStartsIn: 4))
    #expect(ReportingContext(period, today: try day("2010-09-30")) == nil)
    let lastDay = try #require(ReportingContext(period, today: try day("2010-12-31")))
    #expect(lastDay.isPartial && lastDay.previous == nil)
    #expect(lastDay.reportingEnd.description == "2011-01-01")
    let over = try #require(ReportingContext(period, today: try day("2011-01-01")))
    #expect(!over.isPartial && over.reportingEnd == period.span.until)
    #expect(over.earlierThisYear.written == "1 April 2010 to 30 September 2010")
  }

  @Test func `a range across a new financial year has a year to date below itself`() throws {
    let span = Span(from: try day("2011-03-01"), until: try day("2011-05-01"))
    let period = try #require(Period(span, yearStartsIn: 4))
    let context = try #require(ReportingContext(period, today: try day("2011-06-01")))
    #expect(context.yearToDate.written == "1 April 2011 to 30 April 2011")
    #expect(context.earlierThisYear.length == 0)
  }

  @Test func `spans that overlap or touch are one`() throws {
    let spans =
      [("2010-08-01", "2010-09-01"), ("2010-08-15", "2010-08-20"), ("2010-09-01", "2010-09-02")] + [
        ("2010-12-01", "2010-12-03"), ("2010-12-09", "2010-12-09"),
      ]
    let merged = Span.merged(try spans.map { Span(from: try day($0), until: try day($1)) }.reversed())
    #expect(merged.map(\.length) == [32, 2])
  }
}

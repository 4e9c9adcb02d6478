import Core
import Testing

@Suite struct `Due quarters` {
  private func due(on day: String, after days: Int = 14, from first: String? = nil, month: Int = 4) throws -> [String] {
    let today = try #require(CalendarDay(day))
    let first = first.flatMap { Period(quarter: $0, yearStartsIn: month) }
    return Period.quarters(dueOn: today, afterDays: days, first: first, yearStartsIn: month).map(\.name)
  }

  @Test(arguments: [
    ("2011-01-13", []), ("2011-01-14", ["2010-11-Q3"]), ("2011-03-31", ["2010-11-Q3"]), ("2011-04-13", []),
    ("2011-04-14", ["2010-11-Q4"]),
  ]) func `are only the last complete one where no first is known`(_ day: String, _ names: [String]) throws {
    #expect(try due(on: day) == names)
  }

  @Test func `are all from the first on, in order, over the end of a year`() throws {
    #expect(try due(on: "2011-07-14", from: "2010/11-Q3") == ["2010-11-Q3", "2010-11-Q4", "2011-12-Q1"])
    #expect(try due(on: "2011-07-13", from: "2010/11-Q3") == ["2010-11-Q3", "2010-11-Q4"])
    #expect(try due(on: "2011-07-14", from: "2011/12-Q2") == [])
    #expect(try due(on: "2011-07-14", from: "2011/12-Q1") == ["2011-12-Q1"])
  }

  @Test func `are never due before they are over`() throws {
    #expect(try due(on: "2010-12-31", after: 0, from: "2010/11-Q3") == [])
    #expect(try due(on: "2011-01-01", after: 0, from: "2010/11-Q3") == ["2010-11-Q3"])
  }

  @Test func `are late by more than a quarter where people want it so`() throws {
    #expect(try due(on: "2011-04-09", after: 100, from: "2010/11-Q1") == ["2010-11-Q1", "2010-11-Q2"])
    #expect(try due(on: "2011-04-10", after: 100, from: "2010/11-Q1").last == "2010-11-Q3")
    #expect(try due(on: "2011-04-10", after: 100) == [])
  }

  @Test func `follow a year that starts in January`() throws {
    #expect(try due(on: "2011-01-14", from: "2010-Q3", month: 1) == ["2010-Q3", "2010-Q4"])
  }

  @Test(arguments: [("2010-11-Q3", 4), ("2010-Q3", 1), ("1999-00-Q4", 7)]) func `are known by their folders`(
    _ name: String, _ month: Int
  ) throws { #expect(Period(quarterFolder: name, yearStartsIn: month)?.name == name) }

  @Test(arguments: [
    ("2010-11-Q3", 1), ("2010-Q3", 4), ("2010-12-Q3", 4), ("2010-11-FY", 4), ("2010-11-Q5", 4),
    ("2010-08-16_2010-11-05", 4), ("Q3", 1), ("", 4), ("2010-11-12-Q3", 4),
  ]) func `are no other folders`(_ name: String, _ month: Int) {
    #expect(Period(quarterFolder: name, yearStartsIn: month) == nil)
  }
}

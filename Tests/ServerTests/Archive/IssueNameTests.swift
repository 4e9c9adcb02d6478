import Issues
import Testing

struct IssueNameTests {
  @Test(arguments: ["2010-11-Q3", "2010-11-FY", "2010-Q1", "2010-FY", "2010-08-16_2010-11-05"])
  func `a period's folder is known by its name`(_ name: String) {
    #expect(PeriodFolder.isName(name))
    #expect(IssueReference(name)?.number == nil)
    #expect(IssueReference(name + "/12")?.number == 12)
  }

  @Test(arguments: [
    "", ".", "..", "2010-11", "2010-11-Q5", "2010-11-Q33", "10-11-Q3", "2010-1-Q3", "2010-11-q3", "2010-11-Q3 ",
    "2010-08-16_2010-11-31", "2010-08-16", "2010-08-16_", "٢٠١٠-11-Q3", "2010-11-12-Q3", ".staging-1", "../2010-11-Q3",
  ]) func `any other name is not a period`(_ name: String) {
    #expect(!PeriodFolder.isName(name))
    #expect(IssueReference(name) == nil)
    #expect(IssueName(period: name, number: 1) == nil)
  }

  @Test(arguments: ["", "0", "01", "+1", "-1", "1/", "1/2", "a", "99999999999999999999"])
  func `an issue's number is written one way`(_ number: String) {
    #expect(IssueReference("2010-11-Q3/" + number) == nil)
  }

  @Test func `issues stand in order of period and number`() throws {
    let names = [("2010-11-Q3", 10), ("2010-11-Q3", 9), ("2010-11-Q2", 11)].compactMap {
      IssueName(period: $0, number: $1)
    }
    #expect(names.sorted().map(\.description) == ["2010-11-Q2/11", "2010-11-Q3/9", "2010-11-Q3/10"])
  }
}

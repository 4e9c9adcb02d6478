import Issues
import Testing

@testable import Core

/// What the paper says of figures that were revised.
@Suite struct `Revisions in the paper` {
  private func section(_ change: (inout IssuedProgramme) throws -> Void) throws -> [String] {
    let old = try IssuedProgramme()
    var new = old
    new.issue = 2
    new.snapshot = try #require(Instant("2011-02-10T09:00:00Z"))
    try change(&new)
    let (programme, context) = (try new.programme(), try new.context())
    var settings = ReportSettings()
    settings.thresholds = new.thresholds
    var report = Report(
      ReportFacts(
        programme: programme, measures: Measures(programme, context, new.thresholds), settings: settings,
        stamp: Stamp(snapshot: new.snapshot, issue: 2, programVersion: "1.0.0"),
        previous: PreviousIssue(number: 1)))
    let (figures, rows) = try Revision.between(try old.frozen().source, try new.frozen().source)
    report.add(figures, by: rows, isRevised: true)
    let section = try #require(report.paper.section("Revisions"))
    return section.plain.split(separator: "\n").map(String.init)
  }

  @Test func `name the entry and what it moved, the headline measures first`() throws {
    let lines = try section { try $0.work(2, "2010-12-14", 1, "visit", 50, at: "2011-01-20T10:00:00Z") }
    #expect(lines.count == 2)
    #expect(lines[0].hasSuffix(" changed since issue 1; each is in revisions.csv."))
    #expect(
      lines[1].hasPrefix(
        "1 day entry was added late (LRSA-002, Bexley, 14 December 2010, 0.50 days). It moved 21 figures: "
          + "Days delivered, Quarter 3 of 2010/11: "), "\(lines[1])")
    #expect(lines[1].contains("; Adviser utilisation, Quarter 3 of 2010/11: "))
    #expect(lines[1].hasSuffix("; and 16 more."))
  }

  @Test func `are grouped by cause, five kinds of edit each under its own`() throws {
    let lines = try section {
      try $0.work(2, "2010-12-14", 1, "visit", 50, at: "2011-01-20T10:00:00Z")
      $0.days.removeAll { $0.workedOn.description == "2010-12-13" }
      $0.projects[1].commission.daysAgreed = Days(hundredths: 2000)
      $0.thresholds.freeDays = Days(hundredths: 500)
      $0.holidays.insert(try calendarDay("2010-12-31"))
    }
    let found = lines.dropFirst()
    func has(_ start: String) -> Bool { found.contains { $0.hasPrefix(start) } }
    #expect(found.count == 5, "\(lines)")
    #expect(has("1 day entry was added late (LRSA-002, Bexley, 14 December 2010, 0.50 days). It moved "))
    #expect(has("1 day entry was deleted (LRSA-002, Bexley, 13 December 2010, "))
    #expect(has("1 commission was changed (LRSA-002, Bexley). It moved "))
    #expect(has("1 setting of the job was changed (free_days). It moved "))
    #expect(has("1 bank holiday was added (31 December 2010). It moved "))
    let counts = found.compactMap { $0.firstMatch(of: /moved (\d+) figure/).flatMap { Int($0.1) } }
    #expect(counts.count == 5 && counts == counts.sorted(by: >))
  }

  @Test func `are in revisions.csv with bare numbers, also those below zero`() throws {
    let revision = Revision(figure: "a", was: "-1.93", now: "", causes: [.record], rows: "")
    let word = Revision(figure: "b", was: "-behind", now: "on track", causes: [.record], rows: "")
    let table = Tables.revisions.filled([revision, word])
    let lines = String(decoding: try TableWriter.bytes(of: table, byteOrderMark: false), as: UTF8.self).split(
      separator: "\r\n")
    #expect(lines[1].hasPrefix("\"a\",-1.93,,"))
    #expect(lines[2].hasPrefix("\"b\",\"'-behind\",\"on track\","))
  }

  @Test func `show what a corrected entry had and has`() throws {
    let lines = try section {
      let place = try #require($0.days.firstIndex { $0.workedOn.description == "2010-12-13" })
      $0.days[place].days = Days(hundredths: 100)
    }
    #expect(lines[1].hasPrefix("1 day entry was corrected (LRSA-002, Bexley, 13 December 2010, "))
    #expect(lines[1].contains(" → 1.00 day)."), "\(lines[1])")
  }

  @Test func `name each of two corrected entries`() throws {
    let lines = try section {
      for date in ["2010-10-05", "2010-12-13"] {
        let place = try #require($0.days.firstIndex { $0.workedOn.description == date && $0.commissionID == 2 })
        $0.days[place].days = Days(hundredths: 200)
      }
    }
    #expect(
      lines[1].hasPrefix(
        "2 day entries were corrected (LRSA-002, Bexley, 5 October 2010, 1.00 → 2.00 days; LRSA-002, Bexley, "
          + "13 December 2010, 0.25 → 2.00 days). They moved "), "\(lines[1])")
  }

  @Test func `say of a reference row whether it was added, changed or removed`() throws {
    let holiday = try section { $0.holidays.remove(try calendarDay("2010-12-27")) }
    #expect(holiday[1].hasPrefix("1 bank holiday was removed (27 December 2010). It moved "), "\(holiday[1])")
    let borough = try section { $0.boroughs.append(Borough(code: "E05", name: "Barnet")) }
    #expect(borough[1].hasPrefix("1 borough was added (Barnet). It moved "), "\(borough[1])")
    let rate = try section { world in
      let two = world.advisers[1]
      world.advisers[1] = Adviser(
        id: 2, name: two.name, appointedOn: two.appointedOn, leftOn: two.leftOn, daysPerWeek: Days(hundredths: 400))
    }
    #expect(rate[1].hasPrefix("1 adviser was changed (=Birch). It moved "), "\(rate[1])")
    let gone = try section { $0.advisers.removeLast() }
    #expect(gone[1].hasPrefix("1 adviser was removed (adviser 3). It moved "), "\(gone[1])")
  }

  @Test func `say of every row of a project whether it was added, changed or removed`() throws {
    let variation = Variation(
      number: 3, agreedOn: try calendarDay("2010-12-01"), daysChange: Days(hundredths: 100))
    let added: [(said: String, change: (inout IssuedProgramme) throws -> Void)] = [
      ("1 variation was added (LRSA-002, Bexley, variation 3).", { $0.projects[1].variations.append(variation) }),
      (
        "1 row of shared practice was added (LRSA-002, Bexley, share 9).",
        {
          $0.projects[1].shares.append(
            SharedPractice(number: 9, sharedOn: try calendarDay("2010-10-20"), boroughCode: "E01", channel: nil))
        }
      ),
      (
        "1 commission was added (LRSA-009, Lambeth).",
        {
          var commission = Commission(id: 9)
          (commission.reference, commission.boroughCode) = ("LRSA-009", "E04")
          commission.requestedOn = try calendarDay("2010-12-01")
          $0.projects.append(Project(commission))
        }
      ),
      (
        "1 action was added (action 1).",
        {
          var action = Action()
          (action.number, action.agreedOn) = (1, try calendarDay("2010-11-02"))
          $0.actions.append(action)
        }
      ),
      (
        "1 adviser was added (Oak).",
        {
          $0.advisers.append(
            Adviser(
              id: 7, name: "Oak", appointedOn: try calendarDay("2010-10-01"), leftOn: nil,
              daysPerWeek: Days(hundredths: 200)))
        }
      ),
    ]
    for (said, change) in added {
      let lines = try section(change).dropFirst()
      #expect(lines.contains { $0.hasPrefix("\(said) It moved ") }, "\(said) \(lines)")
    }
    let changed = try section { $0.projects[1].variations[0].daysChange = Days(hundredths: 400) }
    #expect(changed[1].hasPrefix("1 variation was changed (LRSA-002, Bexley, variation "), "\(changed[1])")
    let gone = try section { $0.projects[1].variations.remove(at: 0) }
    #expect(gone[1].hasPrefix("1 variation was deleted (LRSA-002, Bexley, variation "), "\(gone[1])")
  }

  @Test func `are grouped by what happened to the rows, where one cause has several kinds`() throws {
    let lines = try section { world in
      let two = world.advisers[1]
      world.advisers[1] = Adviser(
        id: 2, name: two.name, appointedOn: two.appointedOn, leftOn: two.leftOn, daysPerWeek: Days(hundredths: 400))
      world.holidays.insert(try calendarDay("2010-12-31"))
      world.holidays.remove(try calendarDay("2010-12-27"))
      world.holidays.remove(try calendarDay("2010-12-28"))
      world.boroughs.append(Borough(code: "E05", name: "Barnet"))
    }
    #expect(
      lines[1].hasPrefix(
        "1 bank holiday and 1 borough were added (31 December 2010; Barnet). 1 adviser was changed (=Birch). "
          + "2 bank holidays were removed (27 December 2010; 28 December 2010). They moved "), "\(lines[1])")
  }

  @Test func `say of entries before the period that they moved figures, each project once`() throws {
    let lines = try section {
      try $0.work(1, "2010-07-06", 1, "visit", 100, at: "2011-01-20T10:00:00Z")
      $0.outcomes.removeAll { $0.commissionID == 1 && $0.number == 3 }
    }
    #expect(
      lines[1].hasPrefix("Entries dated before the period changed (LRSA-001, Harrow). They moved "), "\(lines[1])")
  }

  @Test func `name nothing where no row has a name`() throws {
    var world = ReportedProgramme.small
    world.previous = PreviousIssue(number: 1)
    world.revisions = [.earlierPeriod, .record].map { cause in
      Revision(
        figure: "days_delivered/programme/all/2010-11-Q3", was: "1.00", now: "2.00", causes: [cause], rows: "")
    }
    let said = try #require(try world.report.paper.section("Revisions")).plain
    #expect(said.contains("Entries dated before the period changed. They moved 1 figure: "), "\(said)")
    #expect(said.contains("Rows without a key changed, or what is offered. It moved 1 figure: "), "\(said)")
  }

  @Test func `give a share of few as its two counts`() throws {
    let lines = try section { $0.projects[0].reviews[0].rating = Term(.useful) }
    #expect(
      lines[1].contains("It moved 2 figures: Rated very useful, 12 months, to 31 December 2010: 1 of 1 → 0 of 1; "),
      "\(lines[1])")
  }

  @Test func `call an entry added that says it was recorded before the issue that lacks it`() throws {
    let lines = try section { try $0.work(2, "2010-12-14", 1, "visit", 50, at: "2010-12-15T10:00:00Z") }
    #expect(
      lines[1].hasPrefix("1 day entry was added (LRSA-002, Bexley, 14 December 2010, 0.50 days). "), "\(lines[1])")
  }

  @Test func `are compared with nothing after a retraction, and the paper does not call it the first issue`() throws {
    var world = ReportedProgramme.small
    #expect(try world.report.paper.section("Revisions")?.plain == "This is the first issue.")
    world.issue = 2
    #expect(
      try world.report.paper.section("Revisions")?.plain
        == "The issue before this one was retracted, so no figure is compared with it.")
  }
}

import Issues
import Testing

@testable import Core

@Suite struct RevisionTests {
  /// What a change of the rows after issue 1 revises, by figure.
  private func revised(_ change: (inout IssuedProgramme) throws -> Void) throws -> [String: Revision] {
    let old = try IssuedProgramme()
    var new = old
    new.issue = 2
    new.snapshot = try #require(Instant("2011-02-10T09:00:00Z"))
    new.today = try calendarDay("2011-02-10")
    try change(&new)
    let (before, after) = (try old.frozen(), try new.frozen())
    let revisions = try Revision.between(before.source, after.source).figures
    #expect(try after.source.hasFigures(of: before.source) == revisions.isEmpty)
    let (was, now) = (before.figures.values, after.figures.values)
    #expect(revisions.map(\.figure) == Set(was.keys).union(now.keys).filter { was[$0] ?? "" != now[$0] ?? "" }.sorted())
    for revision in revisions {
      #expect(revision.was == was[revision.figure] ?? "")
      #expect(revision.now == now[revision.figure] ?? "")
    }
    return Dictionary(uniqueKeysWithValues: revisions.map { ($0.figure, $0) })
  }

  private func expect(
    _ revisions: [String: Revision], all cause: Revision.Cause, _ rows: String,
    at place: SourceLocation = #_sourceLocation
  ) {
    #expect(!revisions.isEmpty, sourceLocation: place)
    for revision in revisions.values {
      #expect(revision.cause == cause, "\(revision)", sourceLocation: place)
      #expect(revision.rows == rows, "\(revision)", sourceLocation: place)
    }
  }

  @Test func `the same rows revise nothing`() throws { #expect(try revised { _ in }.isEmpty) }

  @Test func `a late day moves its figures, each by that row`() throws {
    let revisions = try revised { try $0.work(2, "2010-12-14", 1, "visit", 50, at: "2011-01-20T10:00:00Z") }
    expect(revisions, all: .lateEntry, "days:commission_id=2;worked_on=2010-12-14;adviser_id=1;activity=visit")
    #expect(
      revisions.keys.sorted() == [
        "days_ahead/project/LRSA-002/to-2010-12-31", "days_commissioned/adviser/1/2010-11-Q3",
        "days_committed_firm/programme/all/to-2010-12-31", "days_committed_next/project/LRSA-002/to-2010-12-31",
        "days_delivered/programme/all/2010-11-Q3", "days_delivered/programme/all/ytd-2010-12-31",
        "days_in_period/activity/visit/2010-11-Q3", "days_in_period/adviser/1/2010-11-Q3",
        "days_in_period/arrangement/commissioned/2010-11-Q3", "days_in_period/borough/E02/2010-11-Q3",
        "days_in_period/month/2010-M12/2010-11-Q3", "days_in_period/project/LRSA-002/2010-11-Q3",
        "days_in_period/theme/child%20protection%2C%20early%20%26%20late/2010-11-Q3",
        "days_remaining/project/LRSA-002/to-2010-12-31", "days_to_date/borough/E02/to-2010-12-31",
        "days_to_date/project/LRSA-002/to-2010-12-31", "days_year_to_date/project/LRSA-002/ytd-2010-12-31",
        "headroom/programme/all/to-2010-12-31", "last_day_on/project/LRSA-002/to-2010-12-31",
        "utilisation/adviser/1/2010-11-Q3",
        "utilisation/programme/all/2010-11-Q3",
      ])
    let days = try #require(revisions["days_in_period/project/LRSA-002/2010-11-Q3"])
    #expect((days.was, days.now) == ("2.25", "2.75"))
    #expect(days.difference?.description == "0.50")
  }

  @Test func `a deleted, a corrected and a back-dated day are told apart`() throws {
    let visit = "days:commission_id=2;worked_on=2010-12-13;adviser_id=1;activity=visit"
    expect(try revised { $0.days.removeAll { $0.workedOn.description == "2010-12-13" } }, all: .deletion, visit)
    expect(
      try revised {
        let place = try #require($0.days.firstIndex { $0.workedOn.description == "2010-12-13" })
        $0.days[place].days = Days(hundredths: 100)
      }, all: .correction, visit)
    expect(
      try revised { try $0.work(1, "2010-12-07", 1, nil, 10, at: "2010-12-08T10:00:00Z") }, all: .correction,
      "days:commission_id=1;worked_on=2010-12-07;adviser_id=1;activity=~")
  }

  @Test func `an entry whose adviser, activity or date was corrected is one correction`() throws {
    func corrected(_ change: (inout DayEntry) throws -> Void) throws -> [String: Revision] {
      try revised {
        let place = try #require($0.days.firstIndex { $0.workedOn.description == "2010-10-04" })
        try change(&$0.days[place])
      }
    }
    let start = "days:commission_id=2;worked_on="
    expect(
      try corrected { $0.adviserID = 1 }, all: .correction, start + "2010-10-04;adviser_id=1;activity=visit")
    expect(
      try corrected { $0.activity = "report" }, all: .correction, start + "2010-10-04;adviser_id=2;activity=report")
    expect(
      try corrected { $0.workedOn = try calendarDay("2010-11-04") }, all: .correction,
      start + "2010-11-04;adviser_id=2;activity=visit")
  }

  @Test func `a late day of a project that moved to another borough shares the cause with the record`() throws {
    let late = "days:commission_id=2;worked_on=2010-12-14;adviser_id=1;activity=visit"
    let revisions = try revised {
      $0.projects[1].commission.boroughCode = "E04"
      try $0.work(2, "2010-12-14", 1, "visit", 50, at: "2011-01-20T10:00:00Z")
    }
    // The day alone, without the move, would have changed the days of the borough that was left.
    for borough in ["E02", "E04"] {
      let days = try #require(revisions["days_in_period/borough/\(borough)/2010-11-Q3"])
      #expect(days.causes == [.lateEntry, .record] && days.rows == "commissions:commission_id=2 \(late)")
    }
    let projects = try #require(revisions["projects/borough/E04/2010-11-Q3"])
    #expect(projects.causes == [.record] && projects.rows == "commissions:commission_id=2")
    let total = try #require(revisions["days_delivered/programme/all/2010-11-Q3"])
    #expect(total.causes == [.lateEntry] && total.rows == late)
  }

  @Test func `of a final issue after a provisional one, whose rows are the same, the period went on`() throws {
    var old = try IssuedProgramme()
    old.today = try calendarDay("2010-11-20")
    old.snapshot = try #require(Instant("2010-11-20T09:00:00Z"))
    var new = old
    new.issue = 2
    new.today = try calendarDay("2011-01-10")
    new.snapshot = try #require(Instant("2011-01-10T09:00:00Z"))
    let (before, after) = (try old.frozen(), try new.frozen())
    #expect(before.manifest.status == "provisional" && after.manifest.status == "final")
    let revisions = try Revision.between(before.source, after.source).figures
    #expect(revisions.count > 20)
    for revision in revisions { #expect(revision.causes == [.periodWentOn] && revision.rows == "", "\(revision)") }
    let comparison = try Comparison(before.source, before.figures, after.source, after.figures)
    #expect(comparison.method.isEmpty && comparison.data.count == revisions.count)
  }

  @Test func `of causes that meet in one figure the first holds, and every row is named`() throws {
    let revisions = try revised {
      $0.days.removeAll { $0.workedOn.description == "2010-12-13" }
      try $0.work(2, "2010-12-14", 2, "=sum;1", 50, at: "2011-01-20T10:00:00Z")
    }
    let total = try #require(revisions["days_delivered/programme/all/2010-11-Q3"])
    #expect(total.cause == .deletion)
    #expect(
      total.rows == "days:commission_id=2;worked_on=2010-12-13;adviser_id=1;activity=visit "
        + "days:commission_id=2;worked_on=2010-12-14;adviser_id=2;activity=%3Dsum%3B1")
    #expect(revisions["days_in_period/adviser/2/2010-11-Q3"]?.cause == .lateEntry)
    #expect(revisions["days_in_period/adviser/1/2010-11-Q3"]?.cause == .deletion)
  }

  @Test func `a commission's own fields and what hangs on it are record`() throws {
    expect(
      try revised { $0.projects[1].commission.daysAgreed = Days(hundredths: 2000) }, all: .record,
      "commissions:commission_id=2")
    expect(
      try revised {
        $0.projects[1].variations.append(
          Variation(number: 3, agreedOn: try calendarDay("2010-12-01"), daysChange: Days(hundredths: 100)))
      }, all: .record, "variations:commission_id=2;variation_no=3")
    expect(
      try revised { $0.projects[1].strands[1].dueOn = try calendarDay("2011-03-01") }, all: .record,
      "strands:commission_id=2;strand_no=2")
    expect(
      try revised { $0.projects[0].reviews[0].rating = Term(.useful) }, all: .record,
      "reviews:commission_id=1;review_no=1")
    expect(
      try revised {
        $0.projects[1].shares = [
          SharedPractice(number: 1, sharedOn: try calendarDay("2010-10-20"), boroughCode: "E01", channel: nil)
        ]
      }, all: .record, "shared_practice:commission_id=2;share_no=1")
    expect(try revised { $0.projects[1].commission.theme = "other" }, all: .record, "commissions:commission_id=2")
    expect(try revised { $0.projects[0].commission.boroughCode = "E02" }, all: .record, "commissions:commission_id=1")
  }

  @Test func `a row of another kind does not lend its cause to a figure it did not move`() throws {
    let revisions = try revised {
      $0.projects[1].variations.append(
        Variation(number: 3, agreedOn: try calendarDay("2010-12-01"), daysChange: Days(hundredths: 100)))
      try $0.work(1, "2010-12-14", 1, "visit", 50, at: "2011-01-20T10:00:00Z")
    }
    let agreed = try #require(revisions["days_agreed_in_scope/programme/all/2010-11-Q3"])
    #expect(agreed.cause == .record)
    #expect(agreed.rows == "variations:commission_id=2;variation_no=3")
    #expect(revisions["days_delivered/programme/all/2010-11-Q3"]?.cause == .lateEntry)
  }

  @Test func `an outcome that came late, one that is gone, one whose stage changed`() throws {
    expect(
      try revised { try $0.observe(2, 7, "2010-11-11", "coaching", .achieved, at: "2011-01-20T10:00:00Z") },
      all: .lateEntry, "outcomes:commission_id=2;outcome_no=7")
    expect(
      try revised { $0.outcomes.removeAll { $0.commissionID == 1 && $0.number == 1 } }, all: .deletion,
      "outcomes:commission_id=1;outcome_no=1")
    expect(
      try revised {
        let place = try #require($0.outcomes.firstIndex { $0.commissionID == 3 && $0.number == 2 })
        $0.outcomes[place].stage = Term(.achieved)
      }, all: .correction, "outcomes:commission_id=3;outcome_no=2")
  }

  @Test func `only rows before the period are an earlier period`() throws {
    let revisions = try revised { try $0.work(1, "2010-07-06", 1, "visit", 100, at: "2011-01-20T10:00:00Z") }
    #expect(!revisions.isEmpty)
    for revision in revisions.values { #expect(revision.cause == .earlierPeriod, "\(revision)") }
    #expect(revisions["days_delivered/programme/all/2010-11-Q2"]?.rows == "days:commission_id=1;adviser_id=1")
    #expect(revisions["days_to_date/project/LRSA-001/to-2010-12-31"]?.rows == "days:commission_id=1")
    expect(
      try revised { $0.outcomes.removeAll { $0.commissionID == 1 && $0.number == 3 } }, all: .earlierPeriod,
      "outcomes:commission_id=1")
  }

  /// What a change revises of the figures of series, where the issue has the days of 18 months.
  private func revisedTrend(_ change: (inout IssuedProgramme) throws -> Void) throws -> [String: Revision] {
    var old = try IssuedProgramme()
    old.advisers[0].appointedOn = try calendarDay("2009-07-01")
    for month in 0..<18 {
      old.series.months.append(
        MonthSum(
          try calendarDay("2009-07-01").advanced(byMonths: month), metrics.daysDelivered, adviser: 1, count: 3,
          sum: Days(hundredths: month % 3 == 0 ? 1000 : 1300)))
    }
    var new = old
    new.issue = 2
    new.snapshot = try #require(Instant("2011-02-10T09:00:00Z"))
    try change(&new)
    let (before, after) = (try old.frozen(), try new.frozen())
    let explained = try #require(try Explanation.of("trend_mean/measure/days_delivered/to-2010-12-31", in: after))
    #expect(explained.agrees)
    let revisions = try Revision.between(before.source, after.source).figures
    return Dictionary(
      uniqueKeysWithValues: revisions.filter { $0.figure.hasPrefix("trend") }.map { ($0.figure, $0) })
  }

  @Test func `a series is moved by its rows, by months before the period without rows, and by settings`() throws {
    let mean = "trend_mean/measure/days_delivered/to-2010-12-31"
    #expect(try revisedTrend { _ in }.isEmpty)
    let late = try revisedTrend {
      try $0.work(2, "2010-12-14", 1, "visit", 500, at: "2011-01-20T10:00:00Z")
      $0.series.months[17].sum += Days(hundredths: 500)
    }
    #expect(late[mean]?.cause == .lateEntry)
    #expect(late[mean]?.rows == "days:commission_id=2;worked_on=2010-12-14;adviser_id=1;activity=visit")
    let earlier = try revisedTrend { $0.series.months[2].sum += Days(hundredths: 500) }
    #expect(earlier[mean]?.causes == [.earlierPeriod] && earlier[mean]?.rows == "")
    let months = try revisedTrend { $0.thresholds.trend.months = 13 }
    #expect(months[mean]?.causes == [.setting] && months[mean]?.rows == "settings:trend_months")
    let rebased = try revisedTrend {
      let rebase = TrendSettings.Rebase(from: try calendarDay("2010-08-01"), why: "a third adviser")
      $0.thresholds.trend.rebases = ["days_delivered": [rebase]]
    }
    #expect(rebased["trend/measure/days_delivered/to-2010-12-31"]?.now == "too early to judge: 5 of 13 months")
    #expect(rebased[mean]?.causes == [.setting] && rebased[mean]?.rows == "settings:rebase")
    #expect(rebased.values.allSatisfy { $0.cause == .setting })
  }

  @Test func `advisers, bank holidays and boroughs are reference data`() throws {
    expect(
      try revised { $0.holidays.insert(try calendarDay("2010-11-10")) }, all: .referenceData,
      "bank_holidays:holiday_on=2010-11-10")
    expect(
      try revised { $0.holidays.remove(try calendarDay("2010-12-27")) }, all: .referenceData,
      "bank_holidays:holiday_on=2010-12-27")
    expect(
      try revised { $0.boroughs.append(Borough(code: "E05", name: "Barnet")) }, all: .referenceData,
      "boroughs:borough_code=E05")
    expect(
      try revised { world in
        let two = world.advisers[1]
        world.advisers[1] = Adviser(
          id: 2, name: two.name, appointedOn: two.appointedOn, leftOn: two.leftOn, daysPerWeek: Days(hundredths: 400))
      }, all: .referenceData, "advisers:adviser_id=2")
  }

  @Test func `a new commission, a deleted one and a new reference`() throws {
    let new = try revised {
      var commission = Commission(id: 9)
      commission.reference = "LRSA-009"
      commission.boroughCode = "E04"
      commission.arrangement = Term(.commissioned)
      commission.requestedOn = try calendarDay("2010-12-01")
      commission.startsOn = try calendarDay("2010-12-06")
      $0.projects.append(Project(commission))
    }
    expect(new, all: .record, "commissions:commission_id=9")
    let gone = try revised { $0.projects.removeAll { $0.commission.id == 5 } }
    expect(gone, all: .deletion, "commissions:commission_id=5")
    let renamed = try revised { $0.projects[0].commission.reference = "LRSA-100" }
    expect(renamed, all: .record, "commissions:commission_id=1")
    #expect(renamed["state/project/LRSA-001/to-2010-12-31"]?.now == "")
    #expect(renamed["state/project/LRSA-100/to-2010-12-31"]?.was == "")
  }

  @Test func `a value that this program does not compute from the old rows is method`() throws {
    let old = try IssuedProgramme()
    var new = old
    new.issue = 2
    try new.work(2, "2010-12-14", 1, "visit", 50, at: "2011-01-20T10:00:00Z")
    var files = try old.files()
    for (path, was, now) in [("projects.csv", ",2.25,", ",2.26,"), ("figures.csv", ",7.90,\"days\"", ",7.91,\"days\"")]
    {
      let text = String(decoding: try #require(files[path]), as: UTF8.self)
      #expect(text.contains(was))
      files[path] = Array(text.replacing(was, with: now).utf8)
    }
    let was = try SavedIssue(IssueFiles(files)).source
    let revisions = Dictionary(
      uniqueKeysWithValues: try Revision.between(was, try new.frozen().source).figures.map { ($0.figure, $0) })
    let cell = try #require(revisions["days_in_period/project/LRSA-002/2010-11-Q3"])
    #expect(cell.causes == [.method, .lateEntry] && cell.was == "2.26")
    let total = try #require(revisions["days_delivered/programme/all/2010-11-Q3"])
    #expect(total.causes == [.method, .lateEntry] && total.cause == .method)
    #expect(total.rows == "days:commission_id=2;worked_on=2010-12-14;adviser_id=1;activity=visit")
    #expect(revisions["days_in_period/borough/E02/2010-11-Q3"]?.causes == [.lateEntry])
  }

  @Test func `a setting that changed is named by its key`() throws {
    let settings = try revised { $0.thresholds.freeDays = Days(hundredths: 100) }
    expect(settings, all: .setting, "settings:free_days")
    #expect(settings.keys.allSatisfy { $0.hasPrefix("days_over_allowance/") })
    let two = try revised {
      $0.thresholds.freeDays = Days(hundredths: 100)
      $0.thresholds.behindBelow = 1
      $0.thresholds.slippingBelow = 95
      $0.thresholds.waitLimitDays = 1
    }
    #expect(two["days_over_allowance/project/LRSA-002/to-2010-12-31"]?.rows == "settings:free_days")
    let progress = two.filter { $0.key.hasPrefix("progress/") }
    #expect(!progress.isEmpty && progress.values.allSatisfy { $0.rows == "settings:behind_below" })
  }

  @Test func `more than twenty rows are counted`() throws {
    let revisions = try revised {
      for number in 0..<31 {
        try $0.work(2, "2010-12-\(number < 9 ? "0" : "")\(number + 1)", 1, "late", 1, at: "2011-01-20T10:00:00Z")
      }
    }
    let rows = try #require(revisions["days_in_period/activity/late/2010-11-Q3"]).rows
    #expect(rows.split(separator: " ").count == 21)
    #expect(rows.hasSuffix(" +11"))
  }
}

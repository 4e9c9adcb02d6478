import Testing

@testable import Core

/// A small programme to report on, built by hand: each test changes what it is about.
struct ReportedProgramme {
  var programme = Programme()
  var settings = ReportSettings()
  var period = "2010/11-Q3"
  var today = day("2011-01-20")
  var issue = 1
  var previous: PreviousIssue?
  /// Values by identity of the first issue that was not provisional.
  var firstSettled: [String: String]?
  /// By identity, as comparisons find them.
  var revisions: [Revision] = []
  var revisedRows: [Revision.MovedRow] = []
  var commentary = QuotedCommentary.none
  var isRevised = false
  var isDraft = false

  var context: ReportingContext { get throws { try #require(ReportingContext(try quarter(period), today: today)) } }

  var facts: ReportFacts {
    get throws {
      let measures = Measures(programme, try context, settings.thresholds)
      return ReportFacts(
        programme: programme, measures: measures, settings: settings, stamp: try stamp, previous: previous,
        firstSettled: firstSettled, commentary: commentary)
    }
  }

  var report: Report {
    get throws {
      var report = Report(try facts)
      report.add(revisions, by: revisedRows, isRevised: isRevised)
      return report
    }
  }

  private var stamp: Stamp {
    get throws {
      let snapshot = try #require(Instant("2011-01-20T09:30:00Z"))
      return Stamp(snapshot: snapshot, issue: issue, programVersion: "1.0.0", jobDigest: "sha256:0", isDraft: isDraft)
    }
  }
}

func day(_ text: String) -> CalendarDay { CalendarDay(text) ?? .first }

func quarter(_ text: String) throws -> Period { try #require(Period(quarter: text, yearStartsIn: 4)) }

extension ReportedProgramme {
  /// Two boroughs, two advisers, three projects: one delivered, one behind over two quarters, one host.
  static var small: ReportedProgramme {
    var world = ReportedProgramme()
    world.programme.boroughs = [
      Borough(code: "E09000003", name: "Barnet"), Borough(code: "E09000014", name: "Haringey"),
      Borough(code: "E09000015", name: "Harrow"),
    ]
    world.programme.advisers = [1, 2].map {
      Adviser(
        id: $0, name: Text("Adviser \($0)"), appointedOn: day("2010-04-01"), leftOn: nil,
        daysPerWeek: Days(hundredths: 500))
    }
    world.programme.bankHolidays = [day("2010-12-27"), day("2010-12-28")]
    world.programme.projects = [behind, delivered, host]
    world.settle()
    return world
  }

  /// Makes the programme's own sums those of its projects: all days by one activity, in November.
  mutating func settle() {
    let days = programme.projects.reduce(Days.zero) { $0 + $1.days(in: .period).days }
    programme.activityDays = days == .zero ? [:] : ["fieldwork": days]
    programme.monthDays = days == .zero ? [:] : [day("2010-11-01"): days]
  }
}

/// A project of days in the period by adviser 1, all in November.
func project(
  _ id: Int64, _ reference: Text?, borough: Text? = "E09000014", days: Int64 = 0,
  _ change: (inout Project) -> Void = { _ in }
) -> Project {
  var commission = Commission(id: id)
  commission.reference = reference
  commission.boroughCode = borough
  commission.title = "Safer together"
  commission.theme = "early intervention"
  commission.arrangement = Term(.commissioned)
  commission.requestedOn = day("2010-09-01")
  commission.startsOn = day("2010-10-01")
  commission.dueOn = day("2010-12-31")
  commission.daysAgreed = Days(hundredths: 1000)
  var project = Project(commission)
  if days != 0 { project.add(Days(hundredths: days), on: day("2010-11-10"), by: 1) }
  project.periodDaysThisYear = Days(hundredths: days)
  change(&project)
  return project
}

private let behind = project(2, "LRSA-002", days: 500) {
  $0.outcomesInPeriod.add(.achieved, 2)
  $0.achieved = [
    AchievedOutcomes(window: .period, kind: "practice", AchievedCounts(count: 2)),
    AchievedOutcomes(window: .yearToDate, kind: "practice", AchievedCounts(count: 3)),
  ]
}

private let delivered = project(1, "LRSA-001", borough: "E09000015", days: 1000) {
  $0.commission.completedOn = day("2010-12-15")
  $0.commission.hasNarrative = true
  $0.reviews = [
    Review(
      askedOn: day("2010-12-16"), receivedOn: day("2010-12-20"), rating: Term(.veryUseful), hasComment: true)
  ]
}

private let host = project(3, "LRSA-003", borough: "E09000003", days: 250) {
  $0.commission.arrangement = Term(.host)
  $0.commission.daysAgreed = nil
  $0.commission.dueOn = nil
  $0.commission.theme = nil
}

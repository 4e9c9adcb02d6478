import Issues
import Testing

@testable import Core

/// Every input of a small programme is changed, one at a time. What a metric does not read cannot move its figure, and what it
/// reads is found again: in the explanation and in the cause.
@Suite struct PerturbationTests {
  /// One input changed: the row that is named for it, and the causes it may have.
  struct Perturbation: CustomStringConvertible, Sendable {
    let description: String
    let row: String
    let causes: Set<Revision.Cause>
    let change: @Sendable (inout IssuedProgramme) throws -> Void
  }

  @Test func `each changed input is the cause of every figure it moves, and is explained`() throws {
    var old = try IssuedProgramme()
    // Three entries lately are a pace, by which a project finishes on a day.
    for day in ["2010-12-08", "2010-12-20"] { try old.work(2, day, 1, "visit", 50) }
    for number in 1...3 {
      var action = Action()
      action.number = Int64(number)
      action.agreedOn = try calendarDay("2010-10-04")
      action.dueOn = try calendarDay("2010-12-0\(number)")
      if number == 3 { action.doneOn = try calendarDay("2010-11-30") }
      old.actions.append(action)
    }
    let before = try old.frozen()
    var moved: Set<String> = []
    let perturbations = try Self.all(old)
    #expect(perturbations.count > 150)
    for perturbation in perturbations {
      var new = old
      new.issue = 2
      new.snapshot = try #require(Instant("2011-02-10T09:00:00Z"))
      try perturbation.change(&new)
      let after = try new.frozen()
      for revision in try Revision.between(before.source, after.source).figures {
        #expect(
          revision.rows == perturbation.row && perturbation.causes.isSuperset(of: revision.causes),
          "\(perturbation): \(revision)")
        moved.insert(try #require(FigureIdentity(revision.figure)).metric)
        guard !revision.now.isEmpty else { continue }
        let explanation = try #require(try Explanation.of(revision.figure, in: after), "\(perturbation): \(revision)")
        #expect(explanation.agrees, "\(explanation.lines.joined(separator: "\n"))")
      }
    }
    // A metric that no input moves is computed from nothing.
    #expect(Set(Catalogue.all.filter { $0.grains != [.measure] }.map(\.id)).subtracting(moved).sorted() == [])
  }

  private static func all(_ programme: IssuedProgramme) throws -> [Perturbation] {
    try projects(programme) + entries(programme) + reference(programme) + actions(programme) + [
      Perturbation(description: "free days", row: "settings:free_days", causes: [.setting]) {
        $0.thresholds.freeDays = Days(hundredths: 200)
      },
      Perturbation(description: "behind below", row: "settings:behind_below", causes: [.setting]) {
        $0.thresholds.behindBelow = 1
      },
      Perturbation(description: "slipping below", row: "settings:slipping_below", causes: [.setting]) {
        $0.thresholds.slippingBelow = 200
      },
      Perturbation(description: "case study due", row: "settings:case_study_due_days", causes: [.setting]) {
        $0.thresholds.caseStudyDueDays = 0
      },
      Perturbation(description: "target", row: "settings:targets", causes: [.setting]) {
        $0.thresholds.targets[0] = Target(
          measure: "days_delivered", goal: .year(Decimal(300), byQuarter: Target.equalQuarters))
      },
      Perturbation(description: "planning share", row: "settings:planning_share", causes: [.setting]) {
        $0.thresholds.planningShare = 80
      },
    ]
  }

  private static func actions(_ programme: IssuedProgramme) throws -> [Perturbation] {
    let late = try calendarDay("2010-12-20")
    return programme.actions.indices.flatMap { index -> [Perturbation] in
      let row = "actions:action_no=\(programme.actions[index].number ?? 0)"
      func changed(_ change: @escaping @Sendable (inout IssuedProgramme) -> Void) -> Perturbation {
        Perturbation(description: row, row: row, causes: [.record], change: change)
      }
      return [
        changed { $0.actions[index].doneOn = late }, changed { $0.actions[index].droppedOn = late },
        changed { $0.actions[index].dueOn = nil }, changed { $0.actions[index].doneOn = nil },
      ]
    }
  }

  private static func projects(_ programme: IssuedProgramme) throws -> [Perturbation] {
    let dates: [any WritableKeyPath<Commission, CalendarDay?> & Sendable] = [
      \.requestedOn, \.agreedOn, \.startsOn, \.dueOn, \.completedOn, \.withdrawnOn, \.onHoldSince, \.caseStudyOn,
    ]
    let days = try ["2010-11-20", "2010-05-02"].map(calendarDay)
    let shared = try calendarDay("2010-11-30")
    return programme.projects.indices.flatMap { index -> [Perturbation] in
      let id = programme.projects[index].commission.id
      func changed(
        _ name: String, _ row: String = "commissions:commission_id=\(id)",
        _ change: @escaping @Sendable (inout Project) -> Void
      ) -> Perturbation {
        Perturbation(description: "commission \(id), \(name)", row: row, causes: [.record, .deletion]) {
          change(&$0.projects[index])
        }
      }
      let ofDates = dates.enumerated().flatMap { number, date in
        (days.map(Optional.some) + [nil]).map { day in
          changed("date \(number) \(day.map { "\($0)" } ?? "nil")") { $0.commission[keyPath: date] = day }
        }
      }
      let others = [
        changed("days agreed") { $0.commission.daysAgreed = Days(hundredths: 150) },
        changed("no days agreed") { $0.commission.daysAgreed = nil },
        changed("days a week") { $0.commission.daysPerWeek = Days(hundredths: 450) },
        changed("no days a week") { $0.commission.daysPerWeek = nil }, changed("theme") { $0.commission.theme = "new" },
        changed("borough") { $0.commission.boroughCode = "E04" },
        changed("no borough") { $0.commission.boroughCode = nil },
        changed("host") { $0.commission.arrangement = Term(.host) },
        changed("urgent") { $0.commission.arrangement = Term(.urgent) },
        changed("board") { $0.commission.arrangement = Term(.board) },
        changed("arrangement") { $0.commission.arrangement = nil },
        changed("review", "reviews:commission_id=\(id);review_no=1") {
          $0.reviews = [Review(askedOn: days[0], receivedOn: shared, rating: Term(.veryUseful), hasComment: true)]
        }, changed("no review", "reviews:commission_id=\(id);review_no=1") { $0.reviews = [] },
        changed("variation", "variations:commission_id=\(id);variation_no=9") {
          $0.variations.append(Variation(number: 9, agreedOn: days[0], daysChange: Days(hundredths: 100)))
        },
        changed("share", "shared_practice:commission_id=\(id);share_no=9") {
          $0.shares.append(SharedPractice(number: 9, sharedOn: shared, boroughCode: "E02", channel: nil))
        },
        changed("learnt", "shared_practice:commission_id=\(id);share_no=8") {
          $0.shares.append(
            SharedPractice(number: 8, sharedOn: shared, boroughCode: nil, channel: nil, fromBoroughCode: "E04"))
        },
        changed("output", "outputs:commission_id=\(id);output_no=9") {
          $0.outputs.append(Output(number: 9, producedOn: days[0], kind: "report", quantity: 2))
        },
        changed("strand", "strands:commission_id=\(id);strand_no=9") {
          var strand = Strand(number: 9)
          strand.completedOn = days[0]
          $0.strands.append(strand)
        },
      ]
      return ofDates + others
    }
  }

  private static func entries(_ programme: IssuedProgramme) throws -> [Perturbation] {
    let from = try programme.context().period.span.from
    let days = programme.days.indices.flatMap { index -> [Perturbation] in
      let entry = programme.days[index]
      guard entry.workedOn >= from else { return [] }
      let key = "days:commission_id=\(entry.commissionID);worked_on="
      let rest = ";adviser_id=\(entry.adviserID ?? 0);activity=\(Figure.encoded(entry.activity))"
      let name = "day \(entry.workedOn) of \(entry.commissionID)"
      let row = key + "\(entry.workedOn)" + rest
      return [
        Perturbation(description: name + " removed", row: row, causes: [.deletion]) { $0.days.remove(at: index) },
        Perturbation(description: name + " corrected", row: row, causes: [.correction]) {
          $0.days[index].days += Days(hundredths: 700)
        },
        Perturbation(description: name + " moved", row: key + "\(entry.workedOn.next)" + rest, causes: [.correction]) {
          $0.days[index].workedOn = entry.workedOn.next
        },
      ]
    }
    let outcomes = programme.outcomes.indices.flatMap { index -> [Perturbation] in
      let outcome = programme.outcomes[index]
      guard outcome.observedOn >= from else { return [] }
      let row = "outcomes:commission_id=\(outcome.commissionID);outcome_no=\(outcome.number ?? 0)"
      return Stage.allCases.filter { $0 != outcome.stage?.value }.map { stage in
        Perturbation(description: "\(row) \(stage)", row: row, causes: [.correction]) {
          $0.outcomes[index].stage = Term(stage)
        }
      } + [Perturbation(description: "\(row) removed", row: row, causes: [.deletion]) { $0.outcomes.remove(at: index) }]
    }
    return days + outcomes
  }

  private static func reference(_ programme: IssuedProgramme) throws -> [Perturbation] {
    let weekday = try calendarDay("2010-11-10")
    let left = try calendarDay("2010-10-15")
    let advisers = programme.advisers.indices.flatMap { index -> [Perturbation] in
      let adviser = programme.advisers[index]
      let row = "advisers:adviser_id=\(adviser.id)"
      func changed(_ change: @escaping @Sendable (inout IssuedProgramme) -> Void) -> Perturbation {
        Perturbation(description: row, row: row, causes: [.referenceData], change: change)
      }
      return [
        changed { $0.advisers.remove(at: index) },
        changed {
          $0.advisers[index] = Adviser(
            id: adviser.id, name: adviser.name, appointedOn: adviser.appointedOn, leftOn: left,
            daysPerWeek: Days(hundredths: 300))
        },
      ]
    }
    return advisers
      + programme.boroughs.indices.map { index in
        let row = "boroughs:borough_code=\(programme.boroughs[index].code)"
        return Perturbation(description: row, row: row, causes: [.referenceData]) { $0.boroughs.remove(at: index) }
      } + [
        Perturbation(description: "holiday", row: "bank_holidays:holiday_on=\(weekday)", causes: [.referenceData]) {
          $0.holidays.insert(weekday)
        }
      ]
  }
}

import Support
import Testing

@testable import Core

/// The sentences about first figures and revisions, computed again from the rows of random programmes.
@Suite struct `What the paper claims of what changed`: ReadsPapers {
  private static let seeds = RandomReport.seeds

  // MARK: First figures

  @Test(arguments: seeds) func `how late entries came, and how first figures changed`(seed: Int) throws {
    var numbers = SplitMix64(seed: seed)
    var lags = EntryLags()
    let days = (0..<numbers.between(1, 40)).map { _ in numbers.below(30) }
    for day in days { lags.add(day) }
    let metrics = ["days_delivered", "outcomes_in_period", "practice_occasions"]
    let differences = metrics.map { _ in Int64(numbers.chance(40) ? 0 : numbers.below(500)) }
    let figures = zip(metrics, differences).map { metric, hundredths in
      FirstFigures.Line(
        metric: metric, quarters: 4, mean: Decimal(mantissa: hundredths / 2, scale: 2),
        largest: Decimal(mantissa: hundredths, scale: 2))
    }
    var earlier = EarlierReports()
    let quarters = numbers.between(4, 8)
    earlier.firstFigures = FirstFigures(quarters: quarters, lines: figures, lags: lags)
    let text = try section("Data quality", Report(try facts(.small, earlier)).paper)
    let sorted = days.sorted()
    let twice = sorted[(days.count - 1) / 2] + sorted[days.count / 2]
    let late = days.count { $0 > 14 }
    let share = days.count < 5 ? "\(late)" : percent(Int64(late * 100), of: Int64(days.count))
    let entries = days.count == 1 ? "1 entry" : "\(days.count) entries"
    #expect(
      text.contains(
        "The median time from work to entry was \(twice / 2).\(twice % 2 == 0 ? 0 : 5) days, and \(share) of \(entries) came later than 14 days."
      ), "\(text)")
    let changed = differences.count { $0 != 0 }
    #expect(
      text.contains(
        changed == 0
          ? "Over the last \(quarters) quarters of the archive, no headline measure changed after it was first issued as final."
          : "Over the last \(quarters) quarters of the archive, the figures first issued as final differ from the current ones by:"
      ), "\(text)")
    if changed > 0, changed < 3 {
      #expect(text.contains("\(count(3 - changed, "other headline measure")) did not change."), "\(text)")
    }
  }

  // MARK: Revisions

  @Test(arguments: seeds) func `how many figures each cause moved`(seed: Int) throws {
    var numbers = SplitMix64(seed: seed)
    var world = ReportedProgramme.small
    world.previous = PreviousIssue(number: 3)
    let causes: [Revision.Cause] = [.method, .periodWentOn, .deletion, .correction, .lateEntry, .earlierPeriod]
    world.revisions = (0..<numbers.below(30)).map { number in
      let some = causes.filter { _ in numbers.chance(30) }
      return Revision(
        figure: "days_in_period/activity/a\(number)/2010-11-Q3", was: "\(number).00", now: "\(number).50",
        causes: some.isEmpty ? [.lateEntry] : some, rows: "")
    }
    let kinds: [Revision.Cause: Revision.ChangeKind] = [.deletion: .removed, .lateEntry: .added]
    world.revisedRows = causes.flatMap { cause in
      (0..<(cause == .method || cause == .periodWentOn ? 0 : numbers.between(1, 12))).map { number in
        Revision.MovedRow(
          cause, kinds[cause] ?? .changed,
          "days:commission_id=2;worked_on=2010-11-\(number + 10);adviser_id=1;activity=~",
          was: cause == .correction ? Days(hundredths: 25) : nil, now: Days(hundredths: 50))
      }
    }
    let said = lines(try #require(try world.report.paper.section("Revisions")).blocks)
    guard !world.revisions.isEmpty else {
      #expect(said == ["No figure has changed since issue 3."])
      return
    }
    let all = world.revisions.count
    #expect(
      said[0] == "\(all) \(all == 1 ? "figure has" : "figures have") changed since issue 3; each is in revisions.csv.")
    let groups = causes.map { cause in
      (
        rows: world.revisedRows.count { $0.cause == cause }, cause: cause,
        figures: world.revisions.count { $0.causes.contains(cause) }
      )
    }.filter { $0.figures > 0 }
    #expect(said.count == groups.count + 1)
    let counts = said.dropFirst().compactMap { $0.firstMatch(of: /moved (\d+) figure/).flatMap { Int($0.1) } }
    #expect(counts == groups.map(\.figures).sorted(by: >))
    let deeds: [Revision.Cause: String] = [.deletion: "deleted", .correction: "corrected", .lateEntry: "added late"]
    for group in groups {
      let entries = group.rows == 1 ? "1 day entry was" : "\(group.rows) day entries were"
      let start =
        switch group.cause {
        case .method: "The way of computing changed. It moved "
        case .periodWentOn: "The period went on. It moved "
        case .earlierPeriod: "Entries dated before the period changed ("
        default: "\(entries) \(deeds[group.cause] ?? "") ("
        }
      let line = try #require(said.first { $0.hasPrefix(start) }, "\(said), \(start)")
      let more = group.figures > 5 ? "; and \(group.figures - 5) more." : "."
      #expect(line.hasSuffix(more) && line.contains("and \(group.figures - 5) more.") == (group.figures > 5), "\(line)")
      #expect(line.contains("; and \(group.rows - 8) more). ") == (group.rows > 8 && group.cause != .earlierPeriod))
    }
  }
}

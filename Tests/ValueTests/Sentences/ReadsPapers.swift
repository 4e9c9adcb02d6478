import Support
import Testing

@testable import Core

/// What the tests of claims read from the papers of random programmes.
protocol ReadsPapers {}

extension ReadsPapers {
  func section(_ title: String, _ paper: Paper) throws -> String { try #require(paper.section(title)).plain }

  func lines(_ blocks: [Block]) -> [String] {
    Section("", blocks).plain.split(separator: "\n").map(String.init)
  }

  func items(_ title: String, _ paper: Paper) -> [String] {
    var items: [String] = []
    for case .list(let listed) in paper.section(title)?.blocks ?? [] { items += listed.map(\.plain) }
    return items
  }

  func facts(_ world: ReportedProgramme, _ earlier: EarlierReports = EarlierReports()) throws -> ReportFacts {
    let snapshot = try #require(Instant("2011-01-20T09:30:00Z"))
    return ReportFacts(
      programme: world.programme, measures: Measures(world.programme, try world.context, world.settings.thresholds),
      settings: world.settings, stamp: Stamp(snapshot: snapshot, issue: 1, programVersion: "1.0.0"), earlier: earlier)
  }

  func sentence(_ parts: [String]) -> String {
    parts.count < 2 ? parts.joined() : parts.dropLast().joined(separator: ", ") + " and " + (parts.last ?? "")
  }
}

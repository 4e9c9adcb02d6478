import Foundation
import Support
import Testing

@Suite(.waits) struct `The sample's year` {
  private static let year = "2010-11-FY"
  private static let quarters = ["2010-11-Q1", "2010-11-Q2", "2010-11-Q3", "2010-11-Q4"]

  /// The year and its four quarters.
  private static let issued = Result { () throws -> IssuedWorld in
    let periods = [["--year", "2010/11"]] + (1...4).map { ["--quarter", "2010/11-Q\($0)"] }
    return try IssuedWorld(periods.map { try World.sample + $0 })
  }

  @Test func `is what its case studies say`() throws {
    let issued = try Self.issued.get()
    let figures = try issued.world.rows("figures.csv", of: Self.year)
    func value(_ metric: String) -> String? {
      figures.first { $0["figure"] == "\(metric)/programme/all/\(Self.year)" }?["value"]
    }
    #expect(value("projects_in_scope") == "8")
    #expect(value("boroughs_with_days") == "7")
    #expect(value("days_agreed_in_scope") == "89.00")
    #expect(value("days_agreed_in_scope_unknown") == "1")
    #expect(value("days_agreed_in_scope_open_ended") == "1")
    #expect(value("projects_rated") == "3")
    #expect(value("projects_with_feedback") == "4")
    #expect(try issued.world.rows("boroughs.csv", of: Self.year).count == 33)
    let projects = try issued.world.rows("projects.csv", of: Self.year)
    let known = projects.compactMap { number($0["days_agreed"]) }
    #expect(known.count == 6)
    #expect(known.reduce(0, +) == 89)
    #expect(Set(projects.compactMap { $0["borough_code"] }).count == 7)
    #expect(projects.filter { $0["rating"] == "very useful" && $0["feedback"] == "rated" }.count == 3)
    #expect(projects.filter { $0["feedback"] == "comment only" }.count == 1)
  }

  /// Days by project, borough, adviser and every key of figures.csv, in one period.
  private func days(_ world: borrowing World, _ period: String) throws -> [String: Decimal] {
    var days: [String: Decimal] = [:]
    func add(_ file: String, _ key: String, _ columns: [String]) throws {
      for row in try world.rows(file, of: period) {
        for column in columns where number(row[column]) != nil {
          days["\(file) \(row[key] ?? "") \(column)"] = number(row[column])
        }
      }
    }
    try add("projects.csv", "commission_id", ["days_in_period", "outcomes_in_period"])
    try add("boroughs.csv", "borough_code", ["days_in_period"])
    let arrangements = ["host", "commissioned", "urgent", "board", "unrecorded"].map { "days_" + $0 }
    try add("advisers.csv", "adviser_id", ["days_in_period", "capacity_days"] + arrangements)
    let adding = [
      "days_delivered", "days_in_period", "outcomes_in_period", "projects_started", "projects_completed",
      "requests_received", "reviews_asked", "reviews_received", "case_studies_shared", "practice_shared",
    ]
    for row in try world.rows("figures.csv", of: period) {
      guard let metric = row["metric"], row["span"] == period, adding.contains(metric) else { continue }
      days["\(metric) \(row["grain"] ?? "") \(row["key"] ?? "")"] = number(row["value"])
    }
    return days
  }

  @Test func `is exactly what its four quarters add up to, whole and part by part`() throws {
    let issued = try Self.issued.get()
    var sums: [String: Decimal] = [:]
    for quarter in Self.quarters { sums.merge(try days(issued.world, quarter)) { $0 + $1 } }
    let year = try days(issued.world, Self.year)
    #expect(year["days_delivered programme all"] == 177)
    #expect(year.count > 80)
    #expect(sums == year)
  }

  @Test func `adds up to the entries behind it`() throws {
    let issued = try Self.issued.get()
    var byProject: [String: Decimal] = [:]
    for entry in try issued.world.rows("days.csv", of: Self.year) {
      byProject[entry["reference"] ?? "", default: 0] += number(entry["days"]) ?? 0
    }
    let projects = try issued.world.rows("projects.csv", of: Self.year)
    for project in projects { #expect(number(project["days_in_period"]) == byProject[project["reference"] ?? ""]) }
    #expect(byProject.count == projects.count)
    let achieved = try issued.world.rows("outcomes.csv", of: Self.year).filter { $0["stage"] == "achieved" }
    let counted = projects.compactMap { number($0["outcomes_in_period"]) }.reduce(0, +)
    #expect(counted == Decimal(achieved.count))
  }
}

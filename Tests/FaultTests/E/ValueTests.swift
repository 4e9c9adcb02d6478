import Foundation
import Support
import Testing

/// Values that a database takes and a report must not.
@Suite(.waits) struct `A row as it should not be` {
  static let numbers = [
    Fault("not a number", Fault.day("'NaN'"), "unusable-number"),
    Fault("infinite", Fault.project("days_agreed = 'Infinity'"), "unusable-number"),
    Fault("minus infinite", Fault.day("'-Infinity'"), "unusable-number"),
  ]
  static let sizes = [
    Fault("131,072 digits", Fault.project("days_agreed = 1e131071"), "unusable-number"),
    Fault("16,383 decimals", Fault.project("days_per_week = 1e-16383"), "more-than-two-decimals"),
  ]
  static let sums = [
    Fault(
      "days that no integer adds up",
      "insert into programme.days select 5, '2010-10-05', 3, 'planning ' || g, 9223372036854775807, "
        + "'2010-11-30 12:00Z' from generate_series(1, 4) g", "unusable-number")
  ]
  static let dates = [
    Fault("never", Fault.project("due_on = 'infinity'"), "unusable-date"),
    Fault("always", Fault.project("agreed_on = '-infinity'"), "unusable-date"),
    Fault("before our era", Fault.project("due_on = '0044-03-15 BC'"), "unusable-date"),
    Fault("the first date", Fault.day("1", on: "'4713-01-01 BC'"), "unusable-date"),
    Fault("the last date", Fault.day("1", on: "'5874897-12-31'"), "unusable-date"),
  ]
  static let work = [
    Fault("fewer than no days", Fault.day("-1"), "day-not-above-zero"),
    Fault("no days", Fault.day("0"), "day-not-above-zero"),
    Fault(
      "more than a day a day",
      "insert into programme.days values (5, '2010-10-04', 2, 'meetings', 0.75, '2010-11-30 12:00Z')", "day-above-one",
      "warning"),
  ]
  static let orphans = [
    Fault(
      "of no project",
      "update programme.days set commission_id = 99 where commission_id = 5 and worked_on = '2010-10-04'", "orphan-day"),
    Fault(
      "an outcome of no project",
      "insert into programme.outcomes values (99, 1, '2010-11-01', 'practice', 'achieved', 'x', '2010-11-01 12:00Z')",
      "orphan-outcome"),
  ]
  static let ends = [
    Fault("due before it starts", Fault.project("due_on = '2010-09-30'"), "ends-before-starts"),
    Fault(
      "without an end, and without a plan", Fault.project("due_on = null, completed_on = null"),
      "days-agreed-without-plan", "warning"),
  ]
  static let repeated = [
    Fault(
      "a day twice",
      "insert into programme.days select * from programme.days where commission_id = 5 and worked_on = '2010-10-04'",
      "repeated-row")
  ]

  @Test(arguments: numbers) func `E1 no number is told, and makes no figure`(_ fault: Fault) throws {
    try expect(fault)
  }
  @Test(arguments: sizes) func `E2 a number of any length is told`(_ fault: Fault) throws { try expect(fault) }
  @Test(arguments: sums) func `E3 days that no integer holds are told, and no sum overflows`(_ fault: Fault) throws {
    try expect(fault)
  }
  @Test(arguments: dates) func `E4 a date that no calendar of ours has is told`(_ fault: Fault) throws {
    try expect(fault)
  }
  @Test(arguments: work) func `E11 days as nobody works them are told`(_ fault: Fault) throws { try expect(fault) }
  @Test(arguments: orphans) func `E12 a row of an unknown project is told`(_ fault: Fault) throws { try expect(fault) }
  @Test(arguments: ends) func `E13 an end before its start, or none, is told`(_ fault: Fault) throws {
    try expect(fault)
  }
  @Test(arguments: repeated) func `E14 a row twice is told`(_ fault: Fault) throws { try expect(fault) }

  /// Keys at the end of what 64 bits hold are keys like others.
  @Test func `E3 a project of the greatest number is reported`() throws {
    let relations = ["commissions", "days", "outcomes", "reviews", "strands", "variations", "shared_practice"]
    let changes = relations.map {
      "update programme.\($0) set commission_id = 9223372036854775807 where commission_id = 5"
    }
    let issued = try Issued(changes.joined(separator: ";"), on: unguardedDatabase())
    try issued.expectNext()
    let ids = try issued.world.rows("projects.csv").compactMap { $0["commission_id"] }
    #expect(ids.contains("9223372036854775807"))
  }

  /// The issue is there, whole, and tells of the row; a strict job publishes nothing.
  private func expect(_ fault: Fault) throws {
    let issued = try Issued(on: unguardedDatabase())
    try run(fault.change, issued.database)
    let strict = try issued.run(nil, ["--strict"])
    if fault.severity == "error" {
      try issued.expectNothing(strict, 65, fault.rule)
    } else {
      strict.expectSuccess()
    }
    if fault.severity == "error" { try issued.expectNext() }
    let findings = try issued.world.rows("quality.csv").filter { $0["rule"] == fault.rule }
    #expect(findings.contains { $0["severity"] == fault.severity }, "\(findings)")
    for file in ["figures.csv", "projects.csv", "advisers.csv", "boroughs.csv", "days.csv"] {
      let words = try text(of: issued.world.path(file)).lowercased()
      for word in ["nan", "infinity"] {
        let cell = words.range(of: "(^|,)-?\(word)(,|\r)", options: .regularExpression)
        #expect(cell == nil, "\(file) \(word)")
      }
    }
  }
}

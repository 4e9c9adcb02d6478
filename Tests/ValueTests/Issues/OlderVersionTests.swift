import System
import Testing

@testable import Core
@testable import Issues

/// An issue that an older version of the program made, and the same rows read by this version.
@Suite struct OlderVersionTests {
  /// The columns, files and figures that the older version did not know.
  private func older(_ files: [String: [UInt8]]) -> [String: [UInt8]] {
    var files = files
    for name in ["outputs", "actions", "expectations"] { files["evidence/\(name).csv"] = nil }
    for (path, bytes) in files where path.hasSuffix(".csv") {
      files[path] = Self.without(Self.columns, Self.figures, bytes)
    }
    return files
  }

  private static let columns: Set<String> = [
    "expected_by", "follows", "confirmed_by", "review_no", "may_contact", "consent_ended_on", "from_borough_code",
    "learnt_from", "attested", "confirmed", "follows_commission_id",
  ]
  private static let figures = ["outcomes_confirmed/", "expectations_", "outputs/", "learnt_from/"]

  private static func without(_ columns: Set<String>, _ figures: [String], _ bytes: [UInt8]) -> [UInt8] {
    var (lines, kept): ([String], [Int]) = ([], [])
    CSVReader.forEachRecord(in: Array(bytes.dropFirst(3))) { record in
      if lines.isEmpty { kept = record.fields.indices.filter { !columns.contains(record.string($0)) } }
      guard !figures.contains(where: { record.string(0).hasPrefix($0) }) else { return }
      lines.append(
        kept.map { index in
          record.fields[index].isQuoted
            ? "\"" + record.string(index).replacing("\"", with: "\"\"") + "\"" : record.string(index)
        }.joined(separator: ","))
    }
    return Array((lines.joined(separator: "\r\n") + "\r\n").utf8)
  }

  private func isUnchanged(_ old: [String: [UInt8]], _ new: [String: [UInt8]], version: String) throws -> Bool {
    func list(_ files: [String: [UInt8]]) throws -> [Manifest.File] {
      try files.map { Manifest.File(path: $0.key, bytes: $0.value.count, sha256: try Digest.sha256(of: $0.value)) }
    }
    var programme = try IssuedProgramme()
    if version != "1.0.0" {
      for id in Self.figures.map({ $0.split(separator: "/")[0] }) {
        programme.definitionVersions = programme.definitionVersions.filter { !$0.key.hasPrefix(id) }
      }
    }
    let manifest = try Manifest(parsing: try #require(try programme.files()[Manifest.path]))
    return try UnchangedTest(IssueFiles(old), manifest, IssueFiles(new), programVersion: version).holds(
      try list(old), try list(new))
  }

  @Test func `files, columns and figures that only one version writes are no change`() throws {
    let new = try IssuedProgramme().files()
    let old = older(new)
    #expect(old["outcomes.csv"] != new["outcomes.csv"] && old["figures.csv"] != new["figures.csv"])
    #expect(try isUnchanged(old, new, version: "2.0.0"))
    #expect(try !isUnchanged(old, new, version: "1.0.0"))
  }

  /// What looks ahead reads bank holidays behind the period, which the older version did not read.
  @Test func `figures and bank holidays that only this version reads are no revision`() throws {
    var (old, new) = (try IssuedProgramme(), try IssuedProgramme())
    new.issue = 2
    new.holidays.insert(try calendarDay("2011-01-03"))
    new.days[4].days += Days(hundredths: 25)
    let whole = try Revision.between(try old.frozen().source, try new.frozen().source)
    #expect(whole.rows.contains { $0.name == "bank_holidays:holiday_on=2011-01-03" })
    let ahead = Set(metrics.ahead.members.map(\.id))
    old.definitionVersions = old.definitionVersions.filter { !ahead.contains($0.key) }
    let known = try Revision.between(try old.frozen().source, try new.frozen().source)
    #expect(Set(known.rows.map(\.name)).count == 1 && known.rows.allSatisfy { $0.name.hasPrefix("days:") })
    #expect(known.figures.contains { $0.figure == "days_delivered/programme/all/2010-11-Q3" })
    #expect(!known.figures.contains { ahead.contains(String($0.figure.prefix { $0 != "/" })) })
    #expect(!known.figures.contains { $0.causes.contains(.method) })
    new.days = old.days
    #expect(try Revision.between(try old.frozen().source, try new.frozen().source).figures.isEmpty)
    // A bank holiday that both read is one.
    new.holidays.remove(try calendarDay("2010-12-27"))
    let gone = try Revision.between(try old.frozen().source, try new.frozen().source)
    #expect(Set(gone.rows.map(\.name)) == ["bank_holidays:holiday_on=2010-12-27"])
  }

  @Test func `a figure and a column that an older version did not write do not exist in its issue`() throws {
    var old = try IssuedProgramme()
    old.definitionVersions["days_committed_next"] = nil
    var files = try old.files()
    for (path, bytes) in files where path.hasSuffix(".csv") {
      files[path] = Self.without(["days_committed_next"], ["days_over_allowance/programme/"], bytes)
    }
    let (before, after) = (try SavedIssue(IssueFiles(files)), try IssuedProgramme().frozen())
    let cells = after.figures.byIdentity.filter { $0.key.hasPrefix("days_committed_next/") && $0.value.value != "" }
    let cell = try #require(cells.keys.min())
    for name in [cell, "days_over_allowance/programme/all/to-2010-12-31"] {
      #expect(after.figures[name] != nil)
      #expect(before.figures[name] == nil)
      #expect(try Explanation.of(name, in: before) == nil)
    }
    let compared = try Comparison(before.source, before.figures, after.source, after.figures)
    #expect(compared.data.isEmpty && compared.method.contains { $0.figure == cell && $0.was == nil })
    #expect(try Revision.between(before.source, after.source).figures.isEmpty)
  }

  @Test func `a changed row is a change, also of an older version`() throws {
    let old = older(try IssuedProgramme().files())
    var programme = try IssuedProgramme()
    programme.days[4].days += Days(hundredths: 25)
    #expect(try !isUnchanged(old, try programme.files(), version: "2.0.0"))
    programme = try IssuedProgramme()
    programme.outcomes[0].summary = "seen later"
    #expect(try !isUnchanged(old, try programme.files(), version: "2.0.0"))
  }

  @Test func `rows of evidence that only this version counts are no change, and rows that are gone are one`() throws {
    let programme = try IssuedProgramme()
    let old = older(try programme.files())
    var more = programme
    more.projects[0].variations.append(
      Variation(number: 7, agreedOn: try calendarDay("2011-03-01"), daysChange: Days(hundredths: 100)))
    #expect(try isUnchanged(old, try more.files(), version: "2.0.0"))
    #expect(try !isUnchanged(older(try more.files()), try programme.files(), version: "2.0.0"))
  }
}

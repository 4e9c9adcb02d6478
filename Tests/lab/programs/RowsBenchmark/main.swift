// RowsBenchmark CONNINFO QUARTER TODAY FOLDER: makes projects.csv, days.csv and outcomes.csv of a quarter with the reads and writers of a
// run, byte for byte a run's. It reads no texts and no series, runs no rules, measures no figure of the programme and writes no other file; what those
// cost is the difference to a run. The files are published into an archive in FOLDER, as durably as an issue.

import Core
import Database
import Input
import Issues
import System

struct RowsBenchmark {
  let conninfo: String
  let context: ReportingContext

  func publish(to folder: String) throws {
    var archive = try Archive.open(folder, fileMode: 0o640, create: true)
    try archive.lock()
    var issue = try archive.stage(context.period.name)
    try write(into: &issue)
    _ = try archive.publish(issue)
  }

  private func write(into issue: inout StagedIssue) throws {
    let (projects, days, outcomes) = (
      try RowFile(.projects, in: issue, byteOrderMark: true), try RowFile(.days, in: issue, byteOrderMark: true),
      try RowFile(.outcomes, in: issue, byteOrderMark: true)
    )
    let programme = try read(days, outcomes)
    let measured = MeasuredProjects(programme, context, Thresholds())
    let names = programme.boroughNames
    for project in measured { try projects.append(ProjectRow(project, boroughs: names), of: Tables.projects) }
    for file in [projects, days, outcomes] { try file.finish(in: &issue) }
  }

  private func read(_ days: RowFile, _ outcomes: RowFile) throws -> Programme {
    let connection = try open(nil)
    let contract = try OfferedContract(connection, "programme")
    let reader = Reader(
      contract, context: context, caseStudyDueDays: Thresholds().caseStudyDueDays, trendMonths: 0, caseNumbers: [])
    let shape = try TableWriter(.days, byteOrderMark: false)
    return try connection.withSnapshot(locking: contract.relations) { connection in
      try reader.withSecondSession(connection, open) { connection, second, commissions in
        var reading = ProgrammeReading(reader, second, reader.filter)
        try reading.readLists(connection)
        try reading.readProjects(connection, most: commissions)
        let names = EntryNames(reading.programme)
        var cells = try DayCells(reading.programme, of: shape)
        let sink = RowSink(
          day: { row in
            try days.write { table in
              try cells.append(row.entry, project: row.project, activity: row.activity, to: &table)
            }
          }, outcome: { try outcomes.append(Tables.outcomes.cells(EntryRow($0, $1, names))) })
        try reading.readEntries(connection, into: sink)
        try reading.readSums(connection)
        return reading.programme
      }
    }
  }

  private var open: @Sendable (Stop?) throws -> Connection {
    { [conninfo] stop in
      try Connection.open(
        conninfo, applicationName: "rows-benchmark", deadline: .after(seconds: 3600), signals: try Signals.install(),
        stop: stop)
    }
  }
}

let words = CommandLine.arguments
guard words.count == 5, let period = Period(quarter: words[2], yearStartsIn: 4), let today = CalendarDay(words[3]),
  let context = ReportingContext(period, today: today)
else { fatalError("usage: RowsBenchmark CONNINFO QUARTER TODAY FOLDER") }
Memory.returnLargeBlocks()
try RowsBenchmark(conninfo: words[1], context: context).publish(to: words[4])

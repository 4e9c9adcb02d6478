import Core
import Database
import Foundation
import Support
import System
import Testing

/// `SOAK_MINUTES=15`: as long as that, runs of the real program follow one another while people write and delete, runs are killed and
/// the server crashes; each time the figures that were issued are held against the second path. `Tests/soak` prints what it came to.
@Suite(.waits, .enabled(if: Soak.minutes > 0)) struct `For a long time` {
  @Test func `figures stay right and nothing grows`() throws {
    var soak = try Soak(seed: Soak.seed)
    let start = ContinuousClock.now
    while ContinuousClock.now - start < .seconds(Soak.minutes * 60) { try soak.round() }
    soak.tell()
    #expect(soak.marks.count >= 4, "too short to tell whether anything grows")
    // Of the first and the last quarter of the rounds the highest; the first round warms up what the system caches.
    let quarter = max(1, soak.marks.count / 4)
    let (early, late) = (soak.marks.prefix(quarter), soak.marks.suffix(quarter))
    for (name, mark, slack) in Mark.all {
      let (before, after) = (early.map(mark).max() ?? 0, late.map(mark).max() ?? 0)
      #expect(after <= before + slack, "\(name): \(before), later \(after)")
    }
  }
}

/// What may not grow, after each round.
struct Mark {
  /// Of the run, in kibibytes.
  var memory = 0
  /// Of the server's first process and of this one.
  var descriptors = 0
  /// Sessions of ours and locks on the relations.
  var held = 0
  /// Folders of ours among the temporary ones, and hidden ones in the archive.
  var folders = 0

  static let all: [(String, @Sendable (Mark) -> Int, Int)] = [
    ("memory, KiB", { $0.memory }, 4_096), ("descriptors", { $0.descriptors }, 4),
    ("sessions and locks", { $0.held }, 0), ("temporary folders", { $0.folders }, 0),
  ]
}

struct Soak: ~Copyable {
  static let minutes = number("SOAK_MINUTES") ?? 0
  static let seed = number("SOAK_SEED") ?? Int.random(in: 1...1_000_000)

  private var numbers: SplitMix64
  private let world: ProgrammeDatabase
  private let program: World
  private var year = 2011
  private var question: Question
  private(set) var marks: [Mark] = []
  private var counts: [String: Int] = [:]
  private let seed: Int

  init(seed: Int) throws {
    let question = try Question("2011-04-01", "2011-06-30", today: "2012-01-01")
    let world = try ProgrammeDatabase.own()
    let program = try World()
    self.seed = seed
    numbers = SplitMix64(seed: seed)
    self.question = question
    self.world = world
    self.program = program
  }

  private static func number(_ name: String) -> Int? { ProcessInfo.processInfo.environment[name].flatMap { Int($0) } }

  /// A programme or changes to it, a run that something happens to, and one that nothing happens to.
  mutating func round() throws {
    if marks.count % 12 == 0 { try loadAnother() } else { try world.change(writes()) }
    try disturbed()
    try verify()
    let peak = try program.peak(words)
    #expect(peak.run.code == 0, "seed \(seed): \(peak.run.error)")
    try compare()
    try verify()
    marks.append(try mark(peak.kibibytes))
    counts["rounds", default: 0] += 1
  }

  private var words: [String] {
    let span = question.context.period.span
    return [
      "--database", world.conninfo, "--from", "\(span.from)", "--to", "\(span.lastDay)", "--today",
      "\(question.context.today)",
    ]
  }

  private mutating func loadAnother() throws {
    let random = RandomProgramme(seed: Int(numbers.below(1 << 30)))
    try world.load(random.relations)
    year = random.year
    let from = CalendarDay.april(year).advanced(byMonths: 3 * numbers.below(4))
    question = try Question(from, from.advanced(byMonths: 3).previous, today: from.advanced(byMonths: 15))
    counts["programmes", default: 0] += 1
  }

  /// Late entries, corrections and deletions.
  private mutating func writes() -> String {
    let day = question.context.period.span.from.advanced(by: numbers.below(91))
    let third = numbers.below(3)
    return """
      insert into days select commission_id, '\(day)', (select min(adviser_id) from advisers), 'late \(marks.count)',
        0.25, now() from commissions where commission_id % 3 = \(third) on conflict do nothing;
      delete from days where (commission_id + \(numbers.below(7))) % 7 = 0 and worked_on >= '\(day)';
      update days set days = 0.75 where commission_id % 5 = \(numbers.below(5)) and worked_on < '\(day)';
      delete from outcomes where commission_id % 11 = \(numbers.below(11));
      update commissions set completed_on = null where commission_id % 4 = \(numbers.below(4))
      """
  }

  /// Killed, or its server gone, or somebody writing all the time.
  private mutating func disturbed() throws {
    let pause = 0.001 * Double(numbers.below(400))
    let kind = numbers.below(3)
    var child = try program.start(["run", "--output", program.archive, "--job", program.job] + words)
    child.closeInput()
    switch kind {
    case 0:
      Thread.sleep(forTimeInterval: pause)
      child.kill(SIGKILL)
      counts["kills", default: 0] += 1
    case 1:
      Thread.sleep(forTimeInterval: pause)
      try crash()
      counts["server crashes", default: 0] += 1
    default:
      for writer in 0..<4 {
        try world.change(
          """
          insert into days select commission_id, worked_on, adviser_id, 'meanwhile \(writer)', 0.1, now()
            from days where activity not like 'meanwhile%' on conflict do nothing;
          delete from days where activity like 'meanwhile%'
          """)
      }
      counts["late writers", default: 0] += 4
    }
    let code = try child.wait().code
    let isExpected = [0, kind == 0 ? -SIGKILL : 0, kind == 1 ? 69 : 0].contains(code)
    let said = try program.complaints()
    #expect(isExpected, "seed \(seed): \(code) \(said)")
  }

  /// One server process killed: PostgreSQL ends every session, recovers and goes on.
  private func crash() throws {
    let victim = try open(world.conninfo)
    var process: Int64 = 0
    try victim.forEach(.init("victim", "select pg_catalog.pg_backend_pid()"), columns: [.int4]) {
      process = try $0.int64(0)
    }
    kill(pid_t(process), SIGKILL)
    for _ in 0..<400 {
      if (try? run("select", world.conninfo)) != nil { return }
      Thread.sleep(forTimeInterval: 0.025)
    }
    Issue.record("the server did not come back")
  }

  /// Whatever happened, what is there is whole.
  private func verify() throws {
    guard exists(program.archive + "/\(question.context.period.name)/current") else { return }
    let outcome = try program.program(["verify", question.context.period.name, "--output", program.archive])
    #expect(outcome.code == 0, "seed \(seed): \(outcome.output) \(outcome.error)")
  }

  /// The issue's own files against plain SQL over the same rows.
  private mutating func compare() throws {
    let period = question.context.period.name
    let expected = try Answer(question, in: world)
    let rows = try rows("figures.csv", period)
    for row in rows {
      let status = row["status"] ?? ""
      let value = status == "unknown" ? "unknown" : row["value"].flatMap { $0.isEmpty ? nil : $0 }
      let found = Answer.Value(number: value, n: row["n"].flatMap { Int($0) })
      let identity = row["figure"] ?? ""
      #expect(expected.figures[identity] == found, "seed \(seed), \(identity)")
    }
    #expect(Set(rows.compactMap { $0["figure"] }) == Set(expected.figures.keys), "seed \(seed)")
    for (file, thing, key) in [
      ("projects.csv", "project", "commission_id"), ("advisers.csv", "adviser", "adviser_id"),
      ("boroughs.csv", "borough", "borough_code"),
    ] {
      for row in try self.rows(file, period) {
        let id = row[key].flatMap { $0.isEmpty ? nil : $0 } ?? "~"
        for (column, cell) in row {
          guard let value = expected.cells["\(thing)/\(id)/\(column)"] else { continue }
          #expect((value ?? "") == cell, "seed \(seed), \(file) \(id) \(column)")
          counts["cells compared", default: 0] += 1
        }
      }
    }
    counts["figures compared", default: 0] += rows.count
  }

  private func rows(_ file: String, _ period: String) throws -> [[String: String]] {
    let bytes = try Array(Data(contentsOf: URL(fileURLWithPath: program.path(file, of: period))))
    var records: [[String]] = []
    CSVReader.forEachRecord(in: bytes) { record in records.append(record.fields.indices.map { record.text($0) }) }
    let header = records.first ?? []
    return records.dropFirst().map { Dictionary(zip(header, $0), uniquingKeysWith: { $1 }) }
  }

  private func mark(_ memory: Int) throws -> Mark {
    var held: Int64 = 0
    var postmaster: Int64 = 0
    let sql = """
      select (select count(*) from pg_stat_activity where application_name like 'board-report%')
        + (select count(*) from pg_locks where relation::regclass::text like '%programme.%'),
        split_part(pg_read_file('postmaster.pid'), E'\\n', 1)::bigint
      """
    try open(world.conninfo).forEach(.init("held", sql), columns: [.int8, .int8]) {
      held = try $0.int64(0)
      postmaster = try $0.int64(1)
    }
    let descriptors = (try names(in: "/proc/self/fd").count) + ((try? names(in: "/proc/\(postmaster)/fd").count) ?? 0)
    let hidden = try FileManager.default.subpathsOfDirectory(atPath: program.archive).filter { $0.contains(".staging") }
    let temporary = try names(in: FileManager.default.temporaryDirectory.path).filter {
      $0.hasPrefix("board-report") && !$0.hasPrefix("board-report-test-")
    }
    return Mark(memory: memory, descriptors: descriptors, held: Int(held), folders: hidden.count + temporary.count)
  }

  func tell() {
    Figures.add("soak minutes", Self.minutes)
    for (name, count) in counts.sorted(by: { $0.key < $1.key }) { Figures.add("soak: \(name)", count) }
    print("soak, seed \(seed): \(counts.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" })")
    for (name, mark, _) in Mark.all {
      let all = marks.map(mark)
      print("  \(name): \(all.min() ?? 0) to \(all.max() ?? 0), first \(all.first ?? 0), last \(all.last ?? 0)")
    }
  }
}

import Core
import Database
import Glibc
import Support
import Testing

/// Figures computed twice, on programmes nobody planned. `SECOND_PATH_SEEDS=1000` tries that many, `SECOND_PATH_SEED=7` one;
/// `SECOND_PATH_DATABASE` names a database that a programme of `Tests/benchmark` fills, to try that too.
@Suite(.waits) struct TwoPathsTests {
  @Test(arguments: seeds) func `the program and plain SQL over the raw rows agree on every figure`(seed: Int) throws {
    let random = RandomProgramme(seed: seed)
    let world = try ProgrammeDatabase.own()
    try world.load(random.relations)
    try expectAgreement(world, random, seed)
  }

  @Test(arguments: seeds) func `they agree too where no constraint kept anything out`(seed: Int) throws {
    let random = RandomProgramme(seed: seed)
    let world = try ProgrammeDatabase.unguarded()
    try world.load(random.spoilt(seed: seed))
    try expectAgreement(world, random, seed)
  }

  @Test(.enabled(if: database != nil, "no database is named")) func `they agree on a programme as large as one likes`()
    throws
  {
    try ProgrammeDatabase.filled(try #require(database)) { world in
      let question = try Question("2015-10-01", "2015-12-31", today: "2016-01-20")
      let first = Answer(try world.measured(question).measures)
      #expect(first.cells.count > 1_000)
      let differences = first.differences(from: try Answer(question, in: world))
      print("\(first.cells.count) cells and \(first.figures.count) figures")
      #expect(differences.isEmpty, "\(differences.prefix(8).joined(separator: "\n"))")
    }
  }

  private func expectAgreement(_ world: ProgrammeDatabase, _ random: RandomProgramme, _ seed: Int) throws {
    var numbers = SplitMix64(seed: seed)
    let program = try open(world.conninfo, seconds: 600)
    let second = try world.secondSession()
    for question in try Question.some(of: random.year, &numbers) {
      let measured = try world.measured(question, on: program)
      let first = Answer(measured.measures)
      let differences = first.differences(from: try Answer(question, on: second))
      let shown = differences.prefix(8).joined(separator: "\n")
      #expect(differences.isEmpty, "seed \(seed), \(question), \(differences.count):\n\(shown)")
      #expect(measured.findings == Finding.sorted(measured.findings), "seed \(seed), \(question)")
    }
  }
}

private func setting(_ name: String) -> String? { unsafe getenv(name).map { unsafe String(cString: $0) } }

private let database = setting("SECOND_PATH_DATABASE")

private let seeds: [Int] = {
  func number(_ name: String) -> Int? { setting(name).flatMap { Int($0) } }
  if let seed = number("SECOND_PATH_SEED") { return [seed] }
  return Array(1...(number("SECOND_PATH_SEEDS") ?? 20))
}()

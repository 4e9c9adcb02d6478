import Support
import Testing

@Suite(.waits) struct `A job that asks for a workbook` {
  private static let asks = "formats: [workbook]\nfree_days: 10\n"

  private func world(_ job: String = asks) throws -> World {
    var world = try World()
    world.job = world.home["job.yml"]
    try write(job, to: world.job)
    return world
  }

  #if Workbook
    @Test func `gets one that the manifest names, and a second run changes nothing`() throws {
      let world = try world()
      try world.run(World.sample + World.quarter).expectSuccess()
      let package = try text(of: world.path("datapackage.json"))
      #expect(package.contains("\"path\": \"board-report.xlsx\""))
      try world.program(["verify", "--output", world.archive]).expectSuccess()
      let again = try world.run(World.sample + World.quarter + ["--verbose"])
      #expect(again.output.last == "unchanged: \(world.archive)/2010-11-Q3/1")
      #expect(try names(in: world.archive + "/2010-11-Q3") == ["1", "current"])
    }

    @Test func `begins every bar at zero`() throws {
      let world = try world()
      try world.run(World.sample + World.quarter).expectSuccess()
      let charts = try shell(
        "for part in $(unzip -Z1 \"$1\" 'xl/charts/*.xml'); do unzip -p \"$1\" \"$part\" | grep -c '<c:valAx>.*<c:min val=\"0\"/>'; done",
        world.path("board-report.xlsx")
      ).lines
      #expect(!charts.isEmpty && charts.allSatisfy { $0 == "1" }, "\(charts)")
    }

    @Test func `after an issue without one is told that it is not there, and how to get it`() throws {
      let world = try world("free_days: 10\n")
      try world.run(World.sample + World.quarter).expectSuccess()
      try write(Self.asks, to: world.job)
      let run = try World.sample + World.quarter + ["--verbose"]
      let said = try world.run(run).output.last ?? ""
      #expect(said.hasPrefix("unchanged: \(world.archive)/2010-11-Q3/1, without board-report.xlsx"))
      #expect(said.contains("--reissue --reason"))
      try world.run(run + ["--reissue", "--reason", "with a workbook"]).expectSuccess()
      #expect(exists(world.path("board-report.xlsx")))
      #expect(try world.run(run).output.last == "unchanged: \(world.archive)/2010-11-Q3/2")
    }

    @Test func `finds a workbook that was altered`() throws {
      let world = try world()
      try world.run(World.sample + World.quarter).expectSuccess()
      #expect(try shell("printf x >>\"$1\"", world.path("board-report.xlsx")).lines == [])
      let verified = try world.program(["verify", "--output", world.archive])
      #expect(verified.code == 1)
      #expect(verified.output.contains { $0.contains("board-report.xlsx") })
    }

    @Test func `publishes nothing when the disk has no room for it`() throws {
      let world = try world()
      let full = try world.run(
        World.sample + World.quarter, wrapper: "strace -qq -f -o /dev/null -e inject=fstatfs:error=ENOSPC")
      #expect(full.code == 74)
      #expect(full.error.last?.contains("No space left on device") == true)
      #expect(!exists(world.archive + "/2010-11-Q3"))
    }
  #else
    @Test(arguments: ["run", "check"]) func `is refused before anything is read, with what is missing`(_ verb: String)
      throws
    {
      let world = try world()
      let refused = try world.program([verb, "--job", world.job, "--data", "/nowhere", "--quarter", "2010/11-Q3"])
      #expect(refused.code == 64)
      #expect(refused.error.count == 1)
      #expect(
        refused.error.last?.contains("job.yml:1:10: formats names workbook, which this program was built without")
          == true)
      #expect(refused.error.last?.contains("libxlsxwriter-dev") == true)
      #expect(!exists(world.archive))
    }
  #endif

  @Test func `asks for nothing else that an issue holds`() throws {
    let world = try world("free_days: 10\n")
    try world.run(World.sample + World.quarter).expectSuccess()
    #expect(!exists(world.path("board-report.xlsx")))
  }
}

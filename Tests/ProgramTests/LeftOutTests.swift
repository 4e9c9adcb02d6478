import Core
import Support
import Testing

/// What a file declares and a list leaves out would be found by nobody: these tests compare the two.
@Suite(.waits) struct LeftOutTests {
  /// Returns what `pattern` captures in the Swift files of a folder of the sources.
  private func declared(_ pattern: Regex<(Substring, Substring)>, in folder: String) throws -> [String] {
    let root = repository + "/Sources/" + folder
    return try shell("find \"$1\" -name '*.swift'", root).lines.flatMap { path in
      try text(of: path).matches(of: pattern).map { String($0.output.1) }
    }
  }

  @Test func `every section that a file declares is in the list, and so in the paper`() throws {
    let ids = PaperSection.commented.map(\.id)
    let found = try declared(/= PaperSection\(\s*"([a-z-]+)"/, in: "Core/Sections")
    #expect(found.sorted() == ids.sorted())
    #expect(Set(PaperSection.commented.map { $0.title.lowercased() }).count == ids.count)
    let world = try World()
    try world.run(World.sample + World.quarter).expectSuccess()
    let headings = try text(of: world.path("board-report.md")).split(separator: "\n").filter { $0.hasPrefix("## ") }.map
    { $0.dropFirst(3) }
    // Recommendations are commentary alone, and the sample has no actions.
    let empty: [PaperSection] = [.recommendations, .overdueActions, .actions]
    #expect(headings == PaperSection.commented.filter { !empty.contains($0) }.map { Substring($0.title) })
  }

  @Test func `every table that a file declares is described for those who read data files`() throws {
    let found = try declared(/Table<[^(]+>\(\s*"([a-z_\/]+\.csv)"/, in: "Core/Tables")
    #expect(found.count > 6)
    #expect(Set(found).isSubset(of: TableShape.all.map(\.path)))
  }

  #if Workbook
    @Test func `every format that a folder declares can be asked for, and the manifest names it`() throws {
      let ids = try declared(/= OutputFormat\(\s*id: "([a-z-]+)"/, in: "")
      let paths = try declared(/OutputFormat\([^)]*path: "([^"]+)"/, in: "")
      let types = try declared(/OutputFormat\([^)]*mediaType: "([^"]+)"/, in: "")
      #expect(!ids.isEmpty && paths.count == ids.count && types.count == ids.count)
      var world = try World()
      world.job = world.home["job.yml"]
      try write("formats: [\(ids.joined(separator: ", "))]\n", to: world.job)
      try world.run(World.sample + World.quarter).expectSuccess()
      let manifest = try text(of: world.path("datapackage.json"))
      for (path, type) in zip(paths, types) {
        #expect(exists(world.path(path)))
        #expect(manifest.contains("\"path\": \"\(path)\""))
        #expect(manifest.contains("\"mediatype\": \"\(type)\""))
      }
    }
  #endif

  @Test func `a run says what it found of a run that was stopped`() throws {
    let world = try World()
    try world.run(World.sample + World.quarter).expectSuccess()
    let period = world.archive + "/2010-11-Q3"
    try makeFolders(period + "/.staging-1f")
    try makeFolders(period + "/2")
    let said = try world.run(World.sample + World.quarter).error
    #expect(said.contains { $0.contains(".staging-1f: left by a stopped run, removed") })
    #expect(said.contains { $0.contains("2010-11-Q3/2: newer than current and not whole") })
    try write(try text(of: period + "/1/datapackage.json"), to: period + "/2/datapackage.json")
    #expect(try shell("cp -a \"$1\"/1/. \"$1\"/2", period).lines == [])
    let again = try world.run(World.sample + World.quarter).error
    #expect(again.contains { $0.contains("2010-11-Q3/2: finished by a stopped run") })
    #expect(try shell("readlink \"$1\"/current", period).lines == ["2"])
  }
}

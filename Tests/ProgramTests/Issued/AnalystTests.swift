import Foundation
import Support
import Testing

/// What an analyst joins and filters in the files of an issue.
@Suite(.waits) struct AnalystTests {
  @Test func `every foreign key of the data package holds`() throws {
    let issued = try IssuedWorld.quarter.get()
    let data = try Data(contentsOf: URL(fileURLWithPath: issued.world.path("datapackage.json")))
    let package = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let resources = try #require(package["resources"] as? [[String: Any]])
    let paths = Dictionary(
      uniqueKeysWithValues: resources.compactMap { resource in
        (resource["name"] as? String).flatMap { name in (resource["path"] as? String).map { (name, $0) } }
      })
    var checked: [String] = []
    for resource in resources {
      let schema = resource["schema"] as? [String: Any]
      for key in schema?["foreignKeys"] as? [[String: Any]] ?? [] {
        let reference = try #require(key["reference"] as? [String: Any])
        let column = try #require((key["fields"] as? [String])?.first)
        let other = try #require((reference["resource"] as? String).flatMap { paths[$0] })
        let known = Set(try issued.world.rows(other).map { $0[column] })
        let path = try #require(resource["path"] as? String)
        #expect(try issued.world.rows(path).allSatisfy { $0[column] == "" || known.contains($0[column]) }, "\(path)")
        checked.append(path)
      }
    }
    #expect(Set(checked).isSuperset(of: ["days.csv", "outcomes.csv", "projects.csv", "evidence/reviews.csv"]))
  }

  @Test func `figures have the days of their span, and entries the code of their borough`() throws {
    let issued = try IssuedWorld.quarter.get()
    let figures = try issued.world.rows("figures.csv")
    func days(_ figure: String) throws -> [String?] {
      let row = try #require(figures.first { $0["figure"] == figure })
      return [row["from"], row["until"]]
    }
    #expect(try days("days_delivered/programme/all/2010-11-Q3") == ["2010-10-01", "2010-12-31"])
    #expect(try days("days_delivered/programme/all/2010-11-Q2") == ["2010-07-01", "2010-09-30"])
    #expect(try days("days_delivered/programme/all/ytd-2010-12-31") == ["2010-04-01", "2010-12-31"])
    #expect(try days("response_rate/programme/all/12m-2010-12-31") == ["2010-01-01", "2010-12-31"])
    #expect(
      figures.filter { $0["span"]?.hasPrefix("to-") == true }.allSatisfy { $0["from"] == "" && $0["until"] != "" })
    #expect(figures.allSatisfy { $0["until"] != "" })
    let codes = Dictionary(
      try issued.world.rows("projects.csv").map { ($0["commission_id"] ?? "", $0["borough_code"] ?? "") },
      uniquingKeysWith: { first, _ in first })
    for file in ["days.csv", "outcomes.csv"] {
      let rows = try issued.world.rows(file)
      #expect(!rows.isEmpty && rows.allSatisfy { $0["borough_code"] == codes[$0["commission_id"] ?? ""] })
    }
  }

  #if Workbook
    @Test(.enabled(if: isInstalled("python3"))) func `the table of all figures is a sheet too`() throws {
      let world = try World()
      try world.run(World.quarter + World.sample).expectSuccess()
      let archive = ["--output", world.home["reports"]]
      let csv = try world.program(["history", "--all", "--format", "csv"] + archive)
      let written = try world.program(["history", "--all", "--sheet", world.home["all.xlsx"]] + archive)
      written.expectSuccess()
      #expect(written.output == [])
      let script = """
        import re, sys, zipfile
        with zipfile.ZipFile(sys.argv[1]) as book:
            strings = re.findall('<si><t[^>]*>(.*?)</t></si>', book.read('xl/sharedStrings.xml').decode())
            for row in re.findall('<row.*?</row>', book.read('xl/worksheets/sheet1.xml').decode()):
                cells = re.findall('<c r="([A-Z]+)[0-9]+"[^>]*?(t="s")?><v>(.*?)</v>', row)
                print(' '.join(column + '=' + (strings[int(v)] if s else v) for column, s, v in cells))
        """
      let rows = try shell("exec python3 -c \"$1\" \"$2\"", script, world.home["all.xlsx"]).lines
      #expect(rows.count == csv.output.joined(separator: "\n").split(whereSeparator: \.isNewline).count)
      #expect(rows.first == "A=period B=from C=until D=figure E=metric F=grain G=key H=span I=value J=n K=status")
      #expect(
        rows.contains(
          "A=2010-11-Q3 B=40452 C=40543 D=days_delivered/programme/all/2010-11-Q3 E=days_delivered F=programme G=all H=2010-11-Q3 I=57 K=final"
        ), "\(rows.filter { $0.contains("days_delivered/programme") })")
      #expect(try world.program(["history", "--all", "--sheet", "all.csv"] + archive).code == 64)
      #expect(try world.program(["history", "--all", "--sheet", world.home["no/all.xlsx"]] + archive).code == 73)
    }
  #endif
}

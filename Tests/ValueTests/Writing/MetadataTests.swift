import Core
import Foundation
import System
import Testing

@testable import Issues

@Suite struct MetadataTests {
  static let tables = [TableWriterTests.shape.path: TableWriterTests.shape]

  static func manifest(files: [Manifest.File], title: String = "Board report") throws -> Manifest {
    let period = try #require(Period(quarter: "2010/11-Q3", yearStartsIn: 4))
    return Manifest(
      title: title, source: "Programme database", server: .primary, period: period, reportingEnd: period.span.until,
      today: CalendarDay("2011-01-04"), thresholds: Thresholds(freeDays: Days(hundredths: 1000)), issue: 2,
      status: "revised",
      snapshot: try #require(Instant("2011-01-04T09:30:00Z")), programVersion: "1.0.0",
      definitionVersions: ["wait_days": 1, "days_delivered": 2],
      jobFileDigest: "sha256:" + String(repeating: "0", count: 64), reissueReason: "a \"slip\"",
      offer: Offer(absent: ["days.activity", "reviews"]), hasByteOrderMark: true,
      files: files)
  }

  private func parsed(_ bytes: [UInt8]) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
  }

  @Test func `a manifest names period, issue, definitions and every file`() throws {
    let digest = String(repeating: "a", count: 64)
    let files = [
      ("board-report.md", 30), ("board-report.xlsx", 40), ("charts/days-by-month.svg", 10), ("samples.csv", 20),
    ].map { Manifest.File(path: $0, bytes: $1, sha256: digest) }
    let format = OutputFormat(id: "x", path: "board-report.xlsx", mediaType: "a/b") { _, _, _ in }
    let written = try Self.manifest(files: files)
    let bytes = written.bytes(tables: Self.tables, formats: [format])
    #expect(try Manifest(parsing: bytes) == written)
    let manifest = try parsed(bytes)
    #expect(manifest["name"] as? String == "board-report-2010-11-q3-2")
    #expect(manifest["created"] as? String == "2011-01-04T09:30:00Z")
    let ours = try #require(manifest["boardReport"] as? [String: Any])
    #expect(
      ours["period"] as? [String: String] == [
        "name": "2010-11-Q3", "title": "Quarter 3 of 2010/11", "from": "2010-10-01", "to": "2010-12-31",
      ])
    #expect(ours["issue"] as? Int == 2)
    #expect(ours["definitionVersions"] as? [String: Int] == ["wait_days": 1, "days_delivered": 2])
    let resources = try #require(manifest["resources"] as? [[String: Any]])
    #expect(
      resources.map { $0["name"] as? String } == [
        "board-report.md", "board-report.xlsx", "charts-days-by-month.svg", "samples",
      ])
    #expect(resources.map { $0["bytes"] as? Int } == [30, 40, 10, 20])
    #expect(resources.allSatisfy { $0["hash"] as? String == "sha256:" + digest })
    #expect(resources.map { $0["mediatype"] as? String } == ["text/markdown", "a/b", "image/svg+xml", "text/csv"])
  }

  @Test func `every column is described in both vocabularies, in the order of the header`() throws {
    let file = Manifest.File(path: "samples.csv", bytes: 0, sha256: "")
    let manifest = try parsed(try Self.manifest(files: [file]).bytes(tables: Self.tables, formats: []))
    let resources = try #require(manifest["resources"] as? [[String: Any]])
    let schema = try #require(resources[0]["schema"] as? [String: Any])
    let fields = try #require(schema["fields"] as? [[String: Any]])
    let types = ["integer", "string", "number", "number", "date", "datetime", "boolean", "string"]
    #expect(fields.map { $0["type"] as? String } == types)
    #expect(fields.map { $0["name"] as? String } == TableWriterTests.shape.columns.map(\.name))
    #expect(fields[2]["unit"] as? String == "days")
    #expect((fields[7]["constraints"] as? [String: [String]])?["enum"]?.count == 4)
    #expect(schema["primaryKey"] as? [String] == ["id"])

    let web = try parsed(TableWriterTests.shape.metadata)
    let columns = try #require((web["tableSchema"] as? [String: Any])?["columns"] as? [[String: Any]])
    #expect(columns.map { $0["name"] as? String } == TableWriterTests.shape.columns.map(\.name))
    #expect((columns[7]["datatype"] as? [String: String])?["format"] == "^(expected|enabling|achieved|not achieved)$")
  }

  @Test func `the file beside a data file in a folder points to its neighbour`() throws {
    let shape = TableShape("evidence/strands.csv", "Strands", "Strands", key: [], [])
    #expect(shape.metadataPath == "evidence/strands.csv-metadata.json")
    #expect(try parsed(shape.metadata)["url"] as? String == "strands.csv")
  }

  @Test(arguments: Hostile.texts) func `any text comes back from JSON, and leaves one line`(_ text: String) throws {
    let bytes = JSON.object([.init(name: text, value: .string(text))]).bytes
    let read = try parsed(bytes)
    #expect(read.keys.first.map { Array($0.unicodeScalars) } == Array(text.unicodeScalars))
    #expect((read.values.first as? String).map { Array($0.unicodeScalars) } == Array(text.unicodeScalars))
    #expect(bytes.count { $0 == UInt8(ascii: "\n") } == 3)
  }

  @Test func `keys stand in the order they are given in`() {
    let json = JSON.object(["b": .integer(1), "a": .array([]), "c": nil, "d": .strings(["x", "y"])])
    #expect(
      String(decoding: json.bytes, as: UTF8.self) == """
        {
          "b": 1,
          "a": [],
          "d": [
            "x",
            "y"
          ]
        }

        """)
  }
}

import Core
import Foundation
import Issues
import System
import Testing

@Suite struct TableRoundTripTests {
  private func table() throws -> [UInt8] {
    let rows = Hostile.texts.enumerated().map { TableWriterTests.row(Text($1), id: $0) }
    return try TableWriter.bytes(of: FilledTable(shape: TableWriterTests.shape, rows: rows), byteOrderMark: true)
  }

  @Test func `our own reader gives every text back`() throws {
    var names: [[UInt8]] = []
    CSVReader.forEachRecord(in: try table()) { record in
      names.append(Array(record.text(1).utf8))
      #expect(record.fault == nil && record.fields.count == 8)
    }
    #expect(names.dropFirst() == Hostile.texts.map { Array($0.utf8) }[...])
  }

  @Test(.enabled(if: isInstalled("python3"))) func `another reader gives every text back, with its guard`() throws {
    let script = """
      import csv, json, sys
      rows = list(csv.reader(open(sys.argv[1], encoding="utf-8-sig", newline=""), strict=True))
      print(json.dumps([row[1] for row in rows[1:] if len(row) == 8]))
      """
    let printed = try #require(try output(of: "python3", ["-c", script], reading: table()))
    let names = try JSONDecoder().decode([String].self, from: Data(printed.utf8))
    #expect(names.map { Array(Guard.remove($0).utf8) } == Hostile.texts.map { Array($0.utf8) })
    for (name, text) in zip(names, Hostile.texts) { #expect(Array(name.utf8) == Array(Guard.apply(text).utf8)) }
  }
}

private func isInstalled(_ program: String) -> Bool {
  (try? output(of: program, ["-c", ""], reading: [])).flatMap(\.self) != nil
}

import Foundation
import Support
import System
import Testing

/// A file of ours, as rows by column name.
func csv(_ path: String) throws -> [[String: String]] {
  let bytes = try Array(Data(contentsOf: URL(fileURLWithPath: path)))
  var records: [[String]] = []
  CSVReader.forEachRecord(in: bytes) { record in
    #expect(record.fault == nil, "\(path):\(record.line)")
    records.append(record.fields.indices.map { record.text($0) })
  }
  let header = try #require(records.first)
  return records.dropFirst().map { record in
    #expect(record.count == header.count, "\(path)")
    return Dictionary(zip(header, record), uniquingKeysWith: { $1 })
  }
}

extension World {
  func rows(_ file: String, of period: String = "2010-11-Q3") throws -> [[String: String]] {
    try csv(path(file, of: period))
  }

  func paper(of period: String = "2010-11-Q3") throws -> String { try text(of: path("board-report.md", of: period)) }
}

/// A number as printed, exactly; nil for a cell that is none.
func number(_ cell: String?) -> Decimal? {
  guard let cell, cell.wholeMatch(of: /-?[0-9]+(\.[0-9]+)?/) != nil else { return nil }
  return Decimal(string: cell)
}

/// A table of the paper, as cmark-gfm reads it.
struct PaperTable {
  /// The heading it stands under.
  var section = ""
  /// The file it names as its source.
  var source = ""
  var header: [String] = []
  var rows: [[String]] = []

  subscript(_ row: Int, _ column: String) -> String? { header.firstIndex(of: column).map { rows[row][$0] } }
}

/// Markdown as HTML, raw HTML let through: what opens a tag does open one.
func html(_ markdown: String) throws -> [String] {
  let folder = try TemporaryFolder()
  try write(markdown, to: folder["paper.md"])
  let extensions = "-e table -e strikethrough -e autolink -e tasklist -e footnotes"
  return try shell("exec cmark-gfm --unsafe \(extensions) \"$1\"", folder["paper.md"]).lines
}

/// Every table of a paper; a table without a source after it belongs to the next source.
func tables(_ markdown: String) throws -> [PaperTable] {
  var tables: [PaperTable] = []
  var section = ""
  for line in try html(markdown) {
    if let heading = line.wholeMatch(of: /<h[1-6]>(.*)<\/h[1-6]>/) { section = plain(heading.1) }
    if line == "<table>" { tables.append(PaperTable(section: section)) }
    guard let last = tables.indices.last else { continue }
    if line == "<tr>" { tables[last].rows.append([]) }
    // On scalars: a combining mark joins the bracket before it, and a line separator is a character like others.
    if let cell = line.wholeMatch(of: /(?s)<t[hd][^>]*>(.*)<\/t[hd]>/.matchingSemantics(.unicodeScalar)) {
      tables[last].rows[tables[last].rows.count - 1].append(plain(cell.1))
    }
    if line == "</thead>" { tables[last].header = tables[last].rows.removeFirst() }
    if let source = line.wholeMatch(of: /<p><em>Source: (.*)<\/em><\/p>/) { tables[last].source = plain(source.1) }
  }
  return tables
}

private func plain(_ html: Substring) -> String {
  String(html).replacing(/<[^>]*>/, with: "").replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing(
    "&quot;", with: "\""
  ).replacing("&amp;", with: "&")
}

import Core
import System

/// How a CSV file is written: its encoding and its delimiter.
package struct FileForm: Hashable, Sendable {
  package let encoding: TextEncoding
  /// A comma or a semicolon.
  package let delimiter: UInt8
  /// Some letters that a guessed encoding gives the file; nil where the file names its encoding.
  let guessedLetters: String?

  /// Reads the whole file once to determine its encoding, and its first rows to determine the delimiter.
  ///
  /// - Throws: a refusal of one mistake where the file is no CSV file.
  static func determined(of file: PlainFile, _ relation: RelationSchema) throws(ImportError) -> FileForm {
    var reader = try file.open()
    var detector = EncodingDetector()
    var start: [UInt8] = []
    while case let chunk = try file.nextChunk(&reader), !chunk.isEmpty {
      if start.isEmpty { start = chunk }
      if let (problem, expected) = foreignFormat(start) {
        throw ImportError(Mistake(file: file.name, problem: problem, expected: expected))
      }
      detector.feed(chunk)
    }
    let (found, byte, expected) = detector.finish()
    guard let encoding = found else {
      throw ImportError(byte.map { .foreign($0, file.name, expected: expected) } ?? .changed(file.name))
    }
    var decoder = TextDecoder(encoding)
    let text = (try? decoder.decode(start)) ?? []
    let delimiter = Self.delimiter(of: text, relation)
    if let name = refusedDelimiters[delimiter] {
      throw ImportError(
        Mistake(
          file: file.name, problem: "the cells are separated by \(name)",
          expected: "the file saved as CSV, with commas or semicolons"))
    }
    return FileForm(
      encoding: encoding, delimiter: delimiter,
      guessedLetters: encoding.isGuess ? detector.letters(in: encoding) : nil)
  }

  private static let refusedDelimiters: [UInt8: String] = [
    UInt8(ascii: "\t"): "tabs", UInt8(ascii: "|"): "vertical bars",
  ]

  /// Returns the delimiter that a first line `sep=;` names, else the one by which a row names the most columns, else the one
  /// that the first line holds.
  private static func delimiter(of text: [UInt8], _ relation: RelationSchema) -> UInt8 {
    let candidates = [",", ";", "\t", "|"].map { UInt8(ascii: $0) }
    let firstLine = text.prefix { $0 != 0x0A && $0 != 0x0D }
    let plain = firstLine.filter { $0 != UInt8(ascii: "\"") }
    if plain.starts(with: "sep=".utf8) || plain.starts(with: "SEP=".utf8), let named = plain.dropFirst(4).first,
      candidates.contains(named)
    {
      return named
    }
    var best = (delimiter: candidates[0], columns: 0)
    for delimiter in candidates {
      var finder = HeaderFinder(relation)
      var records = CSVReader(delimiter: delimiter)
      records.feed(text) { record in _ = finder.take(record) }
      records.finish { record in _ = finder.take(record) }
      if finder.columns > best.columns { best = (delimiter, finder.columns) }
    }
    if best.columns > 1 { return best.delimiter }
    return candidates.first { firstLine.contains($0) } ?? best.delimiter
  }
}

/// Returns what a file is that is no CSV file, by its first bytes.
private func foreignFormat(_ start: [UInt8]) -> (problem: String, expected: String)? {
  let csv = "the sheet saved as CSV UTF-8"
  if start.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
    return ("the file is a workbook (Excel or LibreOffice), whatever its name", "\(csv), or the workbook as .xlsx")
  }
  if start.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) { return ("the file is an old Excel workbook", csv) }
  if start.starts(with: "%PDF".utf8) { return ("the file is a PDF", csv) }
  let marked = TextEncoding.marked(start)
  if marked == nil, let zeros = start.prefix(64).firstIndex(of: 0), zeros < 4 {
    return ("the file is UTF-16 or UTF-32 without a byte-order mark", "the file saved as CSV UTF-8")
  }
  if start.starts(with: [0xFF, 0xFE, 0, 0]) || start.starts(with: [0, 0, 0xFE, 0xFF]) {
    return ("the file is UTF-32", "the file saved as CSV UTF-8")
  }
  let text = start.prefix(512).filter { $0 != 0 }.drop { $0 <= 0x20 || $0 >= 0x80 }
  let opening = String(decoding: text.prefix(16), as: UTF8.self).lowercased()
  if ["<!doctype html", "<html", "<head", "<table", "<body"].contains(where: { opening.hasPrefix($0) }) {
    return ("the file is a web page (HTML)", csv)
  }
  if opening.hasPrefix("<") { return ("the file is XML", csv) }
  if opening.hasPrefix("{\\rtf") { return ("the file is a text document (RTF)", csv) }
  return nil
}

extension Mistake {
  /// Makes the mistake of a byte that no possible encoding of the file allows.
  fileprivate static func foreign(_ finding: EncodingDetector.LocatedByte, _ file: String, expected: String) -> Mistake
  {
    let place = "byte \(finding.byte.offset + 1) of the file"
    let hex = String(finding.byte.byte, radix: 16, uppercase: true)
    let problem =
      switch finding.byte.problem {
      case .invalid: "\(place) is 0x\(hex), which is no text"
      case .nul: "\(place) is 0, which no text holds"
      case .oddLength: "\(place) is half a character"
      }
    return Mistake(file: file, line: finding.line, problem: problem, expected: expected)
  }
}

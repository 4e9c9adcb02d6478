import Core
import System

/// A mistake in people's data that a person must correct. A warning has the same form, and the data is read all the same.
///
/// A mistake shows numbers, dates, keys and codes. It never shows free text, which may be about a child.
package struct Mistake: Error, Hashable, Sendable {
  /// The file, such as `days.csv`.
  package let file: String
  /// The worksheet; nil for a CSV file.
  package var sheet: String?
  /// The line of a file as a text editor counts, or the row of a sheet, from 1; nil for a mistake of the whole file.
  package var line: Int?
  /// The index of the cell in its row, from 0; only in a sheet, whose columns have letters.
  package var field: Int?
  /// The column's name or the key's column names; nil for a mistake of a whole row or file.
  package var column: String?
  package let problem: String
  package let expected: String

  package init(
    file: String, sheet: String? = nil, line: Int? = nil, field: Int? = nil, column: String? = nil, problem: String,
    expected: String
  ) {
    self.file = file
    self.sheet = sheet
    self.line = line
    self.field = field
    self.column = column
    self.problem = problem
    self.expected = expected
  }
}

extension Mistake: CustomStringConvertible {
  /// The mistake on one line: `days.csv:14: days: ‘half’ is not a number of days; give …`, or
  /// `programme.xlsx: sheet days, cell E14: days: …`.
  package var description: String {
    [place, column, "\(problem); give \(expected)"].compactMap(\.self).joined(separator: ": ")
  }

  private var place: String {
    guard let sheet else { return file + (line.map { ":\($0)" } ?? "") }
    let cell = line.map { line in field.map { ", cell \(Cell.letters($0))\(line)" } ?? ", row \(line)" }
    return "\(file): sheet \(sheet)\(cell ?? "")"
  }
}

/// The mistakes, or the warnings, of people's data in the order of files and lines, up to a limit.
package struct Refusal: Hashable, Sendable {
  /// The largest number of mistakes to keep. A folder with more has a mistake in every row.
  package static let limit = 1000

  package private(set) var mistakes: [Mistake] = []
  /// The number of mistakes, including those not kept.
  package private(set) var count = 0

  package init() {}

  package init(_ mistake: Mistake) { add(mistake) }

  mutating func add(_ mistake: Mistake) {
    count += 1
    if mistakes.count < Self.limit { mistakes.append(mistake) }
  }

  /// Adds the mistakes of another file, sorted by line.
  mutating func add(_ others: Refusal) {
    let sorted = others.mistakes.enumerated().sorted {
      ($0.element.line ?? 0, $0.offset) < ($1.element.line ?? 0, $1.offset)
    }
    mistakes.append(contentsOf: sorted.prefix(Self.limit - mistakes.count).map(\.element))
    count += others.count
  }

  /// One line for each kept mistake, and one line with the number of further mistakes.
  package var lines: [String] {
    let more = count - mistakes.count
    return mistakes.map(\.description) + (more > 0 ? ["… and \(more) more mistakes"] : [])
  }

  /// Returns the mistakes as a CSV file to open beside the data.
  package func csv(bom: Bool) -> [UInt8] {
    var encoder = CSVEncoder()
    if bom { encoder.bytes = CSVEncoder.byteOrderMark }
    encoder.header(["file", "line", "column", "problem", "expected"])
    for mistake in mistakes {
      encoder.text([mistake.file, mistake.sheet].compactMap(\.self).joined(separator: " "))
      if let line = mistake.line { encoder.bare(String(line)) } else { encoder.empty() }
      encoder.text(mistake.column)
      encoder.text(mistake.problem)
      encoder.text(mistake.expected)
      encoder.endRecord()
    }
    return encoder.bytes
  }
}

/// The problem of one cell.
struct CellError: Error {
  let problem: String
  let expected: String

  init(_ problem: String, expected: String) {
    self.problem = problem
    self.expected = expected
  }

  static let blank = CellError("the cell is empty", expected: "a value in every row")

  /// Makes the complaint about a cell that is no value of its type. The message names what cannot be seen in the cell.
  ///
  /// - Parameter kind: the type as the message names it, such as `a date`.
  static func wrong(_ cell: CellBytes, _ kind: String, expected: String) -> CellError {
    let text = string(cell)
    let hidden = Invisible.described(in: text).map { ", with \($0)" } ?? ""
    return CellError("\(shown(cell)) is not \(kind)\(hidden)", expected: expected)
  }

  /// Returns the cell in quotes, unless it may identify a person: then the message says only that there is a text.
  static func shown(_ cell: CellBytes) -> String {
    let text = string(cell)
    guard text.unicodeScalars.count <= 40, PersonalData.kinds(in: text).isEmpty, !mayName(text) else {
      return "the text"
    }
    return "‘\(Invisible.shown(Folding.trimmed(text)))’"
  }

  /// Returns the cell in quotes if it looks like a key or code, or cannot identify a person.
  static func shownCode(_ cell: CellBytes) -> String {
    let text = string(cell)
    let isCode =
      text.count <= 40
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
          UInt8(ascii: "/"):
          true
        default: false
        }
      }
    return isCode ? "‘\(text)’" : shown(cell)
  }

  /// Returns whether the text may be somebody's name, or a sentence: several words, or one that begins with a capital, and
  /// no digit.
  private static func mayName(_ text: String) -> Bool {
    guard !text.contains(where: \.isNumber) else { return false }
    let words = text.split(whereSeparator: \.isWhitespace)
    if words.count > 3 { return true }
    let isNamed = words.contains { word in
      word.first?.isUppercase == true && word.dropFirst().contains(where: \.isLowercase)
    }
    return isNamed
  }
}

/// Returns the complaint about a cell that holds the error word of a spreadsheet, such as `#REF!`, `#WERT!` or `Err:502`, or
/// what a spreadsheet shows in place of a value.
func errorWord(_ cell: CellBytes) -> CellError? {
  guard cell.count <= 80, mayBeErrorWord(cell) else { return nil }
  let text = Folding.trimmed(string(cell))
  let failed = CellError("\(text) is a spreadsheet's failed formula", expected: "the value itself")
  let scalars = text.unicodeScalars
  if isWaiting(text) {
    return CellError("‘\(text)’ is what a spreadsheet shows while it computes", expected: "the value itself")
  }
  if scalars.count >= 3, scalars.allSatisfy({ $0 == "#" }) {
    return CellError("\(text) is what a spreadsheet shows in a column too narrow", expected: "the value itself")
  }
  if scalars.first == "#" { return isErrorName(scalars.dropFirst()) ? failed : nil }
  // A formula whose only operand was lost: `=#REF!`, `=Sheet1!#REF!`.
  if scalars.first == "=" {
    return scalars.lastIndex(of: "#").map { isErrorName(scalars[scalars.index(after: $0)...]) } ?? false ? failed : nil
  }
  let parts = text.split(separator: ":", omittingEmptySubsequences: false)
  guard parts.count == 2, parts[1].count == 3, parts[1].hasPrefix("5"), parts[1].allSatisfy(\.isNumber) else {
    return nil
  }
  return wordsBeforeNumber.contains(Folding.key(String(parts[0]))) ? failed : nil
}

/// What LibreOffice writes before the number of an error, in the languages that have a word of their own.
private let wordsBeforeNumber = Set(
  [
    "err", "error", "errore", "erro", "errorea", "eroare", "erreur", "fehler", "fel", "fejl", "feil", "fout", "hiba",
    "chyba", "virhe", "viga", "błąd", "greška", "napaka", "klaida", "kļūda", "hata", "galat", "lỗi", "ошибка",
    "помилка",
    "грешка", "σφάλμα", "エラー", "错误", "錯誤", "오류", "ข้อผิดพลาด", "خطأ", "שגיאה",
  ].map(Folding.key))

/// Returns whether the text is what Google Sheets and Excel show until a value is there.
private func isWaiting(_ text: String) -> Bool {
  var words = Folding.key(text)
  guard words.hasSuffix("...") else { return false }
  words.removeLast(3)
  return [
    "loading", "cargando", "chargement", "chargement en cours", "wird geladen", "caricamento", "caricamento in corso",
    "carregando", "a carregar", "laden", "bezig met laden", "wczytywanie", "загрузка", "calculating", "getting data",
  ].contains(Folding.trimmed(words))
}

/// Returns whether the first visible byte can begin an error word, so that other cells cost little.
private func mayBeErrorWord(_ cell: CellBytes) -> Bool {
  for index in cell.indices where cell[index] > 0x20 {
    switch cell[index] {
    case UInt8(ascii: "#"), UInt8(ascii: "="), 0x80...0xFF: return true
    case UInt8(ascii: "A")...UInt8(ascii: "z"):
      for later in index..<cell.count where cell[later] == UInt8(ascii: ":") || cell[later] == UInt8(ascii: ".") {
        return true
      }
      return string(cell).hasSuffix("…")
    default: return false
    }
  }
  return false
}

/// Returns whether the text after `#` is the name of an error in some language: capitals or letters without case, digits and
/// `/_.?!¡¿`, with one of `/_!?`, or one of the names that have no such mark or are written in small letters.
private func isErrorName(_ name: Substring.UnicodeScalarView) -> Bool {
  let unmarked = [
    "NV", "ND", "NA", "REF", "VALUE", "NAME", "NUM", "NULL", "SPILL", "CALC", "YOK", "HIÁNYZIK", "PUUTTUU",
    // As a program writes them that makes all text small.
    "n/a", "ref!", "value!", "name?", "num!", "null!", "div/0!", "spill!", "calc!", "n/d", "wert!", "bezug!", "nom?",
  ]
  if unmarked.contains(String(name)) { return true }
  var isMarked = false
  for scalar in name {
    switch scalar {
    case "/", "_", "!", "?": isMarked = true
    case ".", "¡", "¿", "0"..."9": break
    default:
      let properties = scalar.properties
      let isLetter = properties.isAlphabetic || properties.generalCategory == .nonspacingMark
      guard isLetter, !properties.isLowercase else { return false }
    }
  }
  return isMarked && name.count >= 2
}

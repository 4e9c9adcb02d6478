import Core

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

  /// Returns the cell in quotes if it looks like a key or code.
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
    return isCode ? "‘\(text)’" : "the text"
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
  if ["NV", "ND", "NA", "REF", "VALUE", "NAME", "NUM", "NULL", "SPILL", "CALC", "YOK", "HIÁNYZIK", "PUUTTUU"]
    .contains(String(name))
  {
    return true
  }
  // As a program writes them that makes all text small.
  if ["n/a", "ref!", "value!", "name?", "num!", "null!", "div/0!", "spill!", "calc!", "n/d", "wert!", "bezug!", "nom?"]
    .contains(String(name))
  {
    return true
  }
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

import Core

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

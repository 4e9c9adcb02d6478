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

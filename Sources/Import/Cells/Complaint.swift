/// What is wrong with one cell.
struct Complaint: Error {
  let problem: String
  let expected: String

  init(_ problem: String, expected: String) {
    self.problem = problem
    self.expected = expected
  }

  static let blank = Complaint("nothing recorded", expected: "a value in every row")

  /// A cell that is no value of its type.
  static func wrong(_ cell: Cell, expected: String) -> Complaint {
    Complaint("\(shown(cell)) is not of this type", expected: expected)
  }

  /// The cell in quotes if it is a number, date or the like; else only that it is text, which may be anything.
  static func shown(_ cell: Cell) -> String {
    let isPlain = all(cell) { byte in
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: ":"), UInt8(ascii: "."), UInt8(ascii: ","),
        UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: " "),
        UInt8(ascii: "E"), UInt8(ascii: "T"), UInt8(ascii: "Z"):
        true
      default: false
      }
    }
    return isPlain ? quoted(cell) : "a text"
  }

  /// A key or code in quotes, if it looks like one.
  static func shownCode(_ cell: Cell) -> String {
    let isCode = all(cell) { byte in
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "/"):
        true
      default: false
      }
    }
    return isCode ? quoted(cell) : "a text"
  }

  private static func all(_ cell: Cell, _ isMet: (UInt8) -> Bool) -> Bool {
    guard cell.count <= 40 else { return false }
    for index in cell.indices where !isMet(cell[index]) { return false }
    return true
  }

  private static func quoted(_ cell: Cell) -> String {
    var text = "‘"
    for index in cell.indices { text.unicodeScalars.append(Unicode.Scalar(cell[index])) }
    return text + "’"
  }
}

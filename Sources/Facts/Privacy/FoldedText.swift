/// A text as the detectors read it: one byte a character, and what hides a number from a plain search taken away.
///
/// Digits of any script are ASCII digits, full-width forms are plain ones, every dash is `-`, every run of white space is
/// one space, characters that show nothing and control characters are gone. Any other letter is `other`, any other character `Self.mark`.
struct FoldedText {
  let bytes: [UInt8]
  /// Its numbers, those of a chain with nothing but separators between them.
  let digitChains: [[DigitGroup]]

  /// A letter that is not an ASCII one.
  static let other = UInt8(1)
  /// A character that is neither letter, digit nor one of the separators.
  static let mark = UInt8(2)

  init(_ text: String) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      guard let byte = Self.fold(scalar) else { continue }
      if byte == UInt8(ascii: " "), bytes.last == byte { continue }
      bytes.append(byte)
    }
    self.bytes = bytes
    digitChains = DigitGroup.chains(in: bytes)
  }

  var count: Int { bytes.count }

  /// The byte at a place; a space beyond both ends.
  subscript(_ index: Int) -> UInt8 {
    bytes.indices.contains(index) ? bytes[index] : UInt8(ascii: " ")
  }

  /// An upper-case letter where there is an ASCII one.
  func upper(_ index: Int) -> UInt8 { self[index].isASCIILetter ? self[index] & 0xDF : self[index] }

  /// Whether the words, upper-case ASCII, stand at a place, in whatever case.
  func holds(_ word: StaticString, at index: Int) -> Bool {
    var place = index
    for letter in word.description.utf8 {
      guard upper(place) == letter else { return false }
      place += 1
    }
    return true
  }

  private static func fold(_ scalar: Unicode.Scalar) -> UInt8? {
    switch scalar.value {
    case 0x21...0x7E: UInt8(scalar.value)
    case 0x09...0x0D, 0x1C...0x20, 0x85: UInt8(ascii: " ")
    case 0...0x9F: nil
    case 0xFF01...0xFF5E: UInt8(scalar.value - 0xFEE0)
    default: foldUnusual(scalar)
    }
  }

  private static func foldUnusual(_ scalar: Unicode.Scalar) -> UInt8? {
    let properties = scalar.properties
    if properties.isDefaultIgnorableCodePoint { return nil }
    switch properties.generalCategory {
    case .decimalNumber: return UInt8(ascii: "0") + UInt8(properties.numericValue ?? 0)
    case .dashPunctuation: return UInt8(ascii: "-")
    case .spaceSeparator, .lineSeparator, .paragraphSeparator: return UInt8(ascii: " ")
    case .nonspacingMark, .enclosingMark, .format: return nil
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter:
      return other
    default: return scalar.value == 0x2212 ? UInt8(ascii: "-") : mark
    }
  }
}

extension UInt8 {
  var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }
  var isASCIILetter: Bool {
    (self & 0xDF) >= UInt8(ascii: "A") && (self & 0xDF) <= UInt8(ascii: "Z")
  }
  var isLetter: Bool { isASCIILetter || self == FoldedText.other }
  var isWord: Bool { isLetter || isDigit }
  /// What people put between the groups of one number.
  var isSeparator: Bool {
    switch self {
    case UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "/"),
      UInt8(ascii: "_"), UInt8(ascii: "("), UInt8(ascii: ")"):
      true
    default: false
    }
  }
}

/// A kind of text that seems to identify a person.
///
/// Names cannot be distinguished from other words, so they are not among the kinds. Every kind has a form of its own.
package enum PersonalData: String, CaseIterable, Hashable, Sendable, Comparable {
  case nhsNumber = "an NHS number"
  case nationalInsuranceNumber = "a national insurance number"
  case email = "an e-mail address"
  case phone = "a phone number"
  case postcode = "a postcode"
  case dateOfBirth = "a date of birth"

  /// Returns the kinds that `text` seems to hold, in the order above; never the text that was found.
  ///
  /// Separators, line breaks, full-width letters and the digits of any script make no difference. A text without a
  /// digit and without an at sign is not searched.
  package static func kinds(in text: String) -> [PersonalData] {
    guard mayHold(text) else { return [] }
    let folded = FoldedText(text)
    return allCases.filter { $0.isHeld(by: folded) }
  }

  private func isHeld(by text: FoldedText) -> Bool {
    switch self {
    case .nhsNumber: text.hasNHSNumber
    case .nationalInsuranceNumber: text.hasNationalInsuranceNumber
    case .email: text.hasEmail
    case .phone: text.hasPhone
    case .postcode: text.hasPostcode
    case .dateOfBirth: text.hasDateOfBirth
    }
  }

  /// Returns whether the text can hold any kind: all six need a digit or an at sign. A byte outside ASCII may be a
  /// digit of another script.
  private static func mayHold(_ text: String) -> Bool {
    text.utf8.contains { byte in
      byte >= 0x80 || byte == UInt8(ascii: "@") || (byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9"))
    }
  }

  package static func < (left: Self, right: Self) -> Bool {
    (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
  }
}

/// A text in the form that the detectors search: one byte a character, without the characters that hide a number.
///
/// Digits of any script become ASCII digits, full-width characters plain ones, every dash `-`, and every run of white
/// space one space. Invisible characters and control characters are removed. Any other letter becomes `other`, any
/// other character `mark`.
struct FoldedText {
  let bytes: [UInt8]
  /// The digit groups. The groups of a chain have only separators between them.
  let digitChains: [[DigitGroup]]

  /// A letter that is not an ASCII one.
  static let other = UInt8(1)
  /// A character that is no letter, no digit and no separator.
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

  /// The byte at an index; a space before the start and after the end.
  subscript(_ index: Int) -> UInt8 { bytes.indices.contains(index) ? bytes[index] : UInt8(ascii: " ") }

  /// Returns the byte, an ASCII letter in upper case.
  func upper(_ index: Int) -> UInt8 { self[index].isASCIILetter ? self[index] & 0xDF : self[index] }

  /// Returns whether the word, given in upper-case ASCII, is at the index in any case.
  func holds(_ word: StaticString, at index: Int) -> Bool {
    var position = index
    for letter in word.description.utf8 {
      guard upper(position) == letter else { return false }
      position += 1
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
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: return other
    default: return scalar.value == 0x2212 ? UInt8(ascii: "-") : mark
    }
  }
}

extension UInt8 {
  var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }
  var isASCIILetter: Bool { (self & 0xDF) >= UInt8(ascii: "A") && (self & 0xDF) <= UInt8(ascii: "Z") }
  var isLetter: Bool { isASCIILetter || self == FoldedText.other }
  var isWord: Bool { isLetter || isDigit }
  /// Whether people write the character between the groups of one number.
  var isSeparator: Bool {
    switch self {
    case UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: "_"),
      UInt8(ascii: "("), UInt8(ascii: ")"):
      true
    default: false
    }
  }
}

extension Text {
  /// Whether the text holds invisible characters that change what is shown: controls other than white space, and
  /// embeddings, overrides and isolates of direction. The paper omits such characters.
  package var holdsHiddenCharacters: Bool {
    string.unicodeScalars.contains { scalar in
      switch scalar.value {
      case 0x20...0x7E, 0x09...0x0D, 0x85: false
      case 0x00...0x1F, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069: true
      default: false
      }
    }
  }
}

/// A run of digits: its start and its length.
struct DigitGroup {
  let start: Int
  let length: Int
  var end: Int { start + length }

  /// Returns the chains: groups with at most three characters between them, all separators.
  static func chains(in bytes: [UInt8]) -> [[DigitGroup]] {
    var chains: [[DigitGroup]] = []
    var index = 0
    while index < bytes.count {
      let start = index
      while index < bytes.count, bytes[index].isDigit { index += 1 }
      guard index > start else {
        index += 1
        continue
      }
      let group = DigitGroup(start: start, length: index - start)
      if let last = chains.last?.last, start - last.end <= 3, bytes[last.end..<start].allSatisfy(\.isSeparator) {
        chains[chains.count - 1].append(group)
      } else {
        chains.append([group])
      }
    }
    return chains
  }
}

extension FoldedText {
  func digits(_ groups: some Sequence<DigitGroup>) -> [Int] {
    groups.flatMap { group in (group.start..<group.end).map { Int(bytes[$0]) - 48 } }
  }

  /// Returns whether no letter touches the groups, so that they are a number and not part of a code.
  func isSeparate(_ first: DigitGroup, _ last: DigitGroup) -> Bool {
    !self[first.start - 1].isWord && !self[last.end].isWord
  }

  /// Whether the text holds ten digits with the check digit of an NHS number: grouped as 3-3-4, or near the letters
  /// NHS.
  var hasNHSNumber: Bool {
    for chain in digitChains {
      for index in chain.indices where isGroupedNHSNumber(chain[index...].prefix(3)) { return true }
      if isNHSNumber(chain), isSeparate(chain[0], chain[chain.count - 1]), isNearNHS(chain) { return true }
      for group in chain where group.length == 10 {
        if isNHSNumber([group]), isSeparate(group, group), isNearNHS([group]) { return true }
      }
    }
    return false
  }

  private func isGroupedNHSNumber(_ groups: ArraySlice<DigitGroup>) -> Bool {
    guard groups.count == 3, groups.map(\.length) == [3, 3, 4], let first = groups.first, let last = groups.last else {
      return false
    }
    return isNHSNumber(groups) && isSeparate(first, last)
  }

  private func isNHSNumber(_ groups: some Collection<DigitGroup>) -> Bool {
    guard groups.reduce(0, { $0 + $1.length }) == 10 else { return false }
    let digits = digits(groups)
    let sum = (0..<9).reduce(0) { $0 + digits[$1] * (10 - $1) }
    return (11 - sum % 11) % 11 == digits[9]
  }

  private func isNearNHS(_ groups: [DigitGroup]) -> Bool {
    guard let first = groups.first, let last = groups.last else { return false }
    let before = max(0, first.start - 30)..<first.start
    let after = last.end..<min(count, last.end + 30)
    return before.contains { holds("NHS", at: $0) } || after.contains { holds("NHS", at: $0) }
  }
}

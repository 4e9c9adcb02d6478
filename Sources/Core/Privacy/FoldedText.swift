/// A text in the form that the detectors search: one byte a character, without the characters that hide a number.
///
/// Digits of any script and shape become ASCII digits, letters that look like ASCII ones those letters, every dash `-`, and
/// every run of white space one space. Invisible characters and control characters are removed. Any other letter becomes
/// `other`, any other character `mark`.
///
/// `Folding` keeps apart what differs to the eye, because reports group by it. Here a Cyrillic А may be meant as a Latin one.
struct FoldedText {
  let bytes: [UInt8]
  /// The digit groups. The groups of a chain have only separators between them.
  let digitChains: [[DigitGroup]]
  /// How many digits the longest chain has.
  let mostDigits: Int

  /// A letter that is not an ASCII one.
  static let other = UInt8(1)
  /// A character that is no letter, no digit and no separator.
  static let mark = UInt8(2)

  init(_ text: String) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    if text.utf8.allSatisfy({ $0 < 0x80 }) {
      for byte in text.utf8 {
        guard let byte = Self.foldASCII(byte), byte != UInt8(ascii: " ") || bytes.last != byte else { continue }
        bytes.append(byte)
      }
      self.init(bytes: bytes)
      return
    }
    // A small digit after a full one is the number of a note. After another small digit it belongs to a number.
    var isAfterFullDigit = false
    for scalar in text.unicodeScalars {
      if scalar.isASCII {
        guard let byte = Self.foldASCII(UInt8(scalar.value)) else { continue }
        if byte != UInt8(ascii: " ") || bytes.last != byte { bytes.append(byte) }
        isAfterFullDigit = byte.isDigit
        continue
      }
      switch Self.fold(scalar) {
      case .nothing: continue
      case .digits(let digits, let isSmall):
        bytes += isSmall && isAfterFullDigit ? [Self.mark] : digits
        isAfterFullDigit = isAfterFullDigit || !isSmall
      case .byte(let byte):
        isAfterFullDigit = false
        if byte != UInt8(ascii: " ") || bytes.last != byte { bytes.append(byte) }
      }
    }
    self.init(bytes: bytes)
  }

  init(bytes: [UInt8]) {
    self.bytes = bytes
    digitChains = DigitGroup.chains(in: bytes)
    mostDigits = digitChains.reduce(0) { most, chain in max(most, chain.reduce(0) { $0 + $1.length }) }
  }

  var count: Int { bytes.count }

  /// The byte at an index; a space before the start and after the end.
  subscript(_ index: Int) -> UInt8 { bytes.indices.contains(index) ? bytes[index] : UInt8(ascii: " ") }

  /// Returns the byte, an ASCII letter in upper case.
  func upper(_ index: Int) -> UInt8 { self[index].isASCIILetter ? self[index] & 0xDF : self[index] }

  /// A word in upper-case ASCII.
  struct Word: ExpressibleByStringLiteral {
    let bytes: [UInt8]
    init(stringLiteral word: String) { bytes = Array(word.utf8) }
  }

  /// Returns whether the word is at the index in any case.
  func holds(_ word: Word, at index: Int) -> Bool {
    for offset in word.bytes.indices where upper(index + offset) != word.bytes[offset] { return false }
    return true
  }

  /// Returns whether one of the words begins within a number of characters before the range or after it.
  func isNear(_ range: Range<Int>, _ words: [Word], before: Int = 30, after: Int = 30) -> Bool {
    let places = [
      max(0, range.lowerBound - before)..<range.lowerBound, range.upperBound..<min(count, range.upperBound + after),
    ]
    return places.joined().contains { index in
      !self[index - 1].isLetter && words.contains { holds($0, at: index) }
    }
  }

  func digits(_ groups: some Sequence<DigitGroup>) -> [Int] {
    groups.flatMap { group in (group.start..<group.end).map { Int(bytes[$0]) - 48 } }
  }

  /// Returns whether no letter touches the groups, so that they are a number and not part of a code.
  func isSeparate(_ first: DigitGroup, _ last: DigitGroup) -> Bool {
    !self[first.start - 1].isWord && !self[last.end].isWord
  }
}

/// A run of digits: its start and its length.
struct DigitGroup {
  let start: Int
  let length: Int
  var end: Int { start + length }

  /// Returns the chains: groups with at most three characters between them, all separators, or one other mark.
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
      if let last = chains.last?.last, joins(bytes[last.end..<start]) {
        chains[chains.count - 1].append(group)
      } else {
        chains.append([group])
      }
    }
    return chains
  }

  private static func joins(_ between: ArraySlice<UInt8>) -> Bool {
    if between.count == 1, let mark = between.first, mark == FoldedText.mark || ",;*|~+=\\'".utf8.contains(mark) {
      return true
    }
    return between.count <= 3 && between.allSatisfy(\.isSeparator)
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

/// What one character becomes.
extension FoldedText {
  private enum Folded {
    case nothing
    case byte(UInt8)
    case digits([UInt8], isSmall: Bool)
  }

  private static func foldASCII(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x21...0x7E: byte
    case 0x09...0x0D, 0x1C...0x20: UInt8(ascii: " ")
    default: nil
    }
  }

  private static func fold(_ scalar: Unicode.Scalar) -> Folded {
    switch scalar.value {
    case 0x85: return .byte(UInt8(ascii: " "))
    case 0x80...0x9F: return .nothing
    case 0xFF10...0xFF19: return .digits([UInt8(scalar.value - 0xFEE0)], isSmall: false)
    case 0xFF01...0xFF5E: return .byte(UInt8(scalar.value - 0xFEE0))
    case 0xFE52: return .byte(UInt8(ascii: "."))
    case 0xFE6B: return .byte(UInt8(ascii: "@"))
    case 0x2024, 0x3002: return .byte(UInt8(ascii: "."))
    case 0x2044, 0x2215: return .byte(UInt8(ascii: "/"))
    case 0x2212: return .byte(UInt8(ascii: "-"))
    default: break
    }
    if let letter = letter(scalar) { return .byte(letter) }
    let properties = scalar.properties
    if properties.isDefaultIgnorableCodePoint { return .nothing }
    switch properties.generalCategory {
    case .decimalNumber: return .digits(Array(String(Int(properties.numericValue ?? 0)).utf8), isSmall: false)
    case .otherNumber:
      guard let value = properties.numericValue, value >= 0, value < 100, Double(Int(value)) == value else {
        return .byte(mark)
      }
      return .digits(Array(String(Int(value)).utf8), isSmall: true)
    case .dashPunctuation: return .byte(UInt8(ascii: "-"))
    case .spaceSeparator, .lineSeparator, .paragraphSeparator: return .byte(UInt8(ascii: " "))
    case .nonspacingMark, .enclosingMark, .format: return .nothing
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: return .byte(other)
    default: return .byte(mark)
    }
  }

  /// Returns the ASCII letter that a letter is a shape of, or looks like.
  private static func letter(_ scalar: Unicode.Scalar) -> UInt8? {
    if let letter = lookAlikes[scalar] { return letter }
    // Blocks that repeat the alphabet: capital letters, small ones, or both in turns.
    let blocks: [(ClosedRange<UInt32>, UInt8, UInt32)] = [
      (0x1D400...0x1D6A3, 0, 52), (0x24B6...0x24CF, UInt8(ascii: "A"), 26), (0x24D0...0x24E9, UInt8(ascii: "a"), 26),
      (0x249C...0x24B5, UInt8(ascii: "a"), 26), (0x1F110...0x1F129, UInt8(ascii: "A"), 26),
      (0x1F130...0x1F149, UInt8(ascii: "A"), 26), (0x1F150...0x1F169, UInt8(ascii: "A"), 26),
      (0x1F170...0x1F189, UInt8(ascii: "A"), 26), (0x1F1E6...0x1F1FF, UInt8(ascii: "A"), 26),
    ]
    guard scalar.value >= 0x249C, let (range, first, cycle) = blocks.first(where: { $0.0.contains(scalar.value) })
    else {
      return nil
    }
    let place = UInt8((scalar.value - range.lowerBound) % cycle)
    guard first == 0 else { return first + place }
    return place < 26 ? UInt8(ascii: "A") + place : UInt8(ascii: "a") + place - 26
  }

  /// Letters of other alphabets that look like ASCII ones, and small and double-struck shapes outside the blocks.
  private static let lookAlikes: [Unicode.Scalar: UInt8] = {
    let pairs: [(String, String)] = [
      ("АВЕКМНОРСТУХІЈЅԚԜҮ", "ABEKMHOPCTYXIJSQWY"), ("аеорсухіјѕһԁԛԝүӏ", "aeopcyxijshdqwyl"),
      ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX"), ("αονρικ", "aovpik"),
      ("ᴀʙᴄᴅᴇɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", "ABCDEGHIJKLMNOPRSTUVWYZ"),
      ("ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ", "abcdefghijklmnoprstuvwxyz"), ("ᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂ", "ABDEGHIJKLMNOPRTUVW"),
      ("ℂℍℕℙℚℝℤℬℰℱℋℐℒℳℛℯℊℴ", "CHNPQRZBEFHILMRego"),
    ]
    var letters: [Unicode.Scalar: UInt8] = [:]
    for (shapes, plain) in pairs {
      for (shape, letter) in zip(shapes.unicodeScalars, plain.utf8) { letters[shape] = letter }
    }
    return letters
  }()
}

/// The one folding of text that people wrote. Two texts that look alike on paper fold alike: labels, references, codes,
/// names of columns and words of a closed vocabulary are compared in this form and printed as they were written.
package enum Folding {
  /// Returns the text as it is compared with others. Invisible characters are removed. Letters lose their case, in every
  /// script. Every apostrophe, double quote, hyphen and slash is ASCII's, and a letter that looks Latin is Latin. A run of white
  /// space is one space, and none is at the ends.
  ///
  /// Compare the results as `String`, which treats two encodings of one accented letter as equal.
  package static func key(_ text: String) -> String {
    if isPlain(text) { return text }
    if let folded = ofASCII(text) { return folded }
    var folded = ""
    var isSpaced = false
    for scalar in text.unicodeScalars {
      switch form(of: scalar) {
      case .invisible: continue
      case .space: isSpaced = !folded.isEmpty
      case .visible(let form):
        if isSpaced { folded.append(" ") }
        isSpaced = false
        folded.append(contentsOf: form)
      }
    }
    return folded
  }

  /// Returns whether the text is its own key: small ASCII letters, digits and marks, with single spaces inside. Most are.
  private static func isPlain(_ text: String) -> Bool {
    var last = UInt8(ascii: " ")
    for byte in text.utf8 {
      switch byte {
      case 0x20: if last == 0x20 { return false }
      case 0x41...0x5A, 0x60: return false
      case 0x21...0x7E: break
      default: return false
      }
      last = byte
    }
    return last != 0x20
  }

  /// Returns the key of a text of ASCII's visible characters; nil for any other text. Most references are such texts, and a
  /// programme may have very many.
  private static func ofASCII(_ text: String) -> String? {
    var folded: [UInt8] = []
    folded.reserveCapacity(text.utf8.count)
    var isSpaced = false
    for byte in text.utf8 {
      switch byte {
      case 0x20: isSpaced = !folded.isEmpty
      case 0x60: return nil
      case 0x21...0x7E:
        if isSpaced { folded.append(0x20) }
        isSpaced = false
        folded.append((0x41...0x5A).contains(byte) ? byte | 0x20 : byte)
      default: return nil
      }
    }
    return String(decoding: folded, as: UTF8.self)
  }

  /// Returns the text without separators too: `Commission ID` and `commission_id` are one name.
  package static func name(_ text: String) -> String {
    key(text).filter { character in !" _-./:".contains(character) }
  }

  /// Returns whether the text has anything that can be seen.
  package static func isVisible(_ text: some StringProtocol) -> Bool {
    text.unicodeScalars.contains { if case .visible = form(of: $0) { true } else { false } }
  }

  /// Returns the text without white space and invisible characters at its ends.
  package static func trimmed(_ text: String) -> String {
    let scalars = text.unicodeScalars
    guard let first = scalars.firstIndex(where: isVisible), let last = scalars.lastIndex(where: isVisible) else {
      return ""
    }
    return String(scalars[first...last])
  }

  package static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
    if case .visible = form(of: scalar) { true } else { false }
  }

  private enum Form {
    case invisible, space
    case visible(String)
  }

  private static func form(of scalar: Unicode.Scalar) -> Form {
    switch scalar.value {
    case 0x41...0x5A: return .visible(String(Unicode.Scalar(UInt8(scalar.value + 0x20))))
    case 0x60: return .visible("'")
    case 0x21...0x7E: return .visible(String(scalar))
    case 0x09...0x0D, 0x20, 0x85, 0x2800: return .space
    case 0...0x9F: return .invisible
    case 0xFF01...0xFF5E: return form(of: Unicode.Scalar(UInt8(scalar.value - 0xFEE0)))
    case 0x2018...0x201B, 0x2032, 0x2035, 0x02B9, 0x02BB...0x02BD, 0x02C8, 0x02CA, 0x02CB, 0x00B4, 0x0384, 0x055A,
      0x05F3,
      0x1FBD, 0x1FBF, 0x1FEF, 0x1FFD, 0x1FFE, 0xA78C:
      return .visible("'")
    case 0x201C...0x201F, 0x2033, 0x2036, 0x02BA, 0x02DD, 0x02EE, 0x05F4, 0x301D...0x301F: return .visible("\"")
    case 0x2212, 0x2043, 0x02D7, 0x2500, 0x2501, 0x2796: return .visible("-")
    case 0x2044, 0x2215: return .visible("/")
    case 0x2026: return .visible("...")
    default: break
    }
    let properties = scalar.properties
    if properties.isDefaultIgnorableCodePoint { return .invisible }
    if properties.isWhitespace { return .space }
    switch properties.generalCategory {
    case .format, .control: return .invisible
    case .dashPunctuation: return .visible("-")
    default: break
    }
    // The way over capitals makes ß and ss, and ligatures and their letters, one.
    let small = properties.uppercaseMapping.unicodeScalars.map(\.properties.lowercaseMapping).joined()
    return .visible(latin[small] ?? small)
  }

  /// The Cyrillic and Greek letters whose two cases both look like those of a Latin letter.
  private static let latin: [String: String] = [
    "а": "a", "е": "e", "һ": "h", "і": "i", "ј": "j", "о": "o", "ο": "o", "р": "p", "ԛ": "q", "с": "c", "ѕ": "s",
    "у": "y",
    "х": "x", "ԝ": "w",
  ]

  /// Returns how many bytes must be added, removed or replaced to make one text of the other.
  package static func edits(_ left: [UInt8], _ right: [UInt8]) -> Int {
    if left == right { return 0 }
    var row = Array(0...right.count)
    for (i, byte) in left.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, other) in right.enumerated() {
        let replaced = diagonal + (byte == other ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(replaced, row[j] + 1, row[j + 1] + 1)
      }
    }
    return row[right.count]
  }
}

extension Folding {
  /// Returns how a text differs from another that folds alike, such as `it has a no-break space at the end`.
  package static func difference(of text: String, from other: String) -> String {
    if let hidden = Invisible.described(in: text) { return "it has \(hidden)" }
    if let hidden = Invisible.described(in: other) { return "the other has \(hidden)" }
    if text == other { return "their letters are encoded in two ways" }
    if text.lowercased() == other.lowercased() { return "they differ in capitals" }
    let foreign = [text, other].map { $0.unicodeScalars.contains { (0x370...0x52F).contains($0.value) } }
    if foreign[0] != foreign[1] {
      return "\(foreign[0] ? "it" : "the other") has a Cyrillic or Greek letter that looks like a Latin one"
    }
    return "they differ in an apostrophe, a quotation mark, a hyphen or a form of letters"
  }
}

extension Unicode.Scalar {
  /// Whether the character ends a line. A carriage return and the line feed after it end one line.
  package var isLineBreak: Bool {
    switch value {
    case 0x0A...0x0D, 0x85, 0x2028, 0x2029: true
    default: false
    }
  }
}

/// Words for characters that nobody sees.
package enum Invisible {
  /// Returns what is invisible in a text, with its place, such as `a no-break space at the end`; nil where nothing is.
  /// A single ordinary space between words is not mentioned.
  package static func described(in text: String) -> String? {
    let scalars = Array(text.unicodeScalars)
    var found: [String] = []
    for (index, scalar) in scalars.enumerated() {
      let isPlainSpace = scalar == " "
      guard !Folding.isVisible(scalar) else { continue }
      let isAtStart = !scalars[..<index].contains(where: Folding.isVisible)
      let isAtEnd = !scalars[index...].contains(where: Folding.isVisible)
      if isPlainSpace, !isAtStart, !isAtEnd {
        guard scalars[index - 1] == " " else { continue }
        found.append("two spaces in a row")
        continue
      }
      let place = isAtStart ? " at the start" : isAtEnd ? " at the end" : " inside"
      found.append(article(name(of: scalar)) + place)
    }
    var said: Set<String> = []
    let once = found.filter { said.insert($0).inserted }
    return once.isEmpty ? nil : once.joined(separator: " and ")
  }

  /// Returns the text with the name of each invisible character in brackets: `training[zero-width space]`. Ordinary spaces
  /// stay, except at the ends and where two follow each other.
  package static func shown(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    var shown = ""
    for (index, scalar) in scalars.enumerated() {
      let isOrdinary =
        scalar == " " && index > 0 && index < scalars.count - 1 && scalars[index - 1] != " "
        && scalars[index + 1] != " "
      if Folding.isVisible(scalar) || isOrdinary {
        shown.unicodeScalars.append(scalar)
      } else {
        shown += "[\(name(of: scalar))]"
      }
    }
    return shown
  }

  static func name(of scalar: Unicode.Scalar) -> String {
    switch scalar.value {
    case 0x09: "tab"
    case 0x0C: "page break"
    case _ where scalar.isLineBreak: "line break"
    case 0x1A: "Ctrl-Z"
    case 0x20: "space"
    case 0xA0: "no-break space"
    case 0xAD: "soft hyphen"
    case 0x200B: "zero-width space"
    case 0x200C: "zero-width non-joiner"
    case 0x200D: "zero-width joiner"
    case 0x200E, 0x200F, 0x061C, 0x202A...0x202E, 0x2066...0x2069: "direction mark"
    case 0x202F: "narrow no-break space"
    case 0x2060: "word joiner"
    case 0x3000: "wide space"
    case 0xFE00...0xFE0F: "variation selector"
    case 0xFEFF: "byte-order mark"
    case 0...0x1F, 0x7F...0x9F: "control character \(hexadecimal(scalar))"
    default:
      scalar.properties.isWhitespace ? "space \(hexadecimal(scalar))" : "invisible character \(hexadecimal(scalar))"
    }
  }

  private static func hexadecimal(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  private static func article(_ noun: String) -> String { ("aeiou".contains(noun.prefix(1)) ? "an " : "a ") + noun }
}

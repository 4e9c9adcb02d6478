/// The form of an organisation's case numbers, as the job file gives it, such as `LCS-\d{6,7}`.
///
/// A pattern is a row of letters and digits, `\d` for any digit and `[A-Z]` for any character of a list. `{6}`, `{6,7}` and `?` say
/// how often the one before them comes. Capital and small letters are the same. Where a pattern has a separator, and
/// between a letter and a digit, a text may have any separator or none. There is no choice between parts and no repetition without end: a text is searched
/// in one pass, with one bit for each place of the pattern.
package struct CaseNumberPattern: Hashable, Sendable {
  /// What is wrong with a pattern, as a predicate, and what is expected.
  package struct PatternError: Error, Hashable {
    package let problem: String
    package let expected: String
  }

  /// By byte in upper case, the places of the pattern that accept it.
  private let places: [UInt64]
  private let optional: UInt64
  /// The places after which only optional ones come.
  private let last: UInt64

  /// The largest number of characters that a pattern describes.
  package static let most = 64

  package init(_ pattern: String) throws(PatternError) {
    var parser = Parser(rest: Array(pattern.utf8)[...])
    let parts = try parser.parts()
    guard (1...Self.most).contains(parts.count) else {
      throw PatternError(problem: "describes more than \(Self.most) characters", expected: "a shorter pattern")
    }
    var places = [UInt64](repeating: 0, count: 256)
    var optional: UInt64 = 0
    for (index, part) in parts.enumerated() {
      let bytes = part.bytes.allSatisfy(\.isSeparator) ? Set(" -/._".utf8) : part.bytes
      for byte in bytes { places[Int(byte)] |= 1 << UInt64(index) }
      if part.isOptional { optional |= 1 << UInt64(index) }
    }
    let trailing = parts.reversed().prefix(while: \.isOptional).count
    guard parts.count - trailing >= 1,
      parts.count(where: { !$0.isOptional }) >= 4,
      parts.contains(where: { !$0.isOptional && $0.bytes.allSatisfy(\.isDigit) })
    else {
      throw PatternError(
        problem: "would find ordinary words or numbers",
        expected: "four characters or more that must be there, a digit among them")
    }
    self.places = places
    self.optional = optional
    last = (parts.count - trailing - 1..<parts.count).reduce(0) { $0 | 1 << UInt64($1) }
    guard !["2010", "2010-10-01", "01/10/2010", "2010/11", "10.50"].contains(where: { isHeld(by: FoldedText($0)) })
    else {
      throw PatternError(problem: "would find years or dates", expected: "a pattern with a letter, or with more digits")
    }
  }

  /// Returns whether the text holds a number of this form that no letter and no digit touches.
  func isHeld(by text: FoldedText) -> Bool {
    var reached: UInt64 = 0
    for index in text.bytes.indices {
      let byte = text.upper(index)
      var next = reached << 1 | (text[index - 1].isWord ? 0 : 1)
      var skipped = (next & optional) << 1
      while skipped & ~next != 0 {
        next |= skipped
        skipped = (next & optional) << 1
      }
      let kept = byte.isSeparator && text.isBetweenLetterAndDigit(index) ? reached : 0
      reached = next & places[Int(byte)] | kept
      if reached & last != 0, !text[index + 1].isWord, !byte.isSeparator { return true }
    }
    return false
  }
}

extension FoldedText {
  fileprivate func isBetweenLetterAndDigit(_ index: Int) -> Bool {
    let (before, after) = (self[index - 1], self[index + 1])
    return (before.isASCIILetter && after.isDigit) || (before.isDigit && after.isASCIILetter)
  }
}

extension CaseNumberPattern {
  /// One character that a number has, or may have.
  private struct PatternPart {
    let bytes: Set<UInt8>
    let isOptional: Bool
  }

  private struct Parser {
    var rest: ArraySlice<UInt8>

    mutating func parts() throws(PatternError) -> [PatternPart] {
      var parts: [PatternPart] = []
      while let byte = rest.popFirst() {
        let bytes = try bytes(from: byte)
        let (least, most) = try count(isSeparator: bytes.allSatisfy(\.isSeparator))
        for index in 0..<most { parts.append(PatternPart(bytes: bytes, isOptional: index >= least)) }
        if parts.count > CaseNumberPattern.most { break }
      }
      return parts
    }

    /// The characters that one part of the pattern accepts; letters in upper case.
    private mutating func bytes(from byte: UInt8) throws(PatternError) -> Set<UInt8> {
      switch byte {
      case UInt8(ascii: "\\"):
        guard rest.popFirst() == UInt8(ascii: "d") else { throw wrong("has a backslash without d after it") }
        return Set(UInt8(ascii: "0")...UInt8(ascii: "9"))
      case UInt8(ascii: "["): return try list()
      default:
        guard let plain = Self.plain(byte) else {
          throw wrong("has the character ‘\(Character(Unicode.Scalar(byte < 0x80 ? byte : UInt8(ascii: "?"))))’")
        }
        return [plain]
      }
    }

    private mutating func list() throws(PatternError) -> Set<UInt8> {
      var bytes: Set<UInt8> = []
      while rest.first != UInt8(ascii: "]") {
        guard let byte = rest.popFirst() else { throw wrong("has a list without its end") }
        guard byte.isDigit || byte.isASCIILetter, let first = Self.plain(byte) else {
          throw wrong("has no plain list in [ ]")
        }
        guard rest.first == UInt8(ascii: "-") else {
          bytes.insert(first)
          continue
        }
        rest.removeFirst()
        guard let end = rest.popFirst().flatMap(Self.plain), end >= first, end.isDigit == first.isDigit,
          end.isDigit || end.isASCIILetter
        else { throw wrong("has no plain list in [ ]") }
        bytes.formUnion(first...end)
      }
      rest.removeFirst()
      guard !bytes.isEmpty else { throw wrong("has an empty list") }
      return bytes
    }

    /// How often the part comes: a separator may be absent, anything else comes once, unless the pattern says otherwise.
    private mutating func count(isSeparator: Bool) throws(PatternError) -> (least: Int, most: Int) {
      switch rest.first {
      case UInt8(ascii: "?"):
        rest.removeFirst()
        return (0, 1)
      case UInt8(ascii: "{"):
        rest.removeFirst()
        let inner = rest.prefix { $0 != UInt8(ascii: "}") }
        rest = rest.dropFirst(inner.count)
        guard rest.popFirst() != nil else { throw wrong("has a count without its end") }
        let bounds = inner.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false).map {
          Int(String(decoding: $0, as: UTF8.self))
        }
        guard (1...2).contains(bounds.count), let least = bounds[0], let most = bounds.last ?? nil, least <= most,
          (1...CaseNumberPattern.most).contains(most), least >= 0, inner.count <= 5
        else { throw wrong("has no count such as {6} or {6,7}") }
        return (least, most)
      default: return (isSeparator ? 0 : 1, 1)
      }
    }

    private static func plain(_ byte: UInt8) -> UInt8? {
      if byte.isASCIILetter { return byte & 0xDF }
      return byte.isDigit || " -/._".utf8.contains(byte) ? byte : nil
    }

    private func wrong(_ problem: String) -> PatternError {
      PatternError(
        problem: problem,
        expected:
          #"letters, digits, separators, \d, [A-Z], and after each of them ?, {6} or {6,7}, such as 'LCS-\d{7}'"#)
    }
  }
}

/// A second reading of a text, for what people write so that a program does not find it.
extension FoldedText {
  /// The text with signs in place of their words, spelled-out numbers in one piece, and digits in place of the letters that
  /// look like them; nil where that changes nothing.
  var undisguised: FoldedText? {
    let signed = maySpellSigns ? withSigns : bytes
    let joined = Self.maySpellNumbers(signed) ? Self.joiningSingles(signed) : signed
    let changed = Self.withDigits(joined)
    return changed == bytes ? nil : FoldedText(bytes: changed)
  }

  /// Whether the text has a bracket that may hold a sign, or the word dot.
  private var maySpellSigns: Bool {
    bytes.indices.contains { index in
      switch bytes[index] {
      case UInt8(ascii: "["), UInt8(ascii: "("), UInt8(ascii: "{"), UInt8(ascii: "<"): true
      case UInt8(ascii: "d"), UInt8(ascii: "D"): self[index - 1] == UInt8(ascii: " ") && holds(Self.dot, at: index)
      default: false
      }
    }
  }

  /// Returns whether six characters in a row have a space or another separator on each side.
  private static func maySpellNumbers(_ bytes: [UInt8]) -> Bool {
    func isRow(_ isBetween: (UInt8) -> Bool) -> Bool {
      var (alone, length) = (0, 0)
      for byte in bytes {
        if isBetween(byte) {
          alone = length == 1 ? alone + 1 : 0
          if alone >= 5 { return true }
          length = 0
        } else {
          length += 1
        }
      }
      return false
    }
    return isRow { !$0.isWord } || isRow { $0 == UInt8(ascii: " ") }
  }

  private static let dot: Word = "DOT"
  private static let dotBetween: Word = " DOT "
  private static let signs: [(Word, UInt8)] = [
    ("AT", UInt8(ascii: "@")), ("@", UInt8(ascii: "@")), ("DOT", UInt8(ascii: ".")), (".", UInt8(ascii: ".")),
  ]

  /// The text with `@` for `[at]` and `.` for `[dot]`, in any brackets; also for the words alone where a dot is spelled out.
  private var withSigns: [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(count)
    var index = 0
    while index < count {
      if let (sign, end) = sign(at: index) {
        while result.last == UInt8(ascii: " ") { result.removeLast() }
        result.append(sign)
        index = end
        while self[index] == UInt8(ascii: " "), index < count { index += 1 }
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return result
  }

  /// Returns the sign that a word at the index is written for, and the index after the word.
  private func sign(at index: Int) -> (UInt8, Int)? {
    let isBracketed = "[({<".utf8.contains(self[index])
    guard isBracketed || self[index] == UInt8(ascii: " ") else { return nil }
    var place = index + 1
    if isBracketed, self[place] == UInt8(ascii: " ") { place += 1 }
    guard let (word, sign) = Self.signs.first(where: { holds($0.0, at: place) }) else { return nil }
    place += word.bytes.count
    guard isBracketed else {
      guard word.bytes.count > 1, self[place] == UInt8(ascii: " "), self[index - 1].isWord, self[place + 1].isWord
      else { return nil }
      return sign == UInt8(ascii: ".") || hasDotWord(after: place + 1) ? (sign, place + 1) : nil
    }
    if self[place] == UInt8(ascii: " ") { place += 1 }
    guard "])}>".utf8.contains(self[place]) else { return nil }
    return (sign, place + 1)
  }

  /// Returns whether the word at the index is followed by the word dot and another word.
  private func hasDotWord(after index: Int) -> Bool {
    var place = index
    while self[place].isWord || self[place] == UInt8(ascii: "-") { place += 1 }
    return holds(Self.dotBetween, at: place) && self[place + 5].isWord
  }

  /// Returns the text with single letters and digits that are words of their own, such as `0 7 7 0 0`, in one piece.
  ///
  /// Ten digits are grouped as an NHS number is. Numbers that count up are a list and stay.
  private static func joiningSingles(_ bytes: [UInt8]) -> [UInt8] {
    let text = FoldedText(bytes: bytes)
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      let (singles, end) = text.singles(at: index)
      if singles.count >= 6, singles.contains(where: { $0.isDigit || $0 == UInt8(ascii: "@") }), !isCounting(singles) {
        let isTenDigits = singles.count == 10 && singles.allSatisfy(\.isDigit)
        result +=
          isTenDigits
          ? singles[..<3] + [UInt8(ascii: " ")] + singles[3..<6] + [UInt8(ascii: " ")] + singles[6...] : singles[...]
        index = end
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return result
  }

  /// Returns the letters and digits from the index on that have one and the same separator between them. Among spaces other
  /// characters belong to the row too, as the signs of an address do.
  private func singles(at index: Int) -> ([UInt8], end: Int) {
    guard self[index].isWord, !self[index - 1].isWord, !self[index + 1].isWord else { return ([], index) }
    let separator = self[index + 1]
    func isSingle(_ place: Int) -> Bool {
      guard separator == UInt8(ascii: " ") else { return self[place].isWord && !self[place + 1].isWord }
      return self[place] != separator && self[place + 1] == separator
    }
    guard separator.isSeparator || separator == UInt8(ascii: ",") else { return ([], index) }
    // Within a row the walk began at its first character.
    if self[index - 1] == separator, isSingle(index - 2), !self[index - 3].isWord { return ([], index) }
    var singles = [self[index]]
    var place = index
    while self[place + 1] == separator, isSingle(place + 2), place + 2 < count {
      place += 2
      singles.append(self[place])
    }
    return (singles, place + 1)
  }

  private static func isCounting(_ singles: [UInt8]) -> Bool {
    zip(singles, singles.dropFirst()).allSatisfy {
      $1 == $0 + 1 || ($0 == UInt8(ascii: "9") && $1 == UInt8(ascii: "0"))
    }
  }

  /// Returns the text with 0 for the letter O and 1 for a small L and a capital I in words that may be numbers.
  private static func withDigits(_ bytes: [UInt8]) -> [UInt8] {
    var result = bytes
    var start = 0
    while start < bytes.count {
      guard bytes[start].isWord else {
        start += 1
        continue
      }
      var end = start
      while end < bytes.count, bytes[end].isWord { end += 1 }
      let number = number(in: bytes[start..<end])
      for place in number { result[place] = digit(for: bytes[place]) ?? bytes[place] }
      start = end
    }
    return result
  }

  /// Returns the part of a word that may be a number: the whole word, or six characters or more of it after at most two other
  /// letters and before at most one.
  private static func number(in word: ArraySlice<UInt8>) -> Range<Int> {
    func isDigit(_ byte: UInt8) -> Bool { byte.isDigit || digit(for: byte) != nil }
    guard let first = word.firstIndex(where: isDigit), let last = word.lastIndex(where: isDigit) else { return 0..<0 }
    let number = word[first...last]
    let others = (first - word.startIndex, word.endIndex - 1 - last)
    let least = others == (0, 0) ? 3 : 6
    guard number.count >= least, number.allSatisfy(isDigit), others.0 <= 2, others.1 <= 1,
      number.contains(where: \.isDigit)
    else { return 0..<0 }
    return number.startIndex..<number.endIndex
  }

  private static func digit(for letter: UInt8) -> UInt8? {
    switch letter {
    case UInt8(ascii: "O"), UInt8(ascii: "o"): UInt8(ascii: "0")
    case UInt8(ascii: "I"), UInt8(ascii: "l"): UInt8(ascii: "1")
    default: nil
    }
  }
}

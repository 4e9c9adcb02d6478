extension FoldedText {
  /// Whether the text holds an address: a letter on at least one side of the sign. With spaces around the sign, a
  /// domain with a dot must follow.
  var hasEmail: Bool {
    bytes.contains(UInt8(ascii: "@")) && bytes.indices.contains { bytes[$0] == UInt8(ascii: "@") && isAddress(at: $0) }
  }

  private func isAddress(at sign: Int) -> Bool {
    let left = self[sign - 1] == UInt8(ascii: " ") ? sign - 2 : sign - 1
    let right = self[sign + 1] == UInt8(ascii: " ") ? sign + 2 : sign + 1
    guard left >= 0, right < count, self[left].isLocalPart, self[right].isWord else { return false }
    let domain = right..<endOfDomain(from: right)
    if left == sign - 1, right == sign + 1 {
      return hasLetter(startOfLocalPart(from: left)..<sign) || hasLetter(domain)
    }
    return isDomain(domain)
  }

  private func startOfLocalPart(from index: Int) -> Int {
    var place = index
    while place >= 0, self[place].isLocalPart { place -= 1 }
    return place + 1
  }

  private func endOfDomain(from index: Int) -> Int {
    var place = index
    while self[place].isWord || self[place] == UInt8(ascii: ".") || self[place] == UInt8(ascii: "-") { place += 1 }
    return place
  }

  private func hasLetter(_ range: Range<Int>) -> Bool { range.contains { self[$0].isLetter } }

  /// Returns whether the range has a dot inside and two letters after it.
  private func isDomain(_ range: Range<Int>) -> Bool {
    range.dropFirst().contains { place in
      self[place] == UInt8(ascii: ".") && self[place - 1].isWord && self[place + 1].isLetter && self[place + 2].isLetter
    }
  }
}

extension UInt8 { fileprivate var isLocalPart: Bool { isWord || "._%+-'!#$&*=?^`{|}~\"/".utf8.contains(self) } }

/// Addresses of the internet protocol.
extension FoldedText {
  /// Whether the text holds an address of version 4 or 6.
  var hasIPAddress: Bool {
    digitChains.contains { chain in chain.indices.contains { isVersion4(chain[$0...].prefix(4)) } } || hasVersion6
  }

  /// Returns whether the groups are four numbers up to 255 with only dots between them, and not a section's number.
  private func isVersion4(_ groups: ArraySlice<DigitGroup>) -> Bool {
    guard groups.count == 4, let first = groups.first, let last = groups.last, last.end - first.start <= 15,
      groups.allSatisfy({ $0.length == 3 || $0.length == 1 || ($0.length == 2 && self[$0.start] != UInt8(ascii: "0")) }
      ),
      groups.allSatisfy({ number($0.start, $0.length) <= 255 }),
      (first.start..<last.end).allSatisfy({ bytes[$0].isDigit || bytes[$0] == UInt8(ascii: ".") }),
      isSeparate(first, last), self[first.start - 1] != UInt8(ascii: "."),
      self[last.end] != UInt8(ascii: ".") || !self[last.end + 1].isDigit
    else { return false }
    let range = first.start..<last.end
    let mayBeSection =
      groups.allSatisfy { number($0.start, $0.length) <= 40 } && isNear(range, Self.wordsBeforeSections, after: 0)
    return !mayBeSection || isNear(range, Self.wordsOfAddresses, before: 20, after: 0)
  }

  private static let wordsOfAddresses: [Word] = ["IP", "ADDRESS"]
  private static let wordsBeforeSections: [Word] = [
    "SECTION", "PARA", "CHAPTER", "TABLE", "FIGURE", "VERSION", "ANNEX", "CLAUSE", "ITEM", "POINT", "PART", "APPENDIX",
    "STEP",
    "REQUIREMENT", "STANDARD", "RELEASE", "ACTION", "CRITERI", "REGULATION", "RULE", "RECOMMENDATION", "CF", "SEE",
  ]

  /// Whether the text holds eight groups of hexadecimal digits with colons between them, or fewer with one double colon.
  private var hasVersion6: Bool {
    guard bytes.count(where: { $0 == UInt8(ascii: ":") }) > 1 else { return false }
    var start = 0
    while start < count {
      guard isVersion6Part(start), !isVersion6Part(start - 1) else {
        start += 1
        continue
      }
      var end = start
      while isVersion6Part(end) { end += 1 }
      if isVersion6(start..<end) { return true }
      start = end
    }
    return false
  }

  private func isVersion6Part(_ index: Int) -> Bool { self[index] == UInt8(ascii: ":") || self[index].isWord }

  private func isVersion6(_ range: Range<Int>) -> Bool {
    guard range.count <= 46 else { return false }
    let groups = bytes[range].split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    let filled = groups.filter { !$0.isEmpty }
    guard filled.allSatisfy({ $0.count <= 4 && $0.allSatisfy(\.isHexadecimal) }), filled.count >= 2 else {
      return false
    }
    let inner = groups.dropFirst().dropLast()
    guard inner.contains(where: \.isEmpty) else { return filled.count == 8 && groups.count == 8 }
    return filled.count <= 7 && filled.contains { group in group.contains(where: \.isDigit) || group.count > 2 }
  }
}

extension UInt8 {
  fileprivate var isHexadecimal: Bool {
    isDigit || (self & 0xDF >= UInt8(ascii: "A") && self & 0xDF <= UInt8(ascii: "F"))
  }
}

extension FoldedText {
  /// Whether the text holds a full postcode: the area's letters, the district, and the three characters of the inward
  /// code.
  var hasPostcode: Bool {
    var index = 0
    while index < count {
      if bytes[index].isASCIILetter, !self[index - 1].isWord, isPostcode(at: index) { return true }
      index += 1
    }
    return false
  }

  private func isPostcode(at start: Int) -> Bool {
    if holds(Self.giro, at: start) { return isInward(after: start + 3) }
    var place = start
    while self[place].isASCIILetter, place < start + 3 { place += 1 }
    guard self[place].isDigit, Self.areas.contains((start..<place).map { upper($0) }) else { return false }
    place += 1
    if isInward(after: place, isShort: place == start + 2) { return true }
    guard self[place].isWord else { return false }
    return isInward(after: place + 1)
  }

  /// Returns whether an inward code follows: a digit and two letters, with separators before them, between them, or none.
  private func isInward(after end: Int, isShort: Bool = false) -> Bool {
    var place = self[end] == UInt8(ascii: ",") ? end + 1 : end
    while place < end + 3, self[place].isSeparator { place += 1 }
    var letters = place + 1
    while letters < place + 3, self[letters].isSeparator { letters += 1 }
    let (one, two) = (upper(letters), upper(letters + 1))
    guard place < count, self[place].isDigit, one.isASCIILetter, two.isASCIILetter, !"CIKMOV".utf8.contains(one),
      !"CIKMOV".utf8.contains(two), !self[letters + 2].isWord
    else { return false }
    if letters > place + 1, isWord(letters, isShort: isShort) { return false }
    return place == end || !isOrdinal(letters)
  }

  /// Returns whether two letters apart from the digit before them are a word of their own: `S1 2 by`, `S1 2 GP practices`.
  private func isWord(_ index: Int, isShort: Bool) -> Bool {
    if [index, index + 1].contains(where: { self[$0] != upper($0) }) {
      return Self.shortWords.contains { holds($0, at: index) } || isOrdinal(index)
    }
    return isShort && Self.abbreviations.contains { holds($0, at: index) }
  }

  /// Returns whether the letters are an ordinal ending: `S1 1st` is the first entry of strand S1.
  private func isOrdinal(_ index: Int) -> Bool {
    let isSmall = self[index] != upper(index) && self[index + 1] != upper(index + 1)
    return isSmall && Self.endings.contains { holds($0, at: index) }
  }

  private static let giro: Word = "GIR"
  private static let endings: [Word] = ["ST", "ND", "RD", "TH", "HR"]
  private static let abbreviations: [Word] = [
    "GP", "PE", "RE", "HR", "LA", "DT", "TA", "PA", "EP", "AD", "PR", "SW", "EY", "AP", "QA",
  ]

  /// The areas: the letters that British postcodes begin with.
  private static let areas = Set(
    """
    AB AL B BA BB BD BF BH BL BN BR BS BT BX CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX
    FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG
    NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS
    TW UB W WA WC WD WF WN WR WS WV YO ZE
    """.split { $0.isWhitespace }.map { Array($0.utf8) })
}

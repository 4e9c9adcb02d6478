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

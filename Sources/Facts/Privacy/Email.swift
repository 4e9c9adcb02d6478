extension FoldedText {
  /// Something at somewhere: both ends hold a letter, or with spaces about the sign, a domain with a dot follows.
  var hasEmail: Bool {
    bytes.indices.contains { bytes[$0] == UInt8(ascii: "@") && isAddress(at: $0) }
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
    while self[place].isWord || self[place] == UInt8(ascii: ".") || self[place] == UInt8(ascii: "-")
    {
      place += 1
    }
    return place
  }

  private func hasLetter(_ range: Range<Int>) -> Bool { range.contains { self[$0].isLetter } }

  /// A dot inside, and two letters after one.
  private func isDomain(_ range: Range<Int>) -> Bool {
    range.dropFirst().contains { place in
      self[place] == UInt8(ascii: ".") && self[place - 1].isWord && self[place + 1].isLetter
        && self[place + 2].isLetter
    }
  }
}

extension UInt8 {
  fileprivate var isLocalPart: Bool {
    isWord || "._%+-'!#$&*=?^`{|}~\"/".utf8.contains(self)
  }
}

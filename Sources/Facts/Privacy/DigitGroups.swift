/// Digits that stand together: where they begin, and how many.
struct DigitGroup {
  let start: Int
  let length: Int
  var end: Int { start + length }
}

extension DigitGroup {
  /// Chains of groups with nothing but separators between them, three at most each time.
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
      if let last = chains.last?.last, start - last.end <= 3,
        bytes[last.end..<start].allSatisfy(\.isSeparator)
      {
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

  /// Whether no letter touches the groups: they are numbers of their own, not part of a code.
  func standAlone(_ first: DigitGroup, _ last: DigitGroup) -> Bool {
    !self[first.start - 1].isWord && !self[last.end].isWord
  }
}

extension FoldedText {
  /// Ten digits with the check digit of an NHS number: as a whole in its grouping, 3-3-4, or beside the letters NHS.
  var hasNHSNumber: Bool {
    for chain in digitChains {
      for index in chain.indices where isGroupedNHSNumber(chain[index...].prefix(3)) {
        return true
      }
      if isNHSNumber(chain), standAlone(chain[0], chain[chain.count - 1]), isBesideNHS(chain) {
        return true
      }
      for group in chain where group.length == 10 {
        if isNHSNumber([group]), standAlone(group, group), isBesideNHS([group]) { return true }
      }
    }
    return false
  }

  private func isGroupedNHSNumber(_ groups: ArraySlice<DigitGroup>) -> Bool {
    guard groups.count == 3, groups.map(\.length) == [3, 3, 4], let first = groups.first,
      let last = groups.last
    else { return false }
    return isNHSNumber(groups) && standAlone(first, last)
  }

  private func isNHSNumber(_ groups: some Collection<DigitGroup>) -> Bool {
    guard groups.reduce(0, { $0 + $1.length }) == 10 else { return false }
    let digits = digits(groups)
    let sum = (0..<9).reduce(0) { $0 + digits[$1] * (10 - $1) }
    return (11 - sum % 11) % 11 == digits[9]
  }

  private func isBesideNHS(_ groups: [DigitGroup]) -> Bool {
    guard let first = groups.first, let last = groups.last else { return false }
    let before = max(0, first.start - 30)..<first.start
    let after = last.end..<min(count, last.end + 30)
    return before.contains { holds("NHS", at: $0) } || after.contains { holds("NHS", at: $0) }
  }
}

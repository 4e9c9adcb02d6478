extension FoldedText {
  /// Two letters, six digits, and a letter A to D, as HMRC issues them; also QQ, which stands in examples.
  var hasNationalInsuranceNumber: Bool {
    digitChains.contains { chain in
      chain.indices.contains { isInsuranceNumber(chain[$0...]) }
    }
  }

  private func isInsuranceNumber(_ groups: ArraySlice<DigitGroup>) -> Bool {
    guard let first = groups.first, let prefix = prefix(before: first.start) else { return false }
    var lengths: [Int] = []
    for group in groups {
      lengths.append(group.length)
      let sum = lengths.reduce(0, +)
      if sum > 6 { return false }
      guard sum == 6 else { continue }
      guard let suffix = suffix(after: group.end) else { return false }
      let isCompact = prefix + 2 == first.start && suffix == group.end
      let isGrouped = lengths == [2, 2, 2] || lengths == [3, 3]
      // "or 123456 a" is prose: apart and in one piece, only capitals make a number of it.
      return isCompact || isGrouped || [prefix, prefix + 1, suffix].allSatisfy { isCapital($0) }
    }
    return false
  }

  /// Where the two letters stand that may begin a number, or nil.
  private func prefix(before index: Int) -> Int? {
    var end = index
    while end > index - 3, self[end - 1].isSeparator { end -= 1 }
    let start = end - 2
    let (one, two) = (upper(start), upper(start + 1))
    guard start >= 0, one.isASCIILetter, two.isASCIILetter, !self[start - 1].isWord,
      !"DFIUV".utf8.contains(one), !"DFIOUV".utf8.contains(two),
      !["BG", "GB", "KN", "NK", "NT", "TN", "ZZ"].contains(where: { holds($0, at: start) })
    else { return nil }
    return start
  }

  private func suffix(after index: Int) -> Int? {
    var place = index
    while place < index + 3, self[place].isSeparator { place += 1 }
    guard "ABCD".utf8.contains(upper(place)), !self[place + 1].isWord else { return nil }
    return place
  }

  private func isCapital(_ index: Int) -> Bool { self[index] == upper(index) }
}

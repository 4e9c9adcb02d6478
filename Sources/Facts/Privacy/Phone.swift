extension FoldedText {
  /// A phone number in full: 0 and nine or ten digits more, or a country's code after + or 00.
  var hasPhone: Bool {
    digitChains.contains { chain in
      chain.indices.contains { isPhone(chain[$0...]) }
    }
  }

  private func isPhone(_ groups: ArraySlice<DigitGroup>) -> Bool {
    guard let first = groups.first, !self[first.start - 1].isWord else { return false }
    if isAfterPlus(first.start) { return isInternational(groups) }
    let digits = digits(groups.prefix(16)).prefix(6)
    if digits.starts(with: [0, 0, 4, 4]) { return reaches(13...15, groups) }
    guard digits.count > 1, digits[0] == 0, digits[1] != 0, digits[1] != 4, digits[1] != 6,
      !isTailOfCode(first), beginsLikePhone(groups)
    else { return false }
    return reaches(10...11, groups)
  }

  /// An area code has three digits or more; two or one only before a longer group, so that dates and times are none.
  private func beginsLikePhone(_ groups: ArraySlice<DigitGroup>) -> Bool {
    guard let first = groups.first else { return false }
    if first.length >= 3 { return true }
    guard let second = groups.dropFirst().first, second.length >= 3 else { return false }
    if first.length == 1, self[first.end] == UInt8(ascii: ".") { return false }
    return second.length != 4 || first.length == 1 || self[first.end] == UInt8(ascii: " ")
  }

  /// `LRSA-012 2010-10-01` is a reference and a date.
  private func isTailOfCode(_ first: DigitGroup) -> Bool {
    let before = self[first.start - 1]
    guard before == UInt8(ascii: "-") || before == UInt8(ascii: "/") || before == UInt8(ascii: "_")
    else { return false }
    return first.length < 5 && self[first.start - 2].isWord
  }

  private func isAfterPlus(_ index: Int) -> Bool {
    var place = index - 1
    while place > index - 4, self[place] == UInt8(ascii: " ") || self[place] == UInt8(ascii: "(") {
      place -= 1
    }
    return self[place] == UInt8(ascii: "+") && !self[place - 1].isDigit
  }

  private func isInternational(_ groups: ArraySlice<DigitGroup>) -> Bool {
    if digits(groups.prefix(2)).starts(with: [4, 4]) { return reaches(11...13, groups) }
    guard let first = groups.first, self[first.end] != UInt8(ascii: ".") else { return false }
    return reaches(10...15, groups)
  }

  /// Whether the groups, from the first on, come to so many digits where one of them ends.
  private func reaches(_ total: ClosedRange<Int>, _ groups: ArraySlice<DigitGroup>) -> Bool {
    var sum = 0
    for group in groups {
      sum += group.length
      if total.contains(sum) { return !self[group.end].isWord }
      if sum > total.upperBound { return false }
    }
    return false
  }
}

extension FoldedText {
  /// Whether the text holds a full phone number: 0 and nine or ten more digits, a country code after + or 00, the bare country
  /// code 44, or a North American number.
  var hasPhone: Bool {
    mostDigits >= 10 && digitChains.contains { chain in chain.indices.contains { isPhone(chain[$0...]) } }
  }

  private func isPhone(_ groups: ArraySlice<DigitGroup>) -> Bool {
    guard let first = groups.first else { return false }
    // A mobile number in one piece is one whatever touches it, such as `tel07700900123`.
    if first.length == 11, digits([first]).starts(with: [0, 7]) { return true }
    guard !self[first.start - 1].isWord else { return false }
    if isAfterPlus(first.start) { return isInternational(groups) }
    let digits = digits(groups.prefix(16)).prefix(6)
    if digits.starts(with: [0, 0, 4, 4]) { return reaches(13...15, groups) }
    if isBareInternational(groups, digits) || isNorthAmerican(groups) || isInPairs(groups) { return true }
    guard digits.count > 1, digits[0] == 0, digits[1] != 0, digits[1] != 4, digits[1] != 6, !isTailOfCode(first),
      beginsLikePhone(groups)
    else { return false }
    return reaches(10...11, groups)
  }

  /// Returns whether the first groups fit an area code of three digits or more. One or two digits need a longer group
  /// after them, so that dates and times do not fit.
  private func beginsLikePhone(_ groups: ArraySlice<DigitGroup>) -> Bool {
    guard let first = groups.first else { return false }
    if first.length >= 3 { return true }
    guard let second = groups.dropFirst().first, second.length >= 3, !isYear(second) else { return false }
    // A zero alone begins a list of numbers more often.
    if first.length == 1 { return self[first.end] != UInt8(ascii: ".") && reaches(10...11, groups.prefix(4)) }
    return second.length != 4 || self[first.end] == UInt8(ascii: " ")
  }

  /// Returns whether the group ends a code: `LRSA-012 2010-10-01` is a reference and a date.
  private func isTailOfCode(_ first: DigitGroup) -> Bool {
    let before = self[first.start - 1]
    guard before == UInt8(ascii: "-") || before == UInt8(ascii: "/") || before == UInt8(ascii: "_") else {
      return false
    }
    return first.length < 5 && self[first.start - 2].isWord
  }

  private func isAfterPlus(_ index: Int) -> Bool {
    var place = index - 1
    while place > index - 4, self[place] == UInt8(ascii: " ") || self[place] == UInt8(ascii: "(") { place -= 1 }
    return self[place] == UInt8(ascii: "+") && !self[place - 1].isDigit
  }

  private func isInternational(_ groups: ArraySlice<DigitGroup>) -> Bool {
    if digits(groups.prefix(2)).starts(with: [4, 4]) { return reaches(11...13, groups) }
    guard let first = groups.first, self[first.end] != UInt8(ascii: ".") else { return false }
    return reaches(10...15, groups)
  }

  /// Returns whether the groups are a British number after 44, or any after 00, without a plus sign.
  private func isBareInternational(_ groups: ArraySlice<DigitGroup>, _ digits: ArraySlice<Int>) -> Bool {
    guard let first = groups.first, digits.count > 3 else { return false }
    if digits[0] == 0, digits[1] == 0, digits[2] != 0 {
      return first.length >= 3 && !isTailOfCode(first) && reaches(11...15, groups)
    }
    guard digits[0] == 4, digits[1] == 4, [1, 2, 3, 7].contains(digits[2]) else { return false }
    let isSplit = first.length == 2 && groups.dropFirst().first.map { $0.length >= 3 } ?? false
    let isMobile = digits[2] == 7 && first.length >= 4
    return (first.length == 12 || isSplit || isMobile) && !groups.prefix(5).contains(where: isYear)
      && reaches(12...12, groups)
  }

  /// Returns whether the groups are 3-3-4 digits after a 1, or with dashes, dots or brackets; area and exchange begin with 2
  /// to 9.
  private func isNorthAmerican(_ groups: ArraySlice<DigitGroup>) -> Bool {
    guard let first = groups.first else { return false }
    let hasOne = first.length == 1 && self[first.start] == UInt8(ascii: "1")
    let three = (hasOne ? groups.dropFirst() : groups).prefix(3)
    guard three.map(\.length) == [3, 3, 4], let area = three.first, let exchange = three.dropFirst().first,
      let last = three.last, !self[last.end].isWord
    else { return false }
    let isSpaced = self[area.end] == UInt8(ascii: " ") && self[area.start - 1] != UInt8(ascii: "(")
    return (hasOne || !isSpaced) && [area, exchange].allSatisfy { self[$0.start] >= UInt8(ascii: "2") }
  }

  /// Returns whether the groups are a mobile number in pairs: `07 70 09 00 12 3` or `0 77 00 90 01 23`. Numbers that count up are a
  /// list.
  private func isInPairs(_ groups: ArraySlice<DigitGroup>) -> Bool {
    if let zero = groups.first, zero.length == 1, self[zero.start] == UInt8(ascii: "0"),
      self[zero.end] == UInt8(ascii: " ")
    {
      let pairs = groups.dropFirst().prefix { $0.length == 2 }
      return pairs.count == 5 && digits(pairs).starts(with: [7]) && reaches(11...11, groups)
    }
    let pairs = groups.prefix { $0.length == 2 }.prefix(5)
    guard pairs.count >= 4, let first = pairs.first, let last = pairs.last,
      (first.end..<last.start).allSatisfy({ bytes[$0].isDigit || bytes[$0] == self[first.end] }),
      self[first.end] == UInt8(ascii: " ") || self[first.end] == UInt8(ascii: "-")
    else { return false }
    let digits = digits(pairs)
    let numbers = stride(from: 0, to: digits.count, by: 2).map { digits[$0] * 10 + digits[$0 + 1] }
    guard numbers[0] == 7, !zip(numbers, numbers.dropFirst()).allSatisfy({ $1 == $0 + 1 }) else { return false }
    return reaches(11...11, groups)
  }

  /// Returns whether the number of digits, at the end of a group, is within `total`.
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

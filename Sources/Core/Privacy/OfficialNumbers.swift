/// Numbers that public bodies give to people.
extension FoldedText {
  /// Whether the text holds ten digits with the check digit of an NHS number: grouped as 3-3-4, or near the letters NHS.
  var hasNHSNumber: Bool {
    numbers(of: 10).contains { groups in
      guard isNHSNumber(groups) else { return false }
      return groups.map(\.length) == [3, 3, 4] || isNear(range(of: groups), Self.wordsOfNHS)
    }
  }

  private func isNHSNumber(_ groups: ArraySlice<DigitGroup>) -> Bool {
    let digits = digits(groups)
    return (11 - weighted(digits.prefix(9)) % 11) % 11 == digits[9]
  }

  /// Whether the text holds ten digits with the check digit of a unique learner number, near its name.
  var hasLearnerNumber: Bool {
    numbers(of: 10).contains { groups in
      let digits = digits(groups)
      let rest = weighted(digits.prefix(9)) % 11
      return rest > 0 && 10 - rest == digits[9] && isNear(range(of: groups), Self.wordsOfLearners)
    }
  }

  private static let wordsOfNHS: [Word] = ["NHS"]
  private static let wordsOfLearners: [Word] = ["ULN", "LEARNER"]

  /// Returns the sum of nine digits, weighted from 10 down to 2.
  private func weighted(_ digits: ArraySlice<Int>) -> Int {
    zip(digits, (2...10).reversed()).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// Returns the numbers of the given digits that letters do not touch: whole groups that follow each other. A date and an hour
  /// are no number.
  func numbers(of total: Int) -> [ArraySlice<DigitGroup>] {
    guard mostDigits >= total else { return [] }
    return digitChains.flatMap { chain in
      chain.indices.compactMap { index in
        var sum = 0
        for end in index..<chain.endIndex {
          sum += chain[end].length
          if sum > total { return nil }
          guard sum == total else { continue }
          let groups = chain[index...end]
          let isDate = groups.count > 1 && isYear(chain[index]) && chain[index + 1].length <= 2
          let isSeparate = isSeparate(chain[index], chain[end]) || holds(Self.wordsOfNHS[0], at: chain[index].start - 3)
          return isSeparate && !isDate ? groups : nil
        }
        return nil
      }
    }
  }

  func range(of groups: ArraySlice<DigitGroup>) -> Range<Int> {
    guard let first = groups.first, let last = groups.last else { return 0..<0 }
    return first.start..<last.end
  }

  func isYear(_ group: DigitGroup) -> Bool { group.length == 4 && (1900...2099).contains(number(group.start, 4)) }

  /// Whether the text holds a national insurance number: two letters, six digits, and a letter A to D, as HMRC issues
  /// them; also the prefix QQ of examples.
  var hasNationalInsuranceNumber: Bool {
    mostDigits >= 6 && digitChains.contains { chain in chain.indices.contains { isInsuranceNumber(chain[$0...]) } }
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
      return isCompact || isGrouped || !isProse(prefix, suffix)
    }
    return false
  }

  private static let neverGiven: [Word] = ["BG", "GB", "KN", "NK", "NT", "TN", "ZZ"]

  /// Returns the index of two letters before `index` that may begin a number, or nil.
  private func prefix(before index: Int) -> Int? {
    var end = index
    while end > index - 3, self[end - 1].isSeparator { end -= 1 }
    let start = end - 2
    let (one, two) = (upper(start), upper(start + 1))
    guard start >= 0, one.isASCIILetter, two.isASCIILetter, !self[start - 1].isWord, !"DFIUV".utf8.contains(one),
      !"DFIOUV".utf8.contains(two),
      !Self.neverGiven.contains(where: { holds($0, at: start) })
    else { return nil }
    return start
  }

  private func suffix(after index: Int) -> Int? {
    var place = index
    while place < index + 3, self[place].isSeparator { place += 1 }
    guard "ABCD".utf8.contains(upper(place)), !self[place + 1].isWord else { return nil }
    return place
  }

  /// Returns whether the letters are words: `or 123456 a` is prose, `ab 123456 c` is not.
  private func isProse(_ prefix: Int, _ suffix: Int) -> Bool {
    upper(suffix) == UInt8(ascii: "A") && (prefix...prefix + 1).contains { self[$0] != upper($0) }
      && Self.shortWords.contains { holds($0, at: prefix) }
  }

  /// The words of two letters that could begin a national insurance number or end a postcode.
  static let shortWords: [Word] = [
    "AM", "AN", "AS", "AT", "BE", "BY", "HE", "ME", "MY", "NO", "OF", "ON", "OR", "SO", "TO", "UP", "US", "WE", "PH",
    "EG", "ET",
    "AL", "PP", "NB", "RE",
  ]
}

/// Numbers of schools and of travel.
extension FoldedText {
  /// Whether the text holds a unique pupil number: a check letter and twelve digits, or eleven digits and a letter where it is
  /// a temporary one.
  var hasPupilNumber: Bool {
    mostDigits >= 11 && digitChains.contains { chain in chain.indices.contains { isPupilNumber(chain[$0...]) } }
  }

  private func isPupilNumber(_ groups: ArraySlice<DigitGroup>) -> Bool {
    guard let first = groups.first else { return false }
    let isApart = self[first.start - 1].isSeparator
    let letter = first.start - (isApart ? 2 : 1)
    guard letter >= 0, let check = Self.checkLetters.firstIndex(of: upper(letter)), !self[letter - 1].isWord else {
      return false
    }
    var sum = 0
    for (index, group) in zip(groups.indices, groups) {
      sum += group.length
      guard sum >= 11 else { continue }
      guard sum <= 12 else { return false }
      let last = Self.checkLetters.firstIndex(of: upper(group.end))
      let isTemporary = sum == 11 && last != nil && !self[group.end + 1].isWord
      guard isTemporary || (sum == 12 && !self[group.end].isWord) else { continue }
      let number = groups[...index]
      let values = digits(number) + (isTemporary ? [last ?? 0] : [])
      guard zip(values, 2...).reduce(0, { $0 + $1.0 * $1.1 }) % 23 == check else { continue }
      // A word of one letter and years are prose: `a 2010 2011 2012`.
      return !isApart || number.map(\.length) == [3, 4, 2, 3] || number.count == 1
        || isNear(range(of: number), Self.wordsOfPupils)
    }
    return false
  }

  private static let wordsOfPupils: [Word] = ["UPN", "PUPIL"]
  private static let wordsOfPassports: [Word] = ["PASSPORT"]
  private static let startOfPassports: Word = "P<"
  /// The letters by their values.
  private static let checkLetters = Array("ABCDEFGHJKLMNPQRTUVWXYZ".utf8)

  /// Whether the text holds the number of a passport near that word, or the first line of a passport that machines read.
  var hasPassportNumber: Bool {
    if bytes.contains(UInt8(ascii: "<")), bytes.indices.contains(where: { isMachineReadable($0) }) { return true }
    guard mostDigits >= 6 else { return false }
    if numbers(of: 9).contains(where: { isNear(range(of: $0), Self.wordsOfPassports) }) { return true }
    return digitChains.joined().contains { group in
      var start = group.start
      while start > group.start - 3, self[start - 1].isASCIILetter { start -= 1 }
      let letters = group.start - start
      guard letters <= 2, !self[start - 1].isWord, !self[group.end].isWord, (8...9).contains(letters + group.length)
      else {
        return false
      }
      return (letters > 0 || !isYearMonthDay(group)) && isNear(start..<group.end, Self.wordsOfPassports)
    }
  }

  /// `P<GBR` and the rest of the line.
  private func isMachineReadable(_ index: Int) -> Bool {
    holds(Self.startOfPassports, at: index) && !self[index - 1].isWord
      && (2..<5).allSatisfy { self[index + $0].isASCIILetter }
  }
}

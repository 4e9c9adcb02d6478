extension FoldedText {
  /// Whether the text holds a date with day, month and year within 30 characters of born, birth or DOB.
  var hasDateOfBirth: Bool { dates.contains { isNearBirth($0) } }

  private func isNearBirth(_ date: Range<Int>) -> Bool {
    (max(0, date.lowerBound - 35)..<min(count, date.upperBound + 31)).contains { index in
      guard let end = endOfBirthWord(at: index) else { return false }
      return max(date.lowerBound - end, index - date.upperBound) <= 30
    }
  }

  private func endOfBirthWord(at index: Int) -> Int? {
    switch upper(index) {
    case UInt8(ascii: "B"), UInt8(ascii: "D"): break
    default: return nil
    }
    guard !self[index - 1].isLetter else { return nil }
    if holds("BIRTH", at: index) { return index + 5 }
    let whole: [(StaticString, Int)] = [("BORN", 4), ("DOB", 3), ("D.O.B", 5), ("D O B", 5)]
    let word = whole.first { holds($0.0, at: index) && !self[index + $0.1].isLetter }
    return word.map { index + $0.1 }
  }

  private var dates: [Range<Int>] {
    var dates: [Range<Int>] = []
    for chain in digitChains {
      for index in chain.indices {
        if let date = date(in: chain[index...]) ?? writtenDate(at: chain[index]) { dates.append(date) }
      }
    }
    return dates
  }

  /// Returns the range of a date in digits: three groups, or one.
  private func date(in groups: ArraySlice<DigitGroup>) -> Range<Int>? {
    guard let first = groups.first else { return nil }
    let three = groups.prefix(3)
    if let third = three.dropFirst(2).first, isDate(three.map { number($0.start, $0.length) }, three.map(\.length)) {
      return first.start..<third.end
    }
    let (start, whole) = (first.start, first.start..<first.end)
    switch first.length {
    case 8:
      let orders = [[2, 2, 4], [4, 2, 2]]
      return orders.contains { isDate(split(start, $0), $0) } ? whole : nil
    case 6: return isDate(split(start, [2, 2, 2]), [2, 2, 2]) ? whole : nil
    default: return nil
    }
  }

  /// Returns whether the numbers are a date in the British, ISO or American order.
  private func isDate(_ numbers: [Int], _ lengths: [Int]) -> Bool {
    guard numbers.count == 3, lengths[1] <= 2 else { return false }
    let (a, b, c) = (numbers[0], numbers[1], numbers[2])
    if lengths[0] == 4 { return lengths[2] <= 2 && (1...12).contains(b) && (1...31).contains(c) }
    guard lengths[0] <= 2, lengths[2] == 4 || lengths[2] == 2 else { return false }
    return ((1...31).contains(a) && (1...12).contains(b)) || ((1...12).contains(a) && (1...31).contains(b))
  }

  private func number(_ start: Int, _ length: Int) -> Int {
    (start..<start + min(length, 9)).reduce(0) { $0 * 10 + Int(bytes[$1]) - 48 }
  }

  private func split(_ start: Int, _ lengths: [Int]) -> [Int] {
    var place = start
    return lengths.map { length in
      defer { place += length }
      return number(place, length)
    }
  }

  /// Returns the range of `3rd of March 2004`, `3-Mar-04` or `March 3, 2004` around the day's digits.
  func writtenDate(at day: DigitGroup) -> Range<Int>? {
    guard day.length <= 2 else { return nil }
    let afterDay = skipOrdinal(day.end)
    if let month = monthEnd(at: skipFiller(afterDay)), let end = yearEnd(at: skipFiller(month)) {
      return day.start..<end
    }
    guard let month = monthStart(before: day.start), let end = yearEnd(at: skipFiller(afterDay)) else { return nil }
    return month..<end
  }

  private func skipOrdinal(_ index: Int) -> Int {
    let endings: [StaticString] = ["ST", "ND", "RD", "TH"]
    return endings.contains { holds($0, at: index) } ? index + 2 : index
  }

  /// Returns the index after separators, commas and `of`.
  private func skipFiller(_ index: Int) -> Int {
    var place = index
    while place < count, place < index + 8 {
      if self[place].isSeparator || self[place] == UInt8(ascii: ",") {
        place += 1
      } else if holds("OF", at: place), !self[place + 2].isLetter {
        place += 2
      } else {
        break
      }
    }
    return place
  }

  private func monthEnd(at index: Int) -> Int? {
    guard Self.months.contains(where: { holds($0, at: index) }) else { return nil }
    var place = index
    while self[place].isASCIILetter { place += 1 }
    return place - index <= 9 ? place : nil
  }

  private func monthStart(before index: Int) -> Int? {
    var end = index
    while end > index - 3, self[end - 1].isSeparator { end -= 1 }
    var start = end
    while start > 0, self[start - 1].isASCIILetter, end - start < 9 { start -= 1 }
    return monthEnd(at: start) == end ? start : nil
  }

  /// Returns the end of a year of two or four digits. An apostrophe may precede the digits.
  private func yearEnd(at index: Int) -> Int? {
    let start = self[index] == UInt8(ascii: "'") || self[index] == Self.mark ? index + 1 : index
    var end = start
    while self[end].isDigit { end += 1 }
    return end - start == 4 || end - start == 2 ? end : nil
  }

  private static let months: [StaticString] = [
    "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC",
  ]

  /// Whether the text holds an address: a letter on at least one side of the sign. With spaces around the sign, a
  /// domain with a dot must follow.
  var hasEmail: Bool { bytes.indices.contains { bytes[$0] == UInt8(ascii: "@") && isAddress(at: $0) } }

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

extension FoldedText {
  /// Whether the text holds a national insurance number: two letters, six digits, and a letter A to D, as HMRC issues
  /// them; also the prefix QQ of examples.
  var hasNationalInsuranceNumber: Bool {
    digitChains.contains { chain in chain.indices.contains { isInsuranceNumber(chain[$0...]) } }
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
      // "or 123456 a" is prose. Letters apart from six digits in one piece make a number only in capitals.
      return isCompact || isGrouped || [prefix, prefix + 1, suffix].allSatisfy { isCapital($0) }
    }
    return false
  }

  /// Returns the index of two letters before `index` that may begin a number, or nil.
  private func prefix(before index: Int) -> Int? {
    var end = index
    while end > index - 3, self[end - 1].isSeparator { end -= 1 }
    let start = end - 2
    let (one, two) = (upper(start), upper(start + 1))
    guard start >= 0, one.isASCIILetter, two.isASCIILetter, !self[start - 1].isWord, !"DFIUV".utf8.contains(one),
      !"DFIOUV".utf8.contains(two),
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

  /// Whether the text holds a full phone number: 0 and nine or ten more digits, or a country code after + or 00.
  var hasPhone: Bool { digitChains.contains { chain in chain.indices.contains { isPhone(chain[$0...]) } } }

  private func isPhone(_ groups: ArraySlice<DigitGroup>) -> Bool {
    guard let first = groups.first, !self[first.start - 1].isWord else { return false }
    if isAfterPlus(first.start) { return isInternational(groups) }
    let digits = digits(groups.prefix(16)).prefix(6)
    if digits.starts(with: [0, 0, 4, 4]) { return reaches(13...15, groups) }
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
    guard let second = groups.dropFirst().first, second.length >= 3 else { return false }
    if first.length == 1, self[first.end] == UInt8(ascii: ".") { return false }
    return second.length != 4 || first.length == 1 || self[first.end] == UInt8(ascii: " ")
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
    if holds("GIR", at: start) { return isInward(after: start + 3) }
    var place = start
    while self[place].isASCIILetter, place < start + 3 { place += 1 }
    guard self[place].isDigit, Self.areas.contains((start..<place).map { upper($0) }) else { return false }
    place += 1
    if isInward(after: place) { return true }
    guard self[place].isWord else { return false }
    return isInward(after: place + 1)
  }

  /// Returns whether an inward code follows: a digit and two letters, with separators before them or none.
  private func isInward(after end: Int) -> Bool {
    var place = end
    while place < end + 3, self[place].isSeparator { place += 1 }
    let (one, two) = (upper(place + 1), upper(place + 2))
    guard place < count, self[place].isDigit, one.isASCIILetter, two.isASCIILetter, !"CIKMOV".utf8.contains(one),
      !"CIKMOV".utf8.contains(two), !self[place + 3].isWord
    else { return false }
    return place == end || !isOrdinal(place + 1)
  }

  /// Returns whether the letters are an ordinal ending: `S1 1st` is the first entry of strand S1.
  private func isOrdinal(_ index: Int) -> Bool {
    let isSmall = self[index] != upper(index) && self[index + 1] != upper(index + 1)
    let endings: [StaticString] = ["ST", "ND", "RD", "TH", "HR"]
    return isSmall && endings.contains { holds($0, at: index) }
  }

  /// The areas: the letters that British postcodes begin with.
  private static let areas = Set(
    """
    AB AL B BA BB BD BF BH BL BN BR BS BT BX CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX
    FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG
    NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS
    TW UB W WA WC WD WF WN WR WS WV YO ZE
    """.split { $0.isWhitespace }.map { Array($0.utf8) })
}

extension FoldedText {
  /// Whether the text holds a date with day, month and year within 30 characters of born, birth or DOB.
  var hasDateOfBirth: Bool { dates.contains { isNearBirth($0) } }

  private func isNearBirth(_ date: Range<Int>) -> Bool {
    isAfterB(date)
      || (max(0, date.lowerBound - 35)..<min(count, date.upperBound + 31)).contains { index in
        guard let end = endOfBirthWord(at: index) else { return false }
        return max(date.lowerBound - end, index - date.upperBound) <= 30
      }
  }

  /// Returns whether `b` or `b.` is directly before the date. A capital B may name a strand, unless nothing is before it.
  private func isAfterB(_ date: Range<Int>) -> Bool {
    var place = date.lowerBound - 1
    while place > date.lowerBound - 4, self[place] == UInt8(ascii: " ") || ".:(".utf8.contains(self[place]) {
      place -= 1
    }
    guard place >= 0, upper(place) == UInt8(ascii: "B"), !self[place - 1].isWord else { return false }
    if self[place] == UInt8(ascii: "b") { return true }
    var before = place - 1
    while before >= 0, self[before] == UInt8(ascii: " ") { before -= 1 }
    return self[place + 1] == UInt8(ascii: ".") && !self[before].isWord
  }

  private static let birth: Word = "BIRTH"
  private static let birthsOfMany: [Word] = ["BIRTHS", "BIRTH TO "]
  private static let wordsOfBirth: [Word] = [
    "BORN", "DOB", "D.O.B", "D O B", "D/O/B", "D-O-B", "BDAY", "B-DAY", "B'DAY",
  ]
  private static let ordinals: [Word] = ["ST", "ND", "RD", "TH"]
  private static let of: Word = "OF"

  private func endOfBirthWord(at index: Int) -> Int? {
    switch upper(index) {
    case UInt8(ascii: "B"), UInt8(ascii: "D"): break
    default: return nil
    }
    guard !self[index - 1].isLetter else { return nil }
    if holds(Self.birth, at: index), !Self.birthsOfMany.contains(where: { holds($0, at: index) }) { return index + 5 }
    let word = Self.wordsOfBirth.first { holds($0, at: index) && !self[index + $0.bytes.count].isLetter }
    return word.map { index + $0.bytes.count }
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

  /// Returns whether eight digits are a day of 1900 to 2099.
  func isYearMonthDay(_ group: DigitGroup) -> Bool {
    group.length == 8 && date(in: [group]) != nil
      && [group.start, group.start + 4].contains { isYear(DigitGroup(start: $0, length: 4)) }
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

  func number(_ start: Int, _ length: Int) -> Int {
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
    Self.ordinals.contains { holds($0, at: index) } ? index + 2 : index
  }

  /// Returns the index after separators, commas and `of`.
  private func skipFiller(_ index: Int) -> Int {
    var place = index
    while place < count, place < index + 8 {
      if self[place].isSeparator || self[place] == UInt8(ascii: ",") {
        place += 1
      } else if holds(Self.of, at: place), !self[place + 2].isLetter {
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

  private static let months: [Word] = [
    "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC",
  ]
}

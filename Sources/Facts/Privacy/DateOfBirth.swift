extension FoldedText {
  /// A date, with day, month and year, within 30 characters of born, birth or DOB.
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
        if let date = date(in: chain[index...]) ?? writtenDate(at: chain[index]) {
          dates.append(date)
        }
      }
    }
    return dates
  }

  /// A date in digits: three groups, or all in one.
  private func date(in groups: ArraySlice<DigitGroup>) -> Range<Int>? {
    guard let first = groups.first else { return nil }
    let three = groups.prefix(3)
    if let third = three.dropFirst(2).first,
      isDate(three.map { number($0.start, $0.length) }, three.map(\.length))
    {
      return first.start..<third.end
    }
    let (start, whole) = (first.start, first.start..<first.end)
    switch first.length {
    case 8:
      let ways = [[2, 2, 4], [4, 2, 2]]
      return ways.contains { isDate(split(start, $0), $0) } ? whole : nil
    case 6: return isDate(split(start, [2, 2, 2]), [2, 2, 2]) ? whole : nil
    default: return nil
    }
  }

  /// Day, month and year either way round, and the American way.
  private func isDate(_ numbers: [Int], _ lengths: [Int]) -> Bool {
    guard numbers.count == 3, lengths[1] <= 2 else { return false }
    let (a, b, c) = (numbers[0], numbers[1], numbers[2])
    if lengths[0] == 4 { return lengths[2] <= 2 && (1...12).contains(b) && (1...31).contains(c) }
    guard lengths[0] <= 2, lengths[2] == 4 || lengths[2] == 2 else { return false }
    return ((1...31).contains(a) && (1...12).contains(b))
      || ((1...12).contains(a) && (1...31).contains(b))
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
}

extension FoldedText {
  /// `3rd of March 2004`, `3-Mar-04` or `March 3, 2004`, from the day's digits on.
  func writtenDate(at day: DigitGroup) -> Range<Int>? {
    guard day.length <= 2 else { return nil }
    let afterDay = skipOrdinal(day.end)
    if let month = monthEnd(at: skipFiller(afterDay)), let end = yearEnd(at: skipFiller(month)) {
      return day.start..<end
    }
    guard let month = monthStart(before: day.start), let end = yearEnd(at: skipFiller(afterDay))
    else { return nil }
    return month..<end
  }

  private func skipOrdinal(_ index: Int) -> Int {
    let endings: [StaticString] = ["ST", "ND", "RD", "TH"]
    return endings.contains { holds($0, at: index) } ? index + 2 : index
  }

  /// Past separators, commas and `of`.
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

  /// Two or four digits, with an apostrophe before two.
  private func yearEnd(at index: Int) -> Int? {
    let start = self[index] == UInt8(ascii: "'") || self[index] == Self.mark ? index + 1 : index
    var end = start
    while self[end].isDigit { end += 1 }
    return end - start == 4 || end - start == 2 ? end : nil
  }

  private static let months: [StaticString] = [
    "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC",
  ]
}

extension FoldedText {
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
    if holds(Self.giro, at: start) { return isInward(after: start + 3) }
    var place = start
    while self[place].isASCIILetter, place < start + 3 { place += 1 }
    guard self[place].isDigit, Self.areas.contains((start..<place).map { upper($0) }) else { return false }
    place += 1
    if isInward(after: place, isShort: place == start + 2) { return true }
    guard self[place].isWord else { return false }
    return isInward(after: place + 1)
  }

  /// Returns whether an inward code follows: a digit and two letters, with separators before them, between them, or none.
  private func isInward(after end: Int, isShort: Bool = false) -> Bool {
    var place = self[end] == UInt8(ascii: ",") ? end + 1 : end
    while place < end + 3, self[place].isSeparator { place += 1 }
    var letters = place + 1
    while letters < place + 3, self[letters].isSeparator { letters += 1 }
    let (one, two) = (upper(letters), upper(letters + 1))
    guard place < count, self[place].isDigit, one.isASCIILetter, two.isASCIILetter, !"CIKMOV".utf8.contains(one),
      !"CIKMOV".utf8.contains(two), !self[letters + 2].isWord
    else { return false }
    if letters > place + 1, isWord(letters, isShort: isShort) { return false }
    return place == end || !isOrdinal(letters)
  }

  /// Returns whether two letters apart from the digit before them are a word of their own: `S1 2 by`, `S1 2 GP practices`.
  private func isWord(_ index: Int, isShort: Bool) -> Bool {
    if [index, index + 1].contains(where: { self[$0] != upper($0) }) {
      return Self.shortWords.contains { holds($0, at: index) } || isOrdinal(index)
    }
    return isShort && Self.abbreviations.contains { holds($0, at: index) }
  }

  /// Returns whether the letters are an ordinal ending: `S1 1st` is the first entry of strand S1.
  private func isOrdinal(_ index: Int) -> Bool {
    let isSmall = self[index] != upper(index) && self[index + 1] != upper(index + 1)
    return isSmall && Self.endings.contains { holds($0, at: index) }
  }

  private static let giro: Word = "GIR"
  private static let endings: [Word] = ["ST", "ND", "RD", "TH", "HR"]
  private static let abbreviations: [Word] = [
    "GP", "PE", "RE", "HR", "LA", "DT", "TA", "PA", "EP", "AD", "PR", "SW", "EY", "AP", "QA",
  ]

  /// The areas: the letters that British postcodes begin with.
  private static let areas = Set(
    """
    AB AL B BA BB BD BF BH BL BN BR BS BT BX CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX
    FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG
    NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS
    TW UB W WA WC WD WF WN WR WS WV YO ZE
    """.split { $0.isWhitespace }.map { Array($0.utf8) })
}

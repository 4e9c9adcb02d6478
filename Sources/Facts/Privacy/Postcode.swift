extension FoldedText {
  /// A postcode in full: the area's letters, its district, and the three characters after the gap.
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
    guard self[place].isDigit, Self.areas.contains((start..<place).map { upper($0) }) else {
      return false
    }
    place += 1
    if isInward(after: place) { return true }
    guard self[place].isWord else { return false }
    return isInward(after: place + 1)
  }

  /// A digit and two letters, with one separator before them or none.
  private func isInward(after end: Int) -> Bool {
    var place = end
    while place < end + 3, self[place].isSeparator { place += 1 }
    let (one, two) = (upper(place + 1), upper(place + 2))
    guard place < count, self[place].isDigit, one.isASCIILetter, two.isASCIILetter,
      !"CIKMOV".utf8.contains(one), !"CIKMOV".utf8.contains(two), !self[place + 3].isWord
    else { return false }
    return place == end || !isOrdinal(place + 1)
  }

  /// `S1 1st` is the first of something in strand S1.
  private func isOrdinal(_ index: Int) -> Bool {
    let isSmall = self[index] != upper(index) && self[index + 1] != upper(index + 1)
    let endings: [StaticString] = ["ST", "ND", "RD", "TH", "HR"]
    return isSmall && endings.contains { holds($0, at: index) }
  }

  /// The letters every British postcode begins with.
  private static let areas = Set(
    """
    AB AL B BA BB BD BF BH BL BN BR BS BT BX CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX
    FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG
    NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS
    TW UB W WA WC WD WF WN WR WS WV YO ZE
    """.split { $0.isWhitespace }.map { Array($0.utf8) })
}

import Testing

@testable import Core

@Suite struct CurveTests {
  private func curve(_ values: [Int?], _ starts: [Int] = [], screens: Bool = true) -> Curve {
    Curve(values.map { $0.map { Rational($0) } }, newSegmentsAt: starts, screensOutliers: screens)
  }

  private func verdict(_ values: [Int?], _ starts: [Int] = []) -> String {
    curve(values, starts).verdict(isSum: true, .moreIsBetter).words
  }

  @Test func `the sample's twelve months have the limits and types that the definition gives, and no verdict`() throws {
    let months = [7, 7, 8, 14, 23, 20, 20, 18, 19, 16, 13, 12]
    let curve = curve(months)
    let segment = try #require(curve.segments.first)
    let limits = segment.limits
    #expect(limits.mean.rounded(to: 2).description == "14.75")
    #expect(limits.averageMovingRange?.rounded(to: 2).description == "2.00")
    #expect(limits.dropped == 1)
    #expect(
      [limits.lower, limits.upper, limits.nearLower, limits.nearUpper].map { $0.rounded(to: 2).description }
        == ["9.43", "20.07", "11.20", "18.30"])
    let unscreened = Curve(months.map { Rational($0) }, screensOutliers: false).segments[0].limits
    #expect(unscreened.averageMovingRange?.rounded(to: 4).description == "2.6364")
    #expect(
      segment.judged.map {
        $0.map { "\($0.type.rawValue)\($0.type == .outside ? $0.isUp ? " above" : " below" : "")" } ?? ""
      }
        == [
          "outside below", "outside below", "outside below", "usual", "outside above", "two of three", "two of three",
          "usual", "two of three", "usual", "usual", "usual",
        ])
    #expect(curve.verdict(isSum: true, .neither).words == "too early to judge: 12 of 13 months")
  }

  @Test func `random series are judged as a second implementation judges them`() throws {
    var random = SystemRandom(state: 2010)
    var types: Set<String?> = []
    for _ in 0..<400 {
      let count = random.below(40) + 1
      // Few different values make ties and equal neighbours; a drift makes trends.
      let (range, drift, share) = (random.below(12) + 1, random.below(3) - 1, random.below(12))
      let values: [Int?] = (0..<count).map { index in
        guard random.below(12) >= share / 3 else { return nil }
        return random.below(range) + drift * index / (random.below(3) + 1) + 3
      }
      let starts = (0..<random.below(3)).map { _ in random.below(count + 1) }.filter { $0 > 0 && $0 < count }.sorted()
      let screens = random.below(3) > 0
      let curve = curve(values, Array(Set(starts)).sorted(), screens: screens)
      for segment in curve.segments where segment.points > 0 {
        let plain = PlainXmR(values: Array(values[segment.range]), screens: screens)
        let limits = segment.limits
        types.formUnion(segment.judged.map { $0?.type.rawValue })
        #expect(
          [limits.mean, limits.lower, limits.upper].map { $0.rounded(to: 4).description }
            == [plain.mean, plain.lower, plain.upper], "\(values) \(starts)")
        #expect(
          segment.judged.map { $0?.type.rawValue } == (0..<segment.range.count).map { plain.type(of: $0) },
          "\(values) \(starts)")
      }
    }
    #expect(types == Set(PointType.allCases.map(\.rawValue) + [nil]))
  }

  @Test func `ratios of different denominators are compared exactly`() throws {
    // 1/3 and 2/3 in turn, written with other denominators: every range is 1/3.
    let values = (1...14).map { index -> Rational? in
      let times = Int64(index)
      let part: Int64 = index % 2 == 1 ? 1 : 2
      return Fraction(part * times, over: 3 * times).map { Rational($0) }
    }
    let limits = Curve(values).segments[0].limits
    #expect(limits.averageMovingRange == Fraction(1, over: 3).map { Rational($0) })
    #expect(limits.mean == Fraction(1, over: 2).map { Rational($0) })
    #expect(limits.upper.rounded(to: 4).description == "1.3867")
  }

  @Test func `fewer than thirteen points in the last segment are not judged`() {
    #expect(verdict([5, 9, 5, 9, 5, 9, 5, 9, 5, 9, 5, 40]) == "too early to judge: 12 of 13 months")
    #expect(verdict([5, 9, 5, 9, 5, 9, 5, 9, 5, 9, 5, 9, 40]) == "higher than usual, better")
    #expect(verdict(Array(repeating: 5, count: 20) + [9], [20]) == "too early to judge: 1 of 13 months")
    // A gap is no point.
    #expect(verdict([5, 9, 5, 9, 5, 9, nil, 9, 5, 9, 5, 9, 5]) == "too early to judge: 12 of 13 months")
  }

  @Test func `a gap in the last month, equal values and small counts have words of their own`() {
    #expect(verdict(Array(repeating: 5, count: 13) + [nil]) == "")
    #expect(verdict(Array(repeating: 5, count: 13)) == "always the same")
    #expect(verdict(Array(repeating: 0, count: 13)) == "always the same")
    #expect(verdict((0..<14).map { $0 % 3 == 0 ? 1 : 0 }) == "too few to judge")
    let small = curve((0..<14).map { $0 % 3 == 0 ? 1 : 0 })
    #expect(small.verdict(isSum: false, .fewerIsBetter).words == "no sign of change")
    // No two points are neighbours: there is no moving range.
    #expect(verdict((0..<27).map { $0 % 2 == 0 ? $0 + 5 : nil }) == "too few to judge")
  }

  @Test func `points that differ across a gap are not always the same, and nothing is judged by them`() throws {
    let changed: [Int?] = Array(repeating: 5, count: 9) + [nil] + Array(repeating: 9, count: 6)
    #expect(verdict(changed) == "too few to judge")
    #expect(try #require(curve(changed).segments.first).isTooFew(isSum: true))
    #expect(verdict(Array(repeating: 5, count: 9) + [nil] + Array(repeating: 5, count: 6)) == "always the same")
    // A change between neighbours is a moving range.
    #expect(verdict(changed + [8]) == "higher than usual, better")
  }

  @Test func `each type of change has its words, its sign and whether it is better`() throws {
    let noise = [10, 12, 10, 12, 10, 12, 10, 12, 10, 12, 10, 12]
    #expect(verdict(noise + [30]) == "higher than usual, better")
    #expect(verdict(noise + [1]) == "lower than usual, worse")
    #expect(verdict(noise + [10]) == "no sign of change")
    let rising = curve([20, 10, 20, 10, 20, 10, 20, 11, 12, 13, 14, 15, 16, 17])
    #expect(rising.verdict(isSum: true, .fewerIsBetter).written == "↑ rising, worse")
    #expect(curve(noise + [1]).verdict(isSum: true, .neither).written == "▼ lower than usual")
    #expect(curve(noise + [11]).verdict(isSum: true, .neither).written == "= no sign of change")
  }

  @Test func `a new segment ends runs and has limits of its own`() {
    let low = (0..<13).map { $0 % 2 == 0 ? 4 : 6 }
    let high = (0..<13).map { $0 % 2 == 0 ? 24 : 26 }
    #expect(curve(low + high).segments[0].judged.last.flatMap { $0?.type } != .usual)
    let apart = curve(low + high, [13])
    #expect(apart.segments.map { $0.limits.mean.rounded(to: 2).description } == ["4.92", "24.92"])
    #expect(apart.verdict(isSum: true, .moreIsBetter).words == "no sign of change")
  }
}

/// Random numbers of a fixed seed.
private struct SystemRandom {
  var state: UInt64

  mutating func below(_ limit: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((mixed ^ (mixed >> 31)) % UInt64(limit))
  }
}

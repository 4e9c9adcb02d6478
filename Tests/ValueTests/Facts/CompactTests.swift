import Core
import Testing

/// Values that take less room than their plain kind hold what that one would.
@Suite struct CompactTests {
  @Test(arguments: 0..<4) func `a list of few is the list of what was put into it`(_ count: Int) {
    var list = InlineList<Int>()
    for number in 0..<count { list.append(number) }
    #expect(Array(list) == Array(0..<count))
    #expect(list.count == count && list.isEmpty == (count == 0))
    var other = list
    for index in other.indices { other[index] *= 10 }
    #expect(Array(other) == (0..<count).map { $0 * 10 })
    #expect(Array(list) == Array(0..<count), "a copy is a list of its own")
  }

  @Test func `lists of few are equal when their elements are`() {
    var grown: InlineList = [1]
    grown.append(2)
    #expect(grown == [1, 2] && grown.hashValue == ([1, 2] as InlineList).hashValue)
    #expect([1] as InlineList == [1] && [1] as InlineList != [2] && [] as InlineList != [1])
  }

  static let texts: [Text?] = [
    "Safer together", nil, "", "e\u{301}", "\u{E9}", Text(String(repeating: "long ", count: 999)), nil,
    "\u{202E}\u{0}\u{10FFFF}",
  ]

  @Test func `a text is the same on its own and among others`() {
    let alone = Self.texts.map { PackedText(wrappedValue: $0) }
    #expect(alone.map(\.wrappedValue) == Self.texts)
    let packed = PackedText.packed(alone)
    #expect(packed.map(\.wrappedValue) == Self.texts)
    #expect(packed == alone && packed.map(\.hashValue) == alone.map(\.hashValue))
    let again = PackedText.packed(Array(packed[2...]))
    #expect(again.map(\.wrappedValue) == Array(Self.texts[2...]))
    #expect(PackedText.packed([]).isEmpty)
  }

  @Test func `a packed text that is changed leaves the others as they were`() {
    var packed = PackedText.packed(Self.texts.map { PackedText(wrappedValue: $0) })
    packed[0].wrappedValue = "Other"
    packed[5].wrappedValue = nil
    var expected = Self.texts
    (expected[0], expected[5]) = ("Other", nil)
    #expect(packed.map(\.wrappedValue) == expected)
  }
}

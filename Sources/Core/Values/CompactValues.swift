// Compact forms of optional values. The facts of very many projects are in memory at once, so their size is the
// program's.

/// An optional day in four bytes.
@propertyWrapper package struct CompactDay: Hashable, Sendable {
  /// The day's number, or a number outside the calendar for a day that is not recorded.
  private var number = Int32.min

  package init() {}
  package init(wrappedValue: CalendarDay?) { self.wrappedValue = wrappedValue }

  package var wrappedValue: CalendarDay? {
    get { CalendarDay(daysSince2000: number) }
    set { number = newValue?.number ?? .min }
  }
}

/// An optional number of days in eight bytes.
@propertyWrapper package struct CompactDays: Hashable, Sendable {
  /// The hundredths, or a number beyond every recorded value for one that is not recorded.
  private var hundredths = Int64.min

  package init() {}
  package init(wrappedValue: Days?) { self.wrappedValue = wrappedValue }

  package var wrappedValue: Days? {
    get { hundredths == .min ? nil : Days(hundredths: hundredths) }
    set { hundredths = newValue?.hundredths ?? .min }
  }
}

/// An optional identifier in eight bytes.
@propertyWrapper package struct CompactID: Hashable, Sendable {
  /// The identifier, or the least number for one that is not recorded.
  private var number = Int64.min

  package init() {}
  package init(wrappedValue: Int64?) { self.wrappedValue = wrappedValue }

  package var wrappedValue: Int64? {
    get { number == .min ? nil : number }
    set { number = newValue ?? .min }
  }
}

/// A number of rows of one project in four bytes, so at most two thousand million.
@propertyWrapper package struct CompactCount: Hashable, Sendable {
  private var number: Int32 = 0

  package init(wrappedValue: Int) { number = Int32(clamping: wrappedValue) }

  package var wrappedValue: Int {
    get { Int(number) }
    set { number = Int32(clamping: newValue) }
  }
}

/// A list that most often has one element, which then needs no separate allocation. Very many lists are in memory at
/// once.
///
/// Other modules iterate over the lists of very many projects. So the functions are inlinable, because otherwise each
/// step would look up the type at run time.
package struct InlineList<Element: Hashable & Sendable>: Hashable, Sendable {
  /// The case `many` holds two or more elements, so that equal lists are equal values.
  @usableFromInline enum Elements: Hashable, Sendable {
    case none
    case one(Element)
    case many([Element])
  }

  @usableFromInline var elements = Elements.none

  @inlinable package init() {}

  @inlinable package mutating func append(_ element: Element) {
    switch elements {
    case .none: elements = .one(element)
    case .one(let first): elements = .many([first, element])
    case .many(var list):
      // Releasing the old value first lets the array grow without a copy.
      elements = .none
      list.append(element)
      elements = .many(list)
    }
  }
}

extension InlineList: RandomAccessCollection, MutableCollection {
  @inlinable package var startIndex: Int { 0 }

  @inlinable package var endIndex: Int {
    switch elements {
    case .none: 0
    case .one: 1
    case .many(let list): list.count
    }
  }

  @inlinable package subscript(position: Int) -> Element {
    get {
      switch elements {
      case .none: preconditionFailure("no element at \(position)")
      case .one(let element):
        precondition(position == 0, "no element at \(position)")
        return element
      case .many(let list): return list[position]
      }
    }
    set {
      guard case .many(var list) = elements else {
        precondition(position == 0 && endIndex == 1, "no element at \(position)")
        return elements = .one(newValue)
      }
      elements = .none
      list[position] = newValue
      elements = .many(list)
    }
  }
}

// These replace the functions of Sequence, so that callers get code for this type.
extension InlineList {
  @inlinable package func forEach(_ body: (Element) throws -> Void) rethrows {
    switch elements {
    case .none: break
    case .one(let element): try body(element)
    case .many(let list): for element in list { try body(element) }
    }
  }

  @inlinable package func filter(_ isWanted: (Element) throws -> Bool) rethrows -> [Element] {
    var wanted: [Element] = []
    try forEach { if try isWanted($0) { wanted.append($0) } }
    return wanted
  }
}

extension InlineList: ExpressibleByArrayLiteral {
  @inlinable package init(arrayLiteral elements: Element...) { for element in elements { append(element) } }
}

/// An optional text within bytes that it shares with others. A short text takes half the memory of a `String`, and very
/// many texts are in memory at once.
@propertyWrapper package struct PackedText: Sendable {
  private var bytes: [UInt8] = []
  private var start: UInt32 = 0
  /// The length, or a length beyond every text for one that is not recorded.
  private var count = UInt32.max

  package init() {}
  package init(wrappedValue: Text?) { self.wrappedValue = wrappedValue }

  package var wrappedValue: Text? {
    get { isRecorded ? Text(String(decoding: ownBytes, as: UTF8.self)) : nil }
    set {
      self = PackedText()
      guard let newValue else { return }
      bytes = Array(newValue.string.utf8)
      count = UInt32(bytes.count)
    }
  }

  private var isRecorded: Bool { count < .max }

  private var ownBytes: ArraySlice<UInt8> { bytes[Int(start)..<Int(start) + Int(count)] }

  /// Returns the same texts, all in one block of memory.
  package static func packed(_ texts: [PackedText]) -> [PackedText] {
    let recorded = texts.filter(\.isRecorded)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(recorded.reduce(0) { $0 + Int($1.count) })
    for text in recorded { bytes += text.ownBytes }
    var next: UInt32 = 0
    return texts.map { text in
      guard text.isRecorded else { return text }
      var packed = text
      (packed.bytes, packed.start) = (bytes, next)
      next += text.count
      return packed
    }
  }
}

extension PackedText: Hashable {
  package static func == (left: Self, right: Self) -> Bool { left.wrappedValue == right.wrappedValue }

  package func hash(into hasher: inout Hasher) { hasher.combine(wrappedValue) }
}

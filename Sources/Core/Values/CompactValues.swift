// Optional values in the room of the value alone: facts of very many projects are held at once.

/// A day that may not be recorded, in four bytes.
@propertyWrapper
package struct CompactDay: Hashable, Sendable {
  /// Outside the calendar for what is not recorded.
  private var number = Int32.min

  package init() {}
  package init(wrappedValue: CalendarDay?) { self.wrappedValue = wrappedValue }

  package var wrappedValue: CalendarDay? {
    get { CalendarDay(daysSince2000: number) }
    set { number = newValue?.number ?? .min }
  }
}

/// A number of days that may not be recorded, in eight bytes.
@propertyWrapper
package struct CompactDays: Hashable, Sendable {
  /// Beyond all that is read for what is not recorded.
  private var hundredths = Int64.min

  package init() {}
  package init(wrappedValue: Days?) { self.wrappedValue = wrappedValue }

  package var wrappedValue: Days? {
    get { hundredths == .min ? nil : Days(hundredths: hundredths) }
    set { hundredths = newValue?.hundredths ?? .min }
  }
}

/// How many rows of one project there are, in four bytes: never more than two thousand million.
@propertyWrapper
package struct CompactCount: Hashable, Sendable {
  private var number: Int32 = 0

  package init(wrappedValue: Int) { number = Int32(clamping: wrappedValue) }

  package var wrappedValue: Int {
    get { Int(number) }
    set { number = Int32(clamping: newValue) }
  }
}

/// A list that most often has one element, which then takes no memory of its own: very many are held at once.
///
/// Figures look through it in other modules, for very many projects: hence inlinable, else each step would look up its type.
package struct InlineList<Element: Hashable & Sendable>: Hashable, Sendable {
  /// `many` holds two or more, so that equal lists are equal values.
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
      // Given up first, so that the list is grown and not copied.
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

// As any sequence's, but known to be of this list where they are called.
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
  @inlinable package init(arrayLiteral elements: Element...) {
    for element in elements { append(element) }
  }
}

/// A text that may not be recorded, among bytes that others share: a `String` of its own takes twice the room of a short text,
/// and very many are held at once.
@propertyWrapper
package struct PackedText: Sendable {
  private var bytes: [UInt8] = []
  private var start: UInt32 = 0
  /// Longer than any text for what is not recorded.
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

  /// The same texts, one behind the other in one piece of memory.
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
  package static func == (left: Self, right: Self) -> Bool {
    left.wrappedValue == right.wrappedValue
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(wrappedValue) }
}

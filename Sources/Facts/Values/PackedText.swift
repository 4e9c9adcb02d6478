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

import Database
import Facts

/// Texts of rows too many to make a text of each: a spelling is made one once, and all rows share it.
struct Spellings {
  /// The first stands for null; nil for what is not recorded.
  private(set) var texts: [Text?] = [nil]
  private var spellings: [[UInt8]] = [[]]
  private var places: [UInt64: [Int]] = [:]

  /// A column's text; nil when it is not recorded.
  mutating func text(_ row: borrowing Row, _ column: Int) throws -> Text? {
    texts[try place(row, column)]
  }

  /// Where a column's text stands among `texts`.
  mutating func place(_ row: borrowing Row, _ column: Int) throws -> Int {
    let known = try row.withBytes(column) { bytes in
      let hash = hash(bytes)
      return (hash: hash, place: places[hash]?.first { isSame(bytes, spellings[$0]) })
    }
    guard let known else { return 0 }
    return try known.place ?? add(try row.text(column), hash: known.hash)
  }

  private mutating func add(_ spelling: String, hash: UInt64) -> Int {
    texts.append(Text(recorded: spelling))
    spellings.append(Array(spelling.utf8))
    places[hash, default: []].append(texts.count - 1)
    return texts.count - 1
  }
}

/// FNV-1a: quick for what is short.
private func hash(_ bytes: Swift.Span<UInt8>) -> UInt64 {
  var hash: UInt64 = 0xCBF2_9CE4_8422_2325
  for index in bytes.indices { hash = (hash ^ UInt64(bytes[index])) &* 0x100_0000_01B3 }
  return hash
}

private func isSame(_ bytes: Swift.Span<UInt8>, _ spelling: [UInt8]) -> Bool {
  guard bytes.count == spelling.count else { return false }
  for index in bytes.indices where bytes[index] != spelling[index] { return false }
  return true
}

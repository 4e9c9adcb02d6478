import Database
import Facts

/// Labels of rows too many to make a text of each: a spelling is made one once, and known by its place from then on; all
/// rows share the text.
struct LabelTable {
  struct Entry {
    /// As it may be printed; nil for what is not recorded.
    let printed: Text?
    /// Whether the screen wants to hear of the rows that hold it.
    let isSuspect: Bool
    let recorded: Text?
  }

  private let label: Label
  private let screen: Screen
  /// The first stands for null.
  private(set) var entries = [Entry(printed: nil, isSuspect: false, recorded: nil)]
  private var spellings: [[UInt8]] = [[]]
  private var places: [UInt64: [Int]] = [:]

  init(_ label: Label, _ screen: Screen) {
    self.label = label
    self.screen = screen
  }

  /// Where a column's text stands among `entries`.
  mutating func place(_ row: borrowing Row, _ column: Int) throws -> Int {
    let known = try row.withBytes(column) { bytes in (hash: hash(bytes), place: find(bytes)) }
    guard let known else { return 0 }
    return try known.place ?? add(try row.text(column), hash: known.hash)
  }

  /// A column's text as it may be printed.
  mutating func text(
    _ row: borrowing Row, _ column: Int, in place: @autoclosure () -> Place
  ) throws -> Text? {
    let entry = entries[try self.place(row, column)]
    if entry.isSuspect { _ = screen.label(entry.recorded, label, in: place()) }
    return entry.printed
  }

  private func find(_ bytes: Swift.Span<UInt8>) -> Int? {
    places[hash(bytes)]?.first { isSame(bytes, spellings[$0]) }
  }

  private mutating func add(_ spelling: String, hash: UInt64) -> Int {
    let text = Text(recorded: spelling)
    let suspect = text.flatMap { screen.suspect($0, label) }
    entries.append(
      Entry(
        printed: suspect?.replacement ?? text, isSuspect: suspect != nil, recorded: text))
    spellings.append(Array(spelling.utf8))
    places[hash, default: []].append(entries.count - 1)
    return entries.count - 1
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

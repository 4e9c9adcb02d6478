import Core
import Database

extension Row {
  /// Text as recorded; nil for null, and for nothing but white space.
  func recordedText(_ column: Int) throws -> Text? { try optionalText(column).flatMap { Text(recorded: $0) } }

  func optionalDay(_ column: Int) throws -> CalendarDay? {
    try optionalDate(column).flatMap { CalendarDay(daysSince2000: $0) }
  }

  func optionalInstant(_ column: Int) throws -> Instant? {
    try optionalTimestamp(column).flatMap { Instant(microseconds: $0) }
  }
}

extension Instant {
  /// Microseconds since 2000-01-01.
  fileprivate init?(microseconds: Int64) {
    let seconds = microseconds / 1_000_000
    let floor = microseconds % 1_000_000 < 0 ? seconds - 1 : seconds
    self.init(secondsSince2000: floor)
  }
}

extension Parameter {
  static func day(_ day: CalendarDay) -> Parameter { .date(day.number) }

  static func dates(_ days: [CalendarDay]) -> Parameter { .dateArray(days.map(\.number)) }
}

extension CalendarDay { var firstOfMonth: CalendarDay { advanced(by: 1 - day) } }

/// Labels of very many rows: each is looked at once, and known by its place from then on.
struct LabelTable {
  struct LabelEntry {
    /// As it may be printed; nil for what is not recorded.
    let printed: Text?
    /// Whether the filter wants to hear of the rows that hold it.
    let isSuspect: Bool
    let recorded: Text?
  }

  private let label: Label
  private let filter: PersonalDataFilter
  /// The first entry is null.
  private(set) var entries: [LabelEntry] = []
  private var spellings = Spellings()

  init(_ label: Label, _ filter: PersonalDataFilter) {
    self.label = label
    self.filter = filter
    lookAtNew()
  }

  /// Returns the index of a column's text in `entries`.
  mutating func place(_ row: borrowing Row, _ column: Int) throws -> Int {
    let place = try spellings.place(row, column)
    lookAtNew()
    return place
  }

  /// A column's text as it may be printed.
  mutating func text(_ row: borrowing Row, _ column: Int, in place: @autoclosure () -> RowKey) throws -> Text? {
    let entry = entries[try self.place(row, column)]
    if entry.isSuspect { _ = filter.label(entry.recorded, label, in: place()) }
    return entry.printed
  }

  private mutating func lookAtNew() {
    while entries.count < spellings.texts.count {
      let text = spellings.texts[entries.count]
      let suspect = text.flatMap { filter.suspect($0, label) }
      entries.append(LabelEntry(printed: suspect?.replacement ?? text, isSuspect: suspect != nil, recorded: text))
    }
  }
}

/// Texts of rows too many to make a text of each: a spelling is made one once, and all rows share it.
struct Spellings {
  /// The first text is null. A text that is not recorded is nil.
  private(set) var texts: [Text?] = [nil]
  private var spellings: [[UInt8]] = [[]]
  private var places: [UInt64: [Int]] = [:]

  /// A column's text; nil when it is not recorded.
  mutating func text(_ row: borrowing Row, _ column: Int) throws -> Text? { texts[try place(row, column)] }

  /// Returns the index of a column's text in `texts`.
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

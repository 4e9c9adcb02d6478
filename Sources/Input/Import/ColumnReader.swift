import Core
import System

/// A reader of one column's cells. The reader refuses values that the column cannot hold. It writes the others in
/// COPY's text format, in one form for each value, so that equal values are equal bytes.
struct ColumnReader: Sendable {
  let name: String
  /// What the dates read so far say of the order of day and month.
  var dates = DateSurvey()
  /// Whether a point before three digits may separate thousands.
  var mayGroupWithPoints = false
  private let kind: ContractType
  private let isNullable: Bool
  private let isTrimmed: Bool
  private let reference: ColumnSchema.Reference?
  private let numbers: NamedNumbers
  private let isCode: Bool
  private let isPlan: Bool
  private let vocabulary: [(word: String, folded: String)]?
  private let range: ClosedRange<Days>?
  private let longest: Int?
  private let options: ReadingOptions
  private var warning: CellError?
  /// What is written where the cell is empty or the column is missing.
  let empty: [UInt8]

  /// - Parameter numbers: those of the rows that the column refers to, as far as they are known.
  init(
    _ column: ColumnSchema, _ options: ReadingOptions = ReadingOptions(), _ numbers: NamedNumbers = NamedNumbers()
  ) {
    name = column.name
    kind = column.type
    isNullable = column.isNullable
    isCode = column.isCode
    isPlan = column.isPlan
    reference = column.reference
    self.numbers = numbers
    // A reference and free text stay as they are written.
    isTrimmed = column.type != .text || column.vocabulary != nil || column.label == .boroughCode
    vocabulary = column.vocabulary?.map { ($0, Folding.name($0)) }
    range = column.range
    longest = column.longest
    self.options = options
    empty = column.ifEmpty.map { Array($0.utf8) } ?? Self.null
  }

  /// COPY's text for null.
  static let null = Array("\\N".utf8)

  /// Returns the warning about the last cell.
  mutating func takeWarning() -> CellError? {
    defer { warning = nil }
    return warning
  }

  /// Appends the value of a cell. A cell in which nothing can be seen counts as not recorded.
  ///
  /// - Parameter display: what a worksheet shows the value as.
  mutating func append(_ cell: CellBytes, _ display: CellDisplay? = nil, line: Int = 0, to row: inout [UInt8])
    throws(CellError)
  {
    guard !isBlank(cell) else {
      guard isNullable else { throw .blank }
      return row.append(contentsOf: empty)
    }
    if let display { try refuse(display) }
    if let error = errorWord(cell) { throw error }
    let value = isTrimmed ? cell.extracting(code(in: cell, trimmed(cell))) : cell
    do throws(CellError) { try appendValue(value, line, to: &row) } catch { throw nothingRecorded(value) ?? error }
  }

  /// Returns the complaint about a word such as `NULL`, `n/a` or a dash, which people and programs write where nothing is
  /// recorded; nil for all other cells. The message shows the word, which names nobody.
  func nothingRecorded(_ cell: CellBytes) -> CellError? {
    let text = string(cell)
    // Spreadsheets show an empty date as 0 in a formula, and pandas writes NaT.
    let isNoDate = (kind == .date || kind == .instant) && ["0", "nat"].contains(Folding.key(text))
    guard isNoDate || Placeholder.isWord(text) else { return nil }
    return CellError(
      "‘\(Invisible.shown(Folding.trimmed(text)))’ says that nothing is recorded",
      expected: isNullable ? "an empty cell" : CellError.blank.expected)
  }

  private mutating func appendValue(_ value: CellBytes, _ line: Int, to row: inout [UInt8]) throws(CellError) {
    if mayGroupWithPoints, kind == .integer || kind == .days { try refuseGrouped(value) }
    switch kind {
    case .text: try appendText(value, to: &row)
    case .integer:
      do throws(CellError) { try appendInteger(value, to: &row) } catch {
        guard let reference, let number = numbers[value] else { throw error }
        throw CellError(error.problem, expected: "\(number), its \(reference.column) in \(reference.relation)")
      }
    case .days: try appendDays(value, in: range, to: &row)
    case .date,
      .instant where isDateAlone(value):
      guard let day = try readDate(value, options.dates, &dates, line) else {
        return row.append(contentsOf: Self.null)
      }
      warn(of: day, value)
      row.appendDate(day.civil)
      if kind == .instant { row.append(contentsOf: " 23:59:59 \(options.timeZone)".utf8) }
    case .instant:
      guard let instant = try readInstant(value, options.dates, &dates, line) else {
        return row.append(contentsOf: Self.null)
      }
      warn(of: instant.day, value)
      row.appendTime(instant.day.civil, seconds: instant.secondOfDay)
    case .boolean: try appendBoolean(value, to: &row)
    }
  }

  /// Refuses a cell of a text column in which a spreadsheet has lost what was typed, and a cell of a number column that shows
  /// another number than it holds, such as 50% for 0.5. Money, exponents and fractions show the number that the cell holds.
  /// Refuses a cell of a yes/no column that shows anything but a plain 1 or 0, a word, or TRUE or FALSE, such as 100% for 1.
  private func refuse(_ display: CellDisplay) throws(CellError) {
    switch (kind, display) {
    case (.text, _):
      throw CellError(
        "the cell holds \(display.rawValue), and the column is text",
        expected: "the column the format Text, and type the value again")
    case (.integer, .date), (.integer, .time), (.integer, .percentage), (.days, .date), (.days, .time),
      (.days, .percentage):
      throw CellError(
        "the cell shows \(display.rawValue), and the column is a number",
        expected: "the column the format Number, and type the value again")
    case (.boolean, .boolean): break
    case (.boolean, _):
      throw CellError(
        "the cell shows \(display.rawValue), and the column is yes or no",
        expected: "the column the format General, and type yes or no")
    default: break
    }
  }

  /// Returns the range without what a drop-down shows behind an id: `1 · Adviser One` is 1.
  private func code(in cell: CellBytes, _ range: Range<Int>) -> Range<Int> {
    guard reference != nil, range.count > 4 else { return range }
    for index in range.dropLast(3) where cell[index] == 0x20 && cell[index + 1] == 0xC2 && cell[index + 2] == 0xB7 {
      return range.lowerBound..<index
    }
    return range
  }

  private mutating func appendText(_ cell: CellBytes, to row: inout [UInt8]) throws(CellError) {
    if let vocabulary {
      let folded = Folding.name(string(cell))
      guard let known = vocabulary.first(where: { $0.folded == folded }) else {
        throw .wrong(
          cell, "in the vocabulary", expected: "one of " + vocabulary.map(\.word).joined(separator: ", "))
      }
      return row.append(contentsOf: known.word.utf8)
    }
    if isCode, isShortened(cell) {
      throw CellError(
        "\(CellError.shown(cell)) is a code that a spreadsheet took for a number",
        expected: "the code as it was, in a column formatted as text")
    }
    if let longest, count(of: cell) > longest {
      throw CellError("the text has \(count(of: cell)) characters", expected: "\(longest) at most")
    }
    if let damage = damageWarning(of: cell) { warning = damage }
    appendEscaped(cell, to: &row)
  }

  /// Warns of a year that a slip of the pen made, such as 0226 or 2062: `check` finds it too.
  private mutating func warn(of day: CalendarDay, _ cell: CellBytes) {
    guard let today = options.today else { return }
    if day.year < 1900 || day > today.advanced(byMonths: 12 * 30) {
      warning = CellError(
        "\(CellError.shown(cell)) is a day of the year \(day.year)", expected: "the year that is meant")
    } else if !isPlan, day > today {
      warning = CellError("\(CellError.shown(cell)) is a day that has not come", expected: "the day it happened")
    }
  }
}

/// Returns whether a time has no clock: it means the end of that day.
private func isDateAlone(_ cell: CellBytes) -> Bool {
  for index in cell.indices where cell[index] == UInt8(ascii: ":") { return false }
  return true
}

/// Returns the warning about a text that another program damaged, such as `cafÃ©`; nil for all others.
private func damageWarning(of cell: CellBytes) -> CellError? {
  var isPlain = true
  for index in cell.indices where TextDamage.isSuspect(cell[index]) { isPlain = false }
  if isPlain { return nil }
  switch TextDamage(in: string(cell)) {
  case .replaced:
    return CellError("a letter was lost: the text holds the replacement character U+FFFD", expected: "the letter")
  case .decodedTwice:
    return CellError(
      "letters are damaged, as in cafÃ© for café: the text was read in the wrong encoding",
      expected: "the text as it was written")
  case .escaped:
    return CellError(
      "letters are in the code of a web page, as in &amp; for &", expected: "the text as it was written")
  case .coded:
    return CellError(
      "line breaks or letters are in a program's code, as in _x000D_, <br> or \\n",
      expected: "the text as it was written")
  case .formula: return CellError("the text is a formula", expected: "its value")
  case nil: return nil
  }
}

/// The bytes of a cell in UTF-8, which the source owns.
typealias CellBytes = Swift.Span<UInt8>

/// Returns whether nothing in the cell can be seen.
func isBlank(_ cell: CellBytes) -> Bool {
  var isASCII = true
  for index in cell.indices {
    let byte = cell[index]
    if byte >= 0x80 { isASCII = false } else if (0x21...0x7E).contains(byte) { return false }
  }
  return isASCII || !Folding.isVisible(string(cell))
}

/// Returns the range without white space and invisible characters at both ends.
func trimmed(_ cell: CellBytes) -> Range<Int> {
  var (start, end) = (0, cell.count)
  while start < end, cell[start] <= 0x20 { start += 1 }
  while end > start, cell[end - 1] <= 0x20 { end -= 1 }
  guard start < end, cell[start] >= 0x80 || cell[end - 1] >= 0x80 else { return start..<end }
  let scalars = string(cell).unicodeScalars
  guard let first = scalars.firstIndex(where: Folding.isVisible),
    let last = scalars.lastIndex(where: Folding.isVisible)
  else { return start..<start }
  let text = String(scalars)
  return text.utf8.distance(
    from: text.startIndex, to: first)..<text.utf8.distance(from: text.startIndex, to: scalars.index(after: last))
}

func string(_ cell: CellBytes) -> String {
  var bytes: [UInt8] = []
  append(cell, to: &bytes)
  return String(decoding: bytes, as: UTF8.self)
}

func append(_ cell: CellBytes, to bytes: inout [UInt8]) { for index in cell.indices { bytes.append(cell[index]) } }

/// Returns the number of Unicode code points, like PostgreSQL's char_length.
func count(of cell: CellBytes) -> Int {
  var count = 0
  for index in cell.indices where cell[index] & 0xC0 != 0x80 { count += 1 }
  return count
}

func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

/// Returns the number that the digits of a range make. Returns nil when the range is empty or holds anything else.
func number(_ cell: CellBytes, _ range: Range<Int>) -> Int? {
  guard range.upperBound <= cell.count, !range.isEmpty, range.count <= 17 else { return nil }
  var value = 0
  for index in range {
    guard isDigit(cell[index]) else { return nil }
    value = value * 10 + Int(cell[index] & 0x0F)
  }
  return value
}

/// Appends a text in COPY's text format.
func appendEscaped(_ cell: CellBytes, to row: inout [UInt8]) {
  for index in cell.indices {
    let byte = cell[index]
    switch byte {
    case UInt8(ascii: "\\"): row.append(contentsOf: [0x5C, 0x5C])
    case UInt8(ascii: "\n"): row.append(contentsOf: [0x5C, UInt8(ascii: "n")])
    case UInt8(ascii: "\r"): row.append(contentsOf: [0x5C, UInt8(ascii: "r")])
    case UInt8(ascii: "\t"): row.append(contentsOf: [0x5C, UInt8(ascii: "t")])
    default: row.append(byte)
    }
  }
}

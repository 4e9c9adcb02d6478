import CLibpq
import Support
import Testing

@testable import Database

/// Rows as a server that is none of ours might send them: values of any length and any bytes, and null.
@Suite struct `Rows of any bytes` {
  private static let types: [ColumnType] = [.int4, .int8, .numeric, .date, .timestamptz, .text, .bool]

  @Test func `are read as what they are, or refused`() throws {
    var random = SeededGenerator(state: 7)
    let rows = 2_000
    for _ in 0..<(Extent.isWhole ? 250 : 5) {
      let values = (0..<rows).map { _ in Self.types.map { Self.value($0, &random) } }
      var place = 0
      try result(of: values).forEachRow(Self.types, "fuzz") { row in
        for (column, type) in Self.types.enumerated() { try Self.check(row, column, type, values[place][column]) }
        place += 1
      }
      #expect(place == rows)
      Figures.add("fuzz iterations", rows * Self.types.count)
    }
  }

  /// Often of the type's own length.
  private static func value(_ type: ColumnType, _ random: inout SeededGenerator) -> [UInt8]? {
    let right = [ColumnType.int4: 4, .date: 4, .int8: 8, .timestamptz: 8, .bool: 1, .numeric: 10][type] ?? 5
    let choice = Int.random(in: 0..<10, using: &random)
    if choice == 0 { return nil }
    if type == .numeric, choice > 3 { return number(&random) }
    let length = choice == 1 ? Int.random(in: 0..<20, using: &random) : right
    return (0..<length).map { _ in
      type == .text && choice > 3
        ? UInt8.random(in: 32..<127, using: &random) : UInt8.random(in: 0...255, using: &random)
    }
  }

  /// A number's own shape, of any digits.
  private static func number(_ random: inout SeededGenerator) -> [UInt8] {
    let digits = Int.random(in: 0..<6, using: &random)
    let header = [digits, Int.random(in: -3..<5, using: &random), 0x4000 * Int.random(in: 0..<4, using: &random)]
    let words = header + [2] + (0..<digits).map { _ in Int.random(in: 0..<10_000, using: &random) }
    return words.flatMap { [UInt8(truncatingIfNeeded: $0 >> 8), UInt8(truncatingIfNeeded: $0)] }
  }

  private static func check(_ row: borrowing Row, _ column: Int, _ type: ColumnType, _ bytes: [UInt8]?) throws {
    let number = { (bytes ?? []).reduce(UInt64(0)) { $0 << 8 | UInt64($1) } }
    switch type {
    case .int4:
      let read = try? row.int64(column)
      #expect(read == (bytes?.count == 4 ? Int64(Int32(truncatingIfNeeded: number())) : nil))
    case .int8:
      let read = try? row.int64(column)
      #expect(read == (bytes?.count == 8 ? Int64(bitPattern: number()) : nil))
    case .numeric:
      let read = (try? row.optionalNumeric(column)) ?? nil
      let digits = (bytes ?? []).prefix(2).reduce(0) { $0 << 8 | Int($1) }
      #expect((read != nil) == (bytes.map { $0.count >= 8 && $0.count == 8 + 2 * digits } ?? false))
    case .date:
      let read = try? row.date(column)
      #expect(read == (bytes?.count == 4 ? Int32(truncatingIfNeeded: number()) : nil))
    case .timestamptz:
      let read = try? row.timestamp(column)
      #expect(read == (bytes?.count == 8 ? Int64(bitPattern: number()) : nil))
    case .bool:
      let read = try? row.bool(column)
      #expect(read == (bytes?.count == 1 ? number() != 0 : nil))
    case .text:
      let read = try? row.text(column)
      let isText = bytes.map { String(validating: $0, as: UTF8.self) != nil } ?? false
      #expect((read.map { Array($0.utf8) }) == (isText ? bytes : nil))
    }
  }

  /// As libpq hands it over.
  private func result(of rows: [[[UInt8]?]]) throws -> QueryResult {
    // SAFETY: libpq copies every value; the result is owned by what is returned.
    let pointer = unsafe try #require(PQmakeEmptyPGresult(nil, PGRES_TUPLES_OK))
    var attributes = unsafe Self.types.map { type in
      unsafe PGresAttDesc(
        name: nil, tableid: 0, columnid: 0, format: 1, typid: type.rawValue, typlen: -1, atttypmod: -1)
    }
    let count = Int32(Self.types.count)
    let set = unsafe "c".withCString { name in
      for index in Self.types.indices { unsafe attributes[index].name = unsafe UnsafeMutablePointer(mutating: name) }
      return unsafe PQsetResultAttrs(pointer, count, &attributes)
    }
    #expect(set == 1)
    for (place, row) in rows.enumerated() {
      for (column, value) in row.enumerated() {
        var bytes = (value ?? []).map { CChar(bitPattern: $0) }
        _ = unsafe PQsetvalue(pointer, Int32(place), Int32(column), &bytes, value.map { Int32($0.count) } ?? -1)
      }
    }
    return unsafe QueryResult(owning: pointer)
  }
}

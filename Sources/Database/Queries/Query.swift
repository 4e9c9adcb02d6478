/// One statement, the name it goes by in messages, and its values.
package struct Query: Sendable {
  /// Such as `facts/days`; printed in errors, so never made of data.
  package let name: String
  /// `$1` and on stand for the parameters.
  package let sql: String
  package var parameters: [Parameter]

  package init(_ name: String, _ sql: String, _ parameters: [Parameter] = []) {
    self.name = name
    self.sql = sql
    self.parameters = parameters
  }
}

/// A value sent beside the statement, never inside it, in PostgreSQL's binary form.
package enum Parameter: Sendable {
  /// Days since 2000-01-01.
  case date(Int32)
  /// Microseconds since 2000-01-01 UTC.
  case timestamp(Int64)
  case int64(Int64)
  case bool(Bool)
  /// Must not hold a NUL character: PostgreSQL has none.
  case text(String)
  case int64Array([Int64])
  /// Days since 2000-01-01.
  case dateArray([Int32])
  case textArray([String])
  case null(ColumnType)
}

/// A type of PostgreSQL that results are read as.
package enum ColumnType: String, Sendable {
  case int4, int8, numeric, date, timestamptz, text, bool

  /// pg_type.oid.
  var identifier: UInt32 {
    switch self {
    case .bool: 16
    case .int8: 20
    case .int4: 23
    case .text: 25
    case .date: 1082
    case .timestamptz: 1184
    case .numeric: 1700
    }
  }

  /// varchar travels as text does.
  func accepts(_ identifier: UInt32) -> Bool {
    identifier == self.identifier || (self == .text && identifier == 1043)
  }
}

/// Every setting of a role, a database or our environment that could change a figure or keep a run for ever.
///
/// Set in the transaction and not in the start-up packet, which PgBouncer refuses and PGOPTIONS can undo.
struct PinnedSettings {
  let values: [(name: String, value: String)]

  /// - Parameter serverVersion: as libpq tells it; from 17 on the server also ends a transaction whose client no longer
  ///   takes its rows, which no other limit does.
  init(_ deadline: Deadline, serverVersion: Int) {
    let left = max(1, deadline.milliseconds)
    values =
      [
        // The nodes of a Citus cluster are told what follows; to any other server it is a name without a meaning.
        ("citus.propagate_set_commands", "local"),
        // Early: another client of a pooler may have left one that each of the rest could exceed.
        ("statement_timeout", "\(left)ms"),
        ("lock_timeout", "\(min(left, 30_000))ms"),
        ("idle_in_transaction_session_timeout", "\(left)ms"),
      ] + (serverVersion >= 170_000 ? [("transaction_timeout", "\(left)ms")] : []) + Self.lasting
  }

  private static let lasting = [
    ("search_path", "pg_catalog, pg_temp"),
    ("TimeZone", "UTC"),
    ("timezone_abbreviations", "Default"),
    ("DateStyle", "ISO, YMD"),
    ("IntervalStyle", "iso_8601"),
    ("extra_float_digits", "1"),
    ("bytea_output", "hex"),
    ("transform_null_equals", "off"),
    ("array_nulls", "on"),
    ("row_security", "off"),
    ("client_encoding", "UTF8"),
    ("client_min_messages", "error"),
    ("standard_conforming_strings", "on"),
    ("synchronize_seqscans", "off"),
    ("lc_numeric", "C"),
    ("lc_monetary", "C"),
    ("lc_time", "C"),
    // Compiling a statement costs more than running it, and adding up in memory costs less than sorting on disk.
    ("jit", "off"),
    ("work_mem", "128MB"),
  ]

  /// One message with BEGIN: nothing runs under foreign settings, and none of it takes the snapshot.
  func begin(_ mode: String) -> String {
    let settings = values.map { "SET LOCAL \($0.name) = \(Self.literal($0))" }
    return (["BEGIN \(mode)"] + settings).joined(separator: "; ")
  }

  private static func literal(_ setting: (name: String, value: String)) -> String {
    setting.name == "search_path" ? setting.value : "'\(setting.value)'"
  }

  /// For the same message: a SHOW takes no snapshot either, and costs next to nothing where a statement has to be planned.
  var show: String { values.map { "SHOW \($0.name)" }.joined(separator: "; ") }

  /// The names of those that did not hold.
  ///
  /// - Parameter shown: what `show` gave.
  func loose(_ shown: some Collection<String>) -> [String] {
    guard shown.count == values.count else { return values.map(\.name) }
    return zip(values, shown).filter { !Self.holds($0.value, $1) }.map(\.0.name)
  }

  /// A time is shown in the largest unit it is a whole number of.
  private static func holds(_ value: String, _ shown: String) -> Bool {
    guard let milliseconds = milliseconds(value) else { return value == shown }
    return milliseconds == Self.milliseconds(shown)
  }

  private static func milliseconds(_ time: String) -> Int? {
    let digits = time.prefix { ("0"..."9").contains($0) }
    let units = ["ms": 1, "s": 1_000, "min": 60_000, "h": 3_600_000, "d": 86_400_000]
    guard let number = Int(digits), let unit = units[String(time.dropFirst(digits.count))] else {
      return nil
    }
    let (product, isTooMuch) = number.multipliedReportingOverflow(by: unit)
    return isTooMuch ? nil : product
  }
}

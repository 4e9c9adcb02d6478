/// Every setting of a role, a database or our environment that could change a figure or keep a run for ever.
///
/// Set in the transaction and not in the start-up packet, which PgBouncer refuses and PGOPTIONS can undo.
struct PinnedSettings {
  private let values: [(name: String, value: String)]

  init(_ deadline: Deadline) {
    let left = max(1, deadline.milliseconds)
    values =
      Self.lasting + [
        ("statement_timeout", String(left)),
        ("lock_timeout", String(min(left, 30_000))),
        ("idle_in_transaction_session_timeout", String(left)),
      ]
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
    ("work_mem", "131072"),
  ]

  /// One message with BEGIN: nothing runs under foreign settings, and none of it takes the snapshot.
  func begin(_ mode: String) -> String {
    let settings = values.map { "SET LOCAL \($0.name) = \(Self.literal($0))" }
    return (["BEGIN \(mode)"] + settings).joined(separator: "; ")
  }

  private static func literal(_ setting: (name: String, value: String)) -> String {
    setting.name == "search_path" ? setting.value : "'\(setting.value)'"
  }

  /// The names of those that did not hold.
  var check: Query {
    Query(
      "settings",
      """
      select w.name from unnest($1, $2) as w (name, value)
      left join pg_catalog.pg_settings s on pg_catalog.lower(s.name) = pg_catalog.lower(w.name)
      where s.setting is distinct from w.value
      """, [.textArray(values.map(\.name)), .textArray(values.map(\.value))])
  }
}

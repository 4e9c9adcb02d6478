package import Database
import Facts

/// Looks at everything a report needs of a database but the rows themselves. Writes nothing.
package struct DatabaseCheck: Sendable {
  let schema: String
  /// Whether the role's rights are of interest: on a private server of ours they are not.
  let looksAtPrivileges: Bool

  package init(schema: String, looksAtPrivileges: Bool) {
    self.schema = schema
    self.looksAtPrivileges = looksAtPrivileges
  }

  /// In order: server, settings, contract, privileges.
  /// - Throws: `DatabaseError` when the session is lost, or cannot be made what a report needs.
  package func observe(_ connection: borrowing Connection) throws -> [Observation] {
    var all = try connection.withSnapshot(locking: []) { connection in
      try server(connection) + settings() + contract(connection)
    }
    let missing = Set(all.filter { $0.area == .contract && $0.key.isEmpty }.map(\.relation))
    if looksAtPrivileges {
      all += try connection.withSnapshot(locking: []) { connection in
        try privileges(connection)
      }
    }
    let known = Set(all.filter { $0.severity == .error && $0.area == .privileges }.map(\.relation))
    for relation in Contract.relations where !missing.union(known).contains(relation.name) {
      if let fault = try reading(relation.name, connection) { all.append(fault) }
    }
    if looksAtPrivileges, !all.contains(where: { $0.area == .privileges }) {
      all.append(
        Observation(
          .privileges, .ok, "role \(connection.user) reads all ten relations, and cannot write"))
    }
    return all
  }

  private func server(_ connection: borrowing Connection) throws -> [Observation] {
    let version = connection.serverVersion
    let shown = "\(version / 10_000).\(version % 10_000)"
    var found = [
      Observation(
        .server, .ok,
        "database \(connection.database) at \(connection.place), as role \(connection.user)"),
      version >= 140_000
        ? Observation(.server, .ok, "PostgreSQL \(shown)")
        : Observation(.server, .error, "PostgreSQL \(shown); expected 14 or later"),
    ]
    let encoding = try connection.setting("server_encoding")
    // Any other is turned into UTF-8 by the server; this one is bytes that may be anything.
    found.append(
      encoding == "SQL_ASCII"
        ? Observation(
          .server, .warning,
          "encoding SQL_ASCII: a text that is not UTF-8 stops a report; expected UTF8")
        : Observation(.server, .ok, "encoding \(encoding)"))
    return found
  }

  /// The transaction this is called in would not have begun otherwise.
  private func settings() -> [Observation] {
    [Observation(.settings, .ok, "every setting that could change a figure holds when set")]
  }

  private func contract(_ connection: borrowing Connection) throws -> [Observation] {
    let faults = try ContractReading(schema: schema).faults(connection)
    guard !faults.isEmpty else {
      return [
        Observation(.contract, .ok, "ten relations of schema \(schema), every column and type")
      ]
    }
    return faults.map { fault in
      Observation(
        .contract, .error, fault.line, relation: fault.relation.name,
        key: fault.column?.name ?? "", mend: fault.mend)
    }
  }
}

extension Connection {
  fileprivate func setting(_ name: String) throws -> String {
    var value = ""
    let query = Query("settings", "select pg_catalog.current_setting($1)", [.text(name)])
    try forEach(query, columns: [.text]) { row in value = try row.text(0) }
    return value
  }
}

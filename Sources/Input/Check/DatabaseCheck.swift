package import Core
package import Database
import SQL

/// A check of everything that a report needs from a database except the rows. The check writes nothing.
package struct DatabaseCheck: Sendable {
  let schema: String
  /// Whether the role's privileges matter. On a private server they do not.
  let checksPrivileges: Bool
  /// The job's `foreign_tables`.
  let acceptsForeignTables: Bool

  package init(schema: String, checksPrivileges: Bool, acceptsForeignTables: Bool) {
    self.schema = schema
    self.checksPrivileges = checksPrivileges
    self.acceptsForeignTables = acceptsForeignTables
  }

  /// Returns the observations in the order server, settings, contract, privileges.
  /// - Parameter another: opens another session.
  /// - Throws: `DatabaseError` when the session is lost or does not fit a report.
  package func observe(_ connection: borrowing Connection, _ another: () throws -> Connection) throws -> [Observation] {
    var offer = Offer.whole
    var nodes = 0
    var isRefused = false
    var all = try connection.withSnapshot(locking: []) { connection in
      if try connection.identity(schema: schema).hasCitus { nodes = try ServerTopology.nodes(connection) }
      let catalogue = try ContractCatalogue(connection, schema)
      offer = catalogue.offer
      let servers = try ServerTopology.found(beneath: schema, nodes: nodes, connection)
      let refusal = servers.refusal(acceptsForeignTables: acceptsForeignTables)
      isRefused = refusal != nil
      return try server(connection) + settings() + contract(catalogue, connection)
        + [refusal].compactMap(\.self).map { Observation(.contract, .error, $0) }
    }
    if checksPrivileges { all += try connection.withSnapshot(locking: []) { connection in try privileges(connection) } }
    let known = Set(all.filter { $0.severity == .error && $0.area == .privileges }.map(\.relation))
    // Nothing is read from a server that a report refuses to read.
    for relation in offer.relations where !isRefused && !known.contains(relation.name) {
      if let fault = try reading(relation.name, connection) { all.append(fault) }
    }
    let probe = ReadingProbe(schema: schema, offer: offer)
    for text in isRefused ? [] : try probe.badTexts(connection, most: 100) {
      all.append(
        Observation(
          .quality, .error, "\(text.column) \(text.fault); write the text again", relation: text.relation, key: text.key
        )
      )
    }
    if !all.contains(where: { $0.severity == .error }) {
      let clocks = try probe.viewsWithClocks(connection)
      // The nodes of a cluster share no snapshot with a second session.
      if nodes == 0 { all += try changingColumns(probe, connection, another) }
      all += clocks.map { Observation($0) }
    }
    if checksPrivileges, !offer.relations.isEmpty, !all.contains(where: { $0.area == .privileges }) {
      all.append(
        Observation(.privileges, .ok, "role \(connection.user) reads every relation offered, and cannot write"))
    }
    return all
  }

  /// Returns the columns of views that a report reads otherwise than it did, or than people do.
  private func changingColumns(
    _ probe: ReadingProbe, _ connection: borrowing Connection, _ another: () throws -> Connection
  )
    throws -> [Observation]
  {
    var found: [Observation] = []
    var columns = try probe.columnsThatFollowSettings(connection)
    do { columns += try probe.changingColumns(connection, another) } catch let error as DatabaseError
      where error.query == "connect" || error.sqlstate == "55P03"
    {
      found.append(
        Observation(
          .settings, .warning,
          "\(error.line), so no view was read twice at once; a report needs one session, and this check two"))
    }
    return found + columns.map { Observation($0) }
  }

  private func server(_ connection: borrowing Connection) throws -> [Observation] {
    let version = connection.serverVersion
    let shown = "\(version / 10_000).\(version % 10_000)"
    var found = [
      Observation(.server, .ok, "database \(connection.database) at \(connection.place), as role \(connection.user)"),
      version >= 140_000
        ? Observation(.server, .ok, "PostgreSQL \(shown)")
        : Observation(.server, .error, "PostgreSQL \(shown); expected 14 or later"),
    ]
    if connection.isExposed {
      found.append(
        Observation(
          .server, .warning,
          "the session is TCP without encryption: the network can read the rows and alter them; "
            + "use sslmode=verify-full"))
    }
    let encoding = try connection.setting("server_encoding")
    // The server converts any other encoding to UTF-8. SQL_ASCII holds bytes of an unknown encoding.
    found.append(
      encoding == "SQL_ASCII"
        ? Observation(.server, .warning, "encoding SQL_ASCII: a text that is not UTF-8 stops a report; expected UTF8")
        : Observation(.server, .ok, "encoding \(encoding)"))
    return found
  }

  /// Otherwise the transaction that calls this could not have begun.
  private func settings() -> [Observation] {
    [Observation(.settings, .ok, "every setting that could change a figure holds when set")]
  }

  private func contract(_ catalogue: ContractCatalogue, _ connection: borrowing Connection) throws -> [Observation] {
    let faults = catalogue.faults.map { fault in
      Observation(
        .contract, .error, fault.line, relation: fault.relation?.name ?? "", key: fault.column?.name ?? "",
        fix: fault.fix)
    }
    let misspellings = try catalogue.misspellings(connection)
    let absent = catalogue.offer.gains.filter { gain in
      !misspellings.contains { $0.relation == gain.relation.name && $0.column == gain.column?.name }
        && !(gain.column?.isNeeded ?? gain.relation.isNeeded)
    }
    let whole = faults.isEmpty && absent.isEmpty && misspellings.isEmpty
    return faults
      + (faults.isEmpty
        ? [
          Observation(
            .contract, .ok,
            whole ? "schema \(schema), every relation, column and type" : "schema \(schema), all that a report needs")
        ] : [])
      + misspellings.map {
        Observation(.contract, .warning, $0.line, relation: $0.relation, key: $0.column ?? "")
      }
      + absent.map {
        Observation(
          .contract, .ok, "not offered; it would add \($0.adds)", relation: $0.relation.name, key: $0.column?.name ?? ""
        )
      }
  }
}

extension Connection {
  func setting(_ name: String) throws -> String {
    var value = ""
    let query = Query("settings", "select pg_catalog.current_setting($1)", [.text(name)])
    try forEach(query, columns: [.text]) { row in value = try row.text(0) }
    return value
  }
}

/// One line of the result of `check`: what was checked, and whether it is fit for a report.
package struct Observation: Hashable, Sendable {
  package enum ResultLevel: String, Hashable, Sendable { case ok, warning, error }

  /// The area of an observation, which decides the exit code of an error.
  package enum Area: String, Hashable, Sendable {
    case server, privileges, contract, settings
    /// The rules of `sql/checks`.
    case quality
  }

  package let area: Area
  /// The area, or the rule of data quality.
  package let rule: String
  package let severity: ResultLevel
  /// The relation; empty when the observation is about none.
  package let relation: String
  /// The column or a row's key; empty when the observation is about a whole relation.
  package let key: String
  package let message: String
  /// The SQL that fixes the error, complete or as the missing part of a view's definition.
  package var fix: String?

  package init(
    _ area: Area, _ severity: ResultLevel, _ message: String, relation: String = "", key: String = "",
    fix: String? = nil
  ) {
    self.area = area
    rule = area.rawValue
    self.severity = severity
    self.relation = relation
    self.key = key
    self.message = message
    self.fix = fix
  }

  init(_ column: ChangingColumn) {
    self.init(
      column.changesReport ? .quality : .contract, column.changesReport ? .error : .warning, column.line,
      relation: column.relation, key: column.column ?? "")
  }

  package init(_ finding: Finding) {
    area = .quality
    rule = finding.rule
    severity = finding.severity == .error ? .error : .warning
    relation = finding.relation
    key = finding.key
    message = finding.message
  }
}

extension Statement {
  /// Makes a query of the catalogue, which names no schema of the programme.
  func query(_ parameters: Parameter...) -> Query { Query(name, text, parameters) }
}

extension Parameter {
  /// The names of the contract's relations as a text that PostgreSQL casts to an array of names.
  static var relationNames: Parameter { .text("{" + Contract.relations.map(\.name).joined(separator: ",") + "}") }
}

extension DatabaseCheck {
  /// Returns the observations about privileges. A missing privilege is an error; a privilege beyond reading is a
  /// warning.
  func privileges(_ connection: borrowing Connection) throws -> [Observation] {
    var found: [Observation] = []
    if try !connection.holds("select where pg_catalog.has_table_privilege('pg_catalog.pg_roles', 'SELECT')") {
      found.append(
        Observation(
          .privileges, .warning,
          "role \(connection.user) may not read pg_roles, so it was not checked whether it is a superuser or bypasses row "
            + "security; grant SELECT on pg_catalog.pg_roles to check it"))
    } else if try connection.isSuperuserOrBypassesRowSecurity() {
      found.append(
        Observation(
          .privileges, .warning,
          "role \(connection.user) is a superuser or bypasses row security: grants and policies "
            + "do not hold for it; let a report run as a member of board_reader"))
    }
    var writable: [String] = []
    var owned: [String] = []
    let columns: [ColumnType] = [.text, .text, .bool, .bool, .bool, .bool, .bool]
    try connection.forEach(Statement.access.query(.text(schema), .relationNames), columns: columns) { row in
      let name = try row.text(0)
      if let error = lacking(
        name, usage: try row.bool(2), select: try row.bool(3), someColumns: try row.bool(4), connection.user)
      {
        found.append(error)
      }
      if try row.bool(6) { owned.append(name) } else if try row.bool(5) { writable.append(name) }
    }
    return found + excess("may alter", owned, connection.user) + excess("may write to", writable, connection.user)
  }

  private func lacking(_ name: String, usage: Bool, select: Bool, someColumns: Bool, _ user: String) -> Observation? {
    guard !usage || !select else { return nil }
    let role = QualifiedName.quote(user)
    var grants: [String] = []
    if !usage { grants.append("GRANT USAGE ON SCHEMA \(QualifiedName.quote(schema)) TO \(role);") }
    if !select { grants.append("GRANT SELECT ON \(QualifiedName(schema, name).quoted) TO \(role);") }
    let what =
      select
      ? "use schema \(schema)" : someColumns ? "read every column of \(schema).\(name)" : "read \(schema).\(name)"
    return Observation(
      .privileges, .error, "role \(user) may not \(what)", relation: name, fix: grants.joined(separator: "\n"))
  }

  private func excess(_ verb: String, _ relations: [String], _ user: String) -> [Observation] {
    guard !relations.isEmpty else { return [] }
    return [
      Observation(
        .privileges, .warning,
        "role \(user) \(verb) \(relations.joined(separator: ", ")): a report only reads; "
          + "let it run as a member of board_reader")
    ]
  }

  /// Reads a relation and locks it, as a report does. Only this shows missing rights of a view's owner, row security, values
  /// that a view's expressions refuse, and relations that cannot be locked.
  ///
  /// - Throws: the error of a file or server beneath the relation that cannot be reached, because the check cannot go on.
  func reading(_ name: String, _ connection: borrowing Connection) throws -> Observation? {
    let probe = ReadingProbe(schema: schema, offer: .whole)
    guard let (place, error) = try fault(of: name, probe, connection) else { return nil }
    guard !error.isOfSource else { throw error.located(at: place) }
    return observation(name, place, error, try probe.missingGrants([name], connection))
  }

  private func fault(of name: String, _ probe: ReadingProbe, _ connection: borrowing Connection) throws
    -> (place: String, error: DatabaseError)?
  {
    let relation = QualifiedName(schema, name)
    do {
      // The first attempt has no lock, because a refused lock does not name the table beneath a view.
      try waiting(for: relation, connection) { connection in
        try connection.withSnapshot(locking: []) { connection in
          _ = try connection.execute(Query("read \(name)", "select from \(relation.quoted) limit 0"))
        }
      }
      try connection.withSnapshot(locking: [relation]) { _ in }
      return try waiting(for: relation, connection) { try probe.failure(of: name, $0) }
    } catch let error as DatabaseError where error.isFromRows { return ("\(relation)", error) }
  }

  /// Returns what the body gives. Where another session holds a lock, this function waits for the lock as a report does,
  /// and calls the body again.
  private func waiting<Value>(
    for relation: QualifiedName, _ connection: borrowing Connection, _ body: (borrowing Connection) throws -> Value
  ) throws -> Value {
    do { return try body(connection) } catch let error as DatabaseError where error.sqlstate == "55P03" {
      try connection.withSnapshot(locking: [relation]) { _ in }
      return try body(connection)
    }
  }

  private func observation(_ name: String, _ place: String, _ error: DatabaseError, _ grants: [MissingGrant])
    -> Observation
  {
    switch error.kind {
    case .permission:
      if let first = grants.first {
        Observation(
          .privileges, .error, "\(place): \(first.line)", relation: name,
          fix: grants.map { "\($0.fix);" }.joined(separator: "\n"))
      } else {
        Observation(.privileges, .error, "\(place): \(error.what)", relation: name)
      }
    case .rowSecurity: Observation(.privileges, .error, "\(place): \(error.line)", relation: name)
    case .dataRefused: Observation(.quality, .error, "\(place): \(error.line)", relation: name)
    default:
      // A lock that was refused names the relation itself.
      Observation(
        .contract, .error, error.line.hasPrefix(place) ? error.line : "\(place): \(error.line)", relation: name)
    }
  }
}

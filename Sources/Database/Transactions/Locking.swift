extension Connection {
  /// One statement for all, before anything is read. LOCK takes no snapshot.
  func lock(_ relations: [QualifiedName], _ mode: Mode) throws {
    guard !relations.isEmpty else { return }
    do { try wire.command(Self.lock(relations, mode)) } catch {
      guard ["42501", "42P01", "3F000", "42809"].contains(error.sqlstate) else { throw error }
      rollback()
      throw explain(error, relations, mode)
    }
  }

  private static func lock(_ relations: [QualifiedName], _ mode: Mode) -> Query {
    let names = relations.map(\.quoted).joined(separator: ", ")
    return Query("lock", "LOCK TABLE \(names) IN \(mode.lock)")
  }

  /// The server stops at the first relation it refuses; trying each alone names all there is to mend.
  private func explain(
    _ first: DatabaseError, _ relations: [QualifiedName], _ mode: Mode
  ) -> DatabaseError {
    var refused: [(relation: QualifiedName, error: DatabaseError)] = []
    for relation in relations {
      guard (try? wire.script("BEGIN", "lock")) != nil else { return first }
      do { try wire.command(Self.lock([relation], mode)) } catch {
        refused.append((relation, error))
      }
      rollback()
    }
    guard let cause = refused.first?.error, cause.sqlstate != nil else { return first }
    let alike = refused.filter { $0.error.sqlstate == cause.sqlstate }.map(\.relation)
    return DatabaseError(
      SQLState(cause.sqlstate ?? "").kind, what(cause.sqlstate, alike, mode),
      sqlstate: cause.sqlstate, query: "lock")
  }

  private func what(_ sqlstate: String?, _ relations: [QualifiedName], _ mode: Mode) -> String {
    let names = relations.map(\.description).joined(separator: ", ")
    switch sqlstate {
    case "42501":
      let role = QualifiedName.quote(user)
      let schemas = Set(relations.map(\.schema)).sorted().map(QualifiedName.quote)
      let right = mode.writes ? "SELECT, INSERT, UPDATE, DELETE, TRUNCATE" : "SELECT"
      return "role \(role) may not use \(names): GRANT USAGE ON SCHEMA "
        + "\(schemas.joined(separator: ", ")) TO \(role); GRANT \(right) ON "
        + relations.map(\.quoted).joined(separator: ", ") + " TO \(role)"
    case "42809":
      return "\(names) cannot be locked (a materialised view or foreign table): "
        + "offer an ordinary view over it"
    default: return "missing in database \"\(database)\": \(names)"
    }
  }
}

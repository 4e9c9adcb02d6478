/// What kind of transaction is begun.
struct Mode {
  enum Purpose { case reading, writing }

  let purpose: Purpose
  /// The name of another session's snapshot that is read under.
  var snapshot: String?

  init(_ purpose: Purpose) { self.purpose = purpose }

  var writes: Bool { purpose == .writing }

  /// For BEGIN.
  var words: String {
    writes
      ? "ISOLATION LEVEL READ COMMITTED READ WRITE" : "ISOLATION LEVEL REPEATABLE READ READ ONLY"
  }

  /// What follows the settings, for it has to come before whatever takes a snapshot. A name is the server's: hexadecimal
  /// numbers and dashes.
  var adoption: String { snapshot.map { "; SET TRANSACTION SNAPSHOT '\($0)'" } ?? "" }

  /// For LOCK TABLE.
  var lock: String {
    switch purpose {
    case .writing: "SHARE ROW EXCLUSIVE MODE"
    case .reading: snapshot == nil ? "ACCESS SHARE MODE" : "ACCESS SHARE MODE NOWAIT"
    }
  }
}

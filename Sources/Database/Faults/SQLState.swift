/// The five characters by which PostgreSQL names an error.
struct SQLState {
  let code: String

  init(_ code: String) { self.code = code }

  /// Errors that another try, on a new session, may not meet. A cancelled statement (57014) is not among them: a time
  /// limit would be met again, and a person who stopped it meant it.
  var isTransient: Bool {
    let codes = [
      "40001", "40P01", "57P01", "57P02", "57P03", "57P05", "25P03", "53300", "55P03", "72000",
    ]
    return codes.contains(code) || code.hasPrefix("08")
  }

  var kind: DatabaseError.Kind {
    switch code {
    case "3D000": .noSuchDatabase
    case "42501": .permission
    case "53300", "57P01", "57P02", "57P03", "57P05", "25P03", "25P04": .connection
    case "25006": .wrongServer
    case "55P03", "72000": .conflict
    case "XX001", "XX002": .corrupted
    case "3F000": .contract
    default: kindOfClass
    }
  }

  private var kindOfClass: DatabaseError.Kind {
    switch code.prefix(2) {
    case "08": .connection
    case "28": .authentication
    case "42": .contract
    case "22", "23": .dataRefused
    case "40": .conflict
    case "53", "54", "57", "58": .resources
    case "0A": .wrongServer
    default: .other
    }
  }

  /// What an error of this kind means, where nothing better is known. The server's own words stay out: they can hold
  /// a row.
  var meaning: String {
    switch kind {
    case .connection: "the server ended the session"
    case .dataRefused: "the server refused a value"
    case .conflict: "another session was in the way"
    case .resources:
      code == "57014"
        ? "the statement was stopped" : "the server lacks room or an administrator stopped it"
    case .wrongServer:
      code == "25006"
        ? "the server allows reading only: is it a standby?" : "the server cannot do what was asked"
    case .corrupted: "the server found its own files corrupted: tell its administrator"
    case .permission: "a privilege is missing"
    case .contract: "a relation, column or type is not what was agreed"
    default: "the server reported an error"
    }
  }
}

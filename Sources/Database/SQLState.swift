/// The five characters by which PostgreSQL identifies an error.
struct SQLState {
  let code: String

  init(_ code: String) { self.code = code }

  /// Whether a retry in a new session may succeed. A cancelled statement (57014) is not transient: a time limit would
  /// end the retry too, and a person who cancelled the statement meant it.
  var isTransient: Bool {
    let codes = ["40001", "40P01", "57P01", "57P02", "57P03", "57P05", "25P03", "53300", "55P03", "72000"]
    return codes.contains(code) || isOfConnection
  }

  /// Whether the code speaks of a connection. A foreign-data wrapper of another database uses HV00N.
  var isOfConnection: Bool { code.hasPrefix("08") || code == "HV00N" }

  /// Whether a file or a server cannot be reached.
  var isOfSource: Bool { isOfConnection || code.hasPrefix("58") }

  var kind: DatabaseError.Category {
    switch code {
    case "3D000": .noSuchDatabase
    case "42501": .permission
    case "53300", "57P01", "57P02", "57P03", "57P05", "25P03", "25P04", "HV00N": .connection
    case "55P03", "72000": .conflict
    case "XX001", "XX002": .corrupted
    case "25006", "2F003", "3F000", "54001", "55000": .contract
    default: kindOfClass
    }
  }

  private var kindOfClass: DatabaseError.Category {
    switch code.prefix(2) {
    case "08": .connection
    case "28": .authentication
    case "42", "HV": .contract
    // 21: a subquery of several rows. 2F, 38, 39 and P0: a function failed. 54: a value beyond a limit.
    case "21", "22", "23", "2F", "38", "39", "54", "P0": .dataRefused
    case "40": .conflict
    case "53", "57", "58": .resources
    case "0A", "XX": .wrongServer
    default: .other
    }
  }

  /// The meaning of an error of this category when nothing better is known. The server's own message is left out,
  /// because it can hold a row.
  var meaning: String {
    switch kind {
    case .connection: ending
    case .dataRefused: refusal
    case .conflict:
      code == "55P03"
        ? "another session holds a lock that this program needs; try again later"
        : "another session interfered; try again later"
    case .resources:
      switch code.prefix(2) {
      case "58": "the server cannot read or write a file that it needs; inform its administrator"
      default:
        code == "57014"
          ? "the statement was cancelled"
          : "the server lacks disk, memory or time, or an administrator stopped the statement"
      }
    case .wrongServer:
      code.hasPrefix("XX")
        ? "the server reported an internal error; its administrator finds the cause in its log"
        : "the server cannot do what the statement needs; correct the view, or connect to a server that can"
    case .corrupted: "the server found its own files corrupted; inform its administrator"
    case .permission: "a privilege is missing; grant it to the role that reads, or to the view's owner"
    case .contract: misfit
    default:
      code == "20000"
        ? "a CASE without ELSE has no branch for a value; add one"
        : "the server reported an error; correct the view, or the function beneath it"
    }
  }

  private var ending: String {
    switch code {
    case "25P03": "the server's idle_in_transaction_session_timeout ended the session; raise it for the role that reads"
    case "25P04": "the server's transaction_timeout ended the session; raise it for the role that reads"
    case "57P05": "the server's idle_session_timeout ended the session; raise it for the role that reads"
    default: "the server ended the session"
    }
  }

  /// What is wrong with a value that the server refused, and what to do.
  private var refusal: String {
    switch code {
    case "22P02":
      "a text that is no value of its type was converted; correct the row, or the view that converts it"
    case "22007", "22008":
      "a date or time cannot be read, or is out of range; correct the row, or let the view read its texts by to_date, "
        + "because a report reads dates year first"
    case "22003": "a value is out of range for its type; correct the row, or the view that converts it"
    case "22012": "a number was divided by zero; correct the row, or the view that divides"
    case "22021": "a text is not UTF-8; write the text again"
    case "22P05": "a text has a character that UTF-8 has none for; write the text again"
    case "22P04":
      "a file that a foreign table reads has a row that does not fit the table; correct the file, or the table's columns"
    case "P0002", "P0003":
      "no row or several rows were found where one is needed; correct the rows, or the function"
    default:
      switch code.prefix(2) {
      case "21": "a subquery gave several rows where it must give one; correct the rows, or the view"
      case "23": "a value breaks a constraint; correct the row, or the view that converts it"
      case "54": "a value exceeds a limit of the server; correct the row, or the view that makes it"
      case "2F", "38", "39", "P0": "the read failed; correct the row that a function refuses, or the function"
      default: "a function or operator refused a value; correct the row, or the view that computes with it"
      }
    }
  }

  /// What does not fit where no object is known by its name, and what to do.
  private var misfit: String {
    switch code {
    case "25006":
      "a view, or a function beneath it, writes or locks rows, and a report only reads; correct the view"
    case "2F003":
      "a foreign server is read without a password by a role that is no superuser; set a password in its user mapping, "
        + "or let a superuser set password_required to false there"
    case "42P01", "42883", "42704": "a relation, function, type or setting does not exist"
    case "42P21", "42P22": "texts of two collations are compared; give the view's columns one COLLATE clause"
    case "54001":
      "the statement needs a deeper stack than the server has; correct the view or function that uses itself without end"
    case "55000": "an object beneath a view is not in the state that reading needs; correct the view"
    default:
      code.hasPrefix("HV")
        ? "a foreign table cannot be read; correct its options, or the view"
        : "a view, or a function beneath it, does not fit what it reads; correct it"
    }
  }
}

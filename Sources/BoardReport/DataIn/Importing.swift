import Database
import Files
import Import

/// One import: the folder is looked through, and then brought into the database in one transaction.
struct Importing {
  let folder: String
  let conninfo: String?
  let merge: Merge
  let deadline: Database.Deadline
  let voice: Voice

  func perform() throws -> [Change] {
    let signals = try Signals.install()
    voice.progress("reading \(folder)")
    let data = try DataFolder.read(folder, isStamped: true)
    if let signal = signals.received {
      throw DatabaseError(.cancelled(signal: signal), "stopped by signal \(signal)")
    }
    voice.progress("importing \(folder)")
    let retrying = Retrying(deadline: deadline, signals: signals)
    return try retrying {
      let connection = try Connection.open(
        conninfo, applicationName: "board-report import", deadline: deadline, signals: signals)
      return try bring(data, into: connection)
    }
  }

  /// A fault of the server's comes out as such: some are worth another try.
  private func bring(
    _ data: DataFolder, into connection: borrowing Connection
  ) throws -> [Change] {
    do throws(ImportError) { return try data.merge(into: connection, merge) } catch {
      guard case .database(let fault) = error.cause else { throw error }
      throw fault
    }
  }
}

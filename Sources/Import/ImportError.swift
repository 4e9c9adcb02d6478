package import Database
package import Files

/// Why a data folder was not read or loaded. Nothing was changed.
package struct ImportError: Error {
  package enum Cause: Sendable {
    /// People's data has mistakes, or our tables refuse it.
    case refused(Refusal)
    /// The folder or a file of it cannot be read.
    case unreadable(FileError)
    /// The server, not the data.
    case database(DatabaseError)
  }
  package let cause: Cause

  init(_ cause: Cause) { self.cause = cause }

  /// One mistake alone.
  init(_ mistake: Mistake) { cause = .refused(Refusal(mistake)) }

  package var refusal: Refusal? {
    if case .refused(let refusal) = cause { refusal } else { nil }
  }
}

import CPosix
import Glibc

/// What the operating system refused, and where.
package struct FileError: Error, Sendable, Equatable {
  /// What a caller can do about it; the program maps these to exit codes.
  package enum Kind: Sendable {
    /// Something asked for is not there.
    case notFound
    /// The output cannot be made: its parent is missing, something is in its place, or it is not permitted.
    case cannotCreate
    /// Another process holds the lock.
    case busy
    /// A limit of time passed.
    case timedOut
    /// A signal came while waiting.
    case interrupted
    /// The issue is visible, but the last write to the disk was not confirmed.
    case unconfirmed
    /// Everything else: the disk is full, broken or read-only, or a descriptor is short.
    case inputOutput
  }

  package let kind: Kind
  /// A verb: "create", "write", "rename".
  package let operation: String
  /// As the user knows it.
  package let path: String
  /// errno.
  package let code: Int32

  package init(_ kind: Kind, _ operation: String, _ path: String, code: Int32) {
    self.kind = kind
    self.operation = operation
    self.path = path
    self.code = code
  }

  /// For looking something up: its absence has a kind of its own.
  package init(reading path: String, _ operation: String = "open", code: Int32) {
    self.init(code == ENOENT ? .notFound : .inputOutput, operation, path, code: code)
  }

  /// For making something: what the disk or the system lacks is I/O, all else is a wrong place.
  package init(creating path: String, _ operation: String = "create", code: Int32) {
    let lacking = [EIO, ENOSPC, EDQUOT, EFBIG, EMFILE, ENFILE, ENOMEM, EINTR, EINVAL].contains(code)
    self.init(lacking ? .inputOutput : .cannotCreate, operation, path, code: code)
  }

  /// One line for people, without a full stop.
  package var line: String {
    let cause = "\(Self.text(code)) (\(Self.name(code)))"
    return switch kind {
    case .busy: "\(path): held by another run"
    case .unconfirmed: "\(path): published, durability unconfirmed: \(cause)"
    default: "\(path): cannot \(operation): \(cause)"
    }
  }

  private static func text(_ code: Int32) -> String {
    // SAFETY: a string constant of glibc, or NULL.
    unsafe cposix_error_text(code).map { unsafe String(cString: $0) } ?? "unknown error"
  }

  private static func name(_ code: Int32) -> String {
    // SAFETY: a string constant of glibc, or NULL.
    unsafe cposix_error_name(code).map { unsafe String(cString: $0) } ?? String(code)
  }
}

extension FileError: CustomStringConvertible {
  package var description: String { line }
}

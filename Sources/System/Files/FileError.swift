import CPosix
import Glibc

/// A refusal by the operating system: the operation, the path and the code.
package struct FileError: Error, Sendable, Equatable {
  /// The reason, by which a caller decides what to do. The program maps each to an exit code.
  package enum Reason: Sendable {
    /// A file or folder does not exist.
    case notFound
    /// The output cannot be created: its parent is missing, something else has its name, or a permission is missing.
    case cannotCreate
    /// Another process holds the lock.
    case busy
    /// A time limit passed.
    case timedOut
    /// A signal came during a wait.
    case interrupted
    /// The issue is visible, but the last write to the disk was not confirmed.
    case unconfirmed
    /// Everything else: the disk is full, broken or read-only, or the process has no descriptor left.
    case inputOutput
  }

  package let kind: Reason
  /// A verb: "create", "write", "rename".
  let operation: String
  /// The path as the user gave it.
  package let path: String
  /// The value of errno.
  package let code: Int32
  /// What is wrong with the path and what to do, where errno does not say it.
  let fault: String?

  package init(_ kind: Reason, _ operation: String, _ path: String, code: Int32, fault: String? = nil) {
    self.kind = kind
    self.operation = operation
    self.path = path
    self.code = code
    self.fault = fault
  }

  /// Makes the error of a read. A missing file has a reason of its own.
  package init(reading path: String, _ operation: String = "open", code: Int32) {
    self.init(code == ENOENT ? .notFound : .inputOutput, operation, path, code: code)
  }

  /// Makes the error of a creation. A lack of disk or system resources is an input/output error; everything else is a
  /// wrong path.
  package init(creating path: String, _ operation: String = "create", code: Int32, fault: String? = nil) {
    let lacking = [EIO, ENOSPC, EDQUOT, EFBIG, EMFILE, ENFILE, ENOMEM, EINTR, EINVAL].contains(code)
    self.init(lacking ? .inputOutput : .cannotCreate, operation, path, code: code, fault: fault)
  }

  /// One line for people, without a full stop.
  package var line: String {
    let cause = "\(Self.text(code)) (\(Self.name(code)))"
    return switch kind {
    case .busy: "\(path) is locked by another run; wait until that run ends"
    case .unconfirmed: "\(path) was published, but the disk did not confirm the last write: \(cause)"
    default: fault.map { "\(path) \($0)" } ?? "\(path): cannot \(operation): \(cause)"
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

extension FileError: CustomStringConvertible { package var description: String { line } }

/// Why an issue's files can't be read back. What stands in other files still can.
package struct FrozenError: Error, Hashable, Sendable {
  package enum Code: Hashable, Sendable {
    /// The file is not there.
    case missing
    /// It is not what the program writes.
    case malformed(String)
    /// Its files were taken away; the reason why.
    case retracted(String)
  }

  package let code: Code
  /// Within the issue.
  package let path: String
  /// From 1; nil where the whole file is meant.
  package let line: Int?

  package init(_ code: Code, _ path: String, line: Int? = nil) {
    self.code = code
    self.path = path
    self.line = line
  }
}

extension FrozenError: CustomStringConvertible {
  /// One line, never a value from the data.
  package var description: String {
    let place = line.map { "\(path), line \($0)" } ?? path
    return switch code {
    case .missing: "\(place): it is not there"
    case .malformed(let what): "\(place): \(what)"
    case .retracted(let reason): "retracted: \(reason)"
    }
  }
}

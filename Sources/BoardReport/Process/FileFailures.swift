import Files

extension Failure {
  /// What the operating system refused, and whether anything was published.
  init(_ error: FileError) {
    switch error.kind {
    case .busy: self.init(.busy, "\(error.line); nothing published")
    case .notFound, .cannotCreate:
      self.init(.outputCannotBeCreated, "\(error.line); nothing published")
    case .unconfirmed: self.init(.inputOutput, error.line)
    case .timedOut, .inputOutput: self.init(.inputOutput, "\(error.line); nothing published")
    case .interrupted: self.init(.stopped(by: 15), "stopped; nothing published")
    }
  }
}

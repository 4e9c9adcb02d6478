import Facts

/// Our own texts go to the board as they stand, so one that looks as if it identifies a person is refused.
enum Personal {
  /// - Parameter place: the file and line, the key or the flag.
  /// - Throws: `Failure` 64 that says where, and what it looks like, never what it is.
  static func refuse(_ text: String?, at place: String) throws {
    guard let text, let kind = PersonalData.kinds(in: text).first else { return }
    throw Failure(
      .usage,
      "\(place): holds what looks like \(kind.rawValue); the board's paper must identify nobody")
  }
}

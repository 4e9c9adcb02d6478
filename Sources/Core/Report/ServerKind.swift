/// The kind of server that the rows of an issue were read from.
package enum ServerKind: Hashable, Sendable {
  /// A private server that held the rows of a data folder.
  case folder
  case primary
  /// A standby. It held every commit of the primary up to `lastCommit`; nil where it had replayed none since its start,
  /// because its primary wrote none.
  case standby(lastCommit: Instant?)

  /// The word in the manifest and in the metrics.
  package var name: String {
    switch self {
    case .folder: "folder"
    case .primary: "primary"
    case .standby: "standby"
    }
  }

  package var lastCommit: Instant? { if case .standby(let time) = self { time } else { nil } }

  /// - Parameter name: the word of `name`.
  package init?(_ name: String, lastCommit: Instant?) {
    switch name {
    case "folder": self = .folder
    case "primary": self = .primary
    case "standby": self = .standby(lastCommit: lastCommit)
    default: return nil
    }
  }
}

extension ServerKind {
  /// The sentence of *Methods*.
  var words: Prose {
    switch self {
    case .folder: "It was read from a folder of files."
    case .primary: "It was read from the primary server."
    case .standby(nil):
      "It was read from a standby server that had replayed all it received; its primary had written nothing new."
    case .standby(let time?):
      """
      It was read from a standby server that held every commit of its primary up to \(time.day) at \
      \(words: time.clock) UTC.
      """
    }
  }
}

extension Instant {
  /// Hours, minutes and seconds: `09:30:00`.
  var clock: String { String(description.dropFirst(11).prefix(8)) }
}

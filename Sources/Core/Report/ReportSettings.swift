/// What a job declares about its report.
package struct ReportSettings: Sendable {
  package var title: Text = "Board report"
  /// The board that the paper is for; nil when the job does not say.
  package var board: Text?
  /// What the board is to do with the paper, such as `for decision`; nil when the job does not say.
  package var purpose: Text?
  /// Whom readers can ask; nil when the job does not say.
  package var contact: Text?
  package var thresholds = Thresholds()
  /// How many projects the paper shows one by one.
  package var listLimit = 100
  /// A ratio of fewer is printed as its two counts.
  package var leastForPercent = 5
  /// Per cent of a target within which a measure is near it.
  package var targetTolerance = 10
  package var sections = PaperSection.all
  /// The ids of the measures of the first page. One that this program does not compute is left out.
  package var headline = Self.usualHeadline
  package var words = ProgrammeWords.none
  /// As the time-zone database names it.
  package var timeZone: Text = "Europe/London"

  package init() {}

  package static let usualHeadline = [
    "days_delivered", "boroughs_with_days", "wait_days_median", "outcomes_in_period", "practice_occasions",
    "utilisation", "headroom",
  ]
  package static let mostHeadlineMeasures = 8
  /// What people recorded beside the curves.
  package var events: [Event] = []

  /// Whether the paper has a block for a measure: a headline measure of a question, one with a target, whose missing is to be
  /// explained, or any that may have a series.
  package func hasBlock(_ measure: String) -> Bool {
    let isAsked = orderedSections.contains { section in section.headline.contains { $0.id == measure } }
    let hasSeries = SeriesMeasure(id: measure)?.headline.id == measure
    let hasTarget = thresholds.targets.contains { $0.measure == measure }
    return isAsked && (headline.contains(measure) || hasSeries || hasTarget)
      || hasSeries && orderedSections.contains(.trend) || hasTarget && orderedSections.contains(.ahead)
  }

  package var orderedSections: [PaperSection] { PaperSection.ordered(sections) }

  var laterSections: [PaperSection] { orderedSections.filter { !PaperSection.firstPage.contains($0) } }
}

/// Where the rows were read from, and so how the program knows that all of them are of one moment.
package enum Origin: Hashable, Sendable {
  /// One snapshot held them.
  case oneServer
  /// The nodes of a cluster. No transaction ended on a node while each of them took its snapshot.
  case nodes(Int)
  /// One server, and foreign servers that share no snapshot with it.
  case foreignServers(Int)
}

/// What marks one issue: when its data was read, and by what.
package struct Stamp: Hashable, Sendable {
  /// The server's clock when the snapshot was taken.
  package let snapshot: Instant
  package var origin = Origin.oneServer
  package var server = ServerKind.primary
  package let issue: Int
  package let programVersion: String
  /// Of the job file: `sha256:…`; nil when there is none.
  package let jobDigest: String?
  /// Why it was issued again though nothing had changed; nil when something had.
  package let reason: Text?
  /// A draft is read by its authors and is never issued.
  package let isDraft: Bool

  package init(
    snapshot: Instant, origin: Origin = .oneServer, server: ServerKind = .primary, issue: Int, programVersion: String,
    jobDigest: String? = nil, reason: Text? = nil, isDraft: Bool = false
  ) {
    self.snapshot = snapshot
    self.origin = origin
    self.server = server
    self.issue = issue
    self.programVersion = programVersion
    self.jobDigest = jobDigest
    self.reason = reason
    self.isDraft = isDraft
  }
}

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

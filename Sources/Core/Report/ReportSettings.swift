/// The paper's sections, in their usual order.
package enum PaperSection: String, CaseIterable, Hashable, Sendable {
  case exceptions
  case howMuch = "how-much"
  case howWell = "how-well"
  case betterOff = "better-off"
  case projects, reach, advisers, revisions, quality, methods

  /// Its heading; commentary is merged by it.
  package var title: StaticString {
    switch self {
    case .exceptions: "Exceptions"
    case .howMuch: "How much did we do"
    case .howWell: "How well did we do it"
    case .betterOff: "Is anyone better off"
    case .projects: "Projects"
    case .reach: "Reach"
    case .advisers: "Advisers"
    case .revisions: "Revisions"
    case .quality: "Data quality"
    case .methods: "Methods"
    }
  }
}

/// What a job declares about its report.
package struct ReportSettings: Hashable, Sendable {
  package var title: Text = "Board report"
  /// Whom the paper is for, and whom to ask; nil when the job does not say.
  package var board: Text?
  package var contact: Text?
  package var thresholds = Thresholds()
  /// How many projects the paper shows one by one.
  package var listLimit = 100
  package var sections: [PaperSection] = PaperSection.allCases
  /// As the time-zone database names it.
  package var timeZone: Text = "Europe/London"

  package init() {}

  /// Each once, in the order declared; exceptions and methods always stay, first and last where they were not named.
  package var orderedSections: [PaperSection] {
    var ordered: [PaperSection] = []
    for section in sections where !ordered.contains(section) { ordered.append(section) }
    if !ordered.contains(.exceptions) { ordered.insert(.exceptions, at: 0) }
    if !ordered.contains(.methods) { ordered.append(.methods) }
    return ordered
  }
}

/// On what the rows lay that were read, and so how it is known that they are of one moment.
package enum Origin: Hashable, Sendable {
  /// One snapshot held them.
  case oneServer
  /// The nodes of a cluster, which stood still while each took its snapshot.
  case nodes(Int)
  /// Servers that only control totals of their rows tell something of.
  case servers(Int)
}

/// What marks one issue: when its data was read, and by what.
package struct Stamp: Hashable, Sendable {
  /// The server's clock when the snapshot was taken.
  package let snapshot: Instant
  package var origin = Origin.oneServer
  package let issue: Int
  package let programVersion: String
  /// Of the job file: `sha256:…`; empty when there is none.
  package let jobDigest: String
  /// Why it was issued again though nothing had changed; nil when something had.
  package let reason: Text?

  package init(
    snapshot: Instant, issue: Int, programVersion: String, jobDigest: String, reason: Text? = nil
  ) {
    self.snapshot = snapshot
    self.issue = issue
    self.programVersion = programVersion
    self.jobDigest = jobDigest
    self.reason = reason
  }
}

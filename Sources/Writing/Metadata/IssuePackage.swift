package import Facts
package import Metrics
package import Reports

/// An issue as its manifest describes it: what was written, for which period, from which snapshot, by which definitions.
package struct IssuePackage: Hashable, Sendable {
  /// A file of the issue, already written.
  package struct File: Hashable, Sendable {
    /// Within the issue: `evidence/strands.csv`.
    package let path: String
    package let bytes: Int
    /// In 64 hexadecimal digits.
    package let sha256: String
    /// Of a data file.
    package let shape: TableShape?

    package init(path: String, bytes: Int, sha256: String, shape: TableShape? = nil) {
      self.path = path
      self.bytes = bytes
      self.sha256 = sha256
      self.shape = shape
    }
  }

  package struct Licence: Hashable, Sendable {
    package let name: String
    package let title: String
    package let path: String?

    package init(name: String, title: String, path: String? = nil) {
      self.name = name
      self.title = title
      self.path = path
    }
  }

  /// What the report is called, and what it may be used for.
  package var title: String
  package var licences: [Licence] = []
  /// Where the rows came from, in words; never a host.
  package var source: String
  package var period: Period
  /// The first day not reported on: the day after the period, unless that was not over.
  package var asOf: CalendarDay
  /// What the job counts by: without it no frozen figure can be explained.
  package var thresholds = Thresholds()
  package var issue: Int
  /// `provisional`, `final` or `revised`.
  package var status: String
  package var snapshot: Instant
  package var programVersion: String
  /// By metric.
  package var definitionVersions: [String: Int] = [:]
  /// In 64 hexadecimal digits; nil where there is no job file.
  package var jobFileDigest: String?
  /// Why it was issued again though nothing had changed.
  package var reason: String?
  /// Whether the data files begin with a byte-order mark.
  package var byteOrderMark: Bool
  package var files: [File]

  package init(
    title: String, source: String, period: Period, issue: Int, status: String, snapshot: Instant,
    programVersion: String, byteOrderMark: Bool, files: [File]
  ) {
    self.title = title
    self.source = source
    self.period = period
    asOf = period.span.until
    self.issue = issue
    self.status = status
    self.snapshot = snapshot
    self.programVersion = programVersion
    self.byteOrderMark = byteOrderMark
    self.files = files
  }
}

package import Facts

/// A declared report: every key of the job file, typed, with its default.
///
/// Paths are resolved against the job file's folder and made plain (no `.`, `..` or doubled slash) without a look at the
/// file system. Nothing here was checked against it, or against the time-zone database.
package struct Job: Hashable, Sendable {
  package var title = "Board report"
  /// The board's name.
  package var board: String?
  /// Whom to ask.
  package var contact: String?
  /// A connection string without a password; never together with `data`.
  package var database: String?
  /// The path of a data folder.
  package var data: String?
  package var schema = "programme"
  /// The archive's path.
  package var output: String
  package var timeZone = "Europe/London"
  /// The month the financial year starts in, 1 to 12.
  package var yearStartsIn = 4
  /// Days a borough has without charge; nil when there is no allowance.
  package var freeDays: Days?
  /// Percentages of the days profiled, 1 to 100; slipping is never below behind.
  package var behindBelow = 75
  package var slippingBelow = 90
  package var waitLimitDays = 28
  package var stalledAfterDays = 28
  package var caseStudyDueDays = 30
  /// With more projects than this in scope the paper lists exceptions only.
  package var listLimit = 100
  /// As written, `2010/11-Q3`.
  package var firstQuarter: String?
  package var dueAfterDays = 14
  package var deadlineSeconds = 600
  /// Whether CSV files start with a byte-order mark.
  package var bom = true
  package var strict = false
  /// The permission bits of an issue's files; folders add x where r.
  package var fileMode: UInt32 = 0o640
  /// Beyond what every issue holds.
  package var formats: [Format] = []
  /// In order; always with exceptions and methods.
  package var sections = Section.allCases
  /// The path of the folder that holds a period's commentary.
  package var commentary: String
  /// A command and its arguments; empty for none.
  package var afterIssue: [String] = []
  package var afterIssueSeconds = 60

  /// Where each key that the file gives stands: its value's place.
  package var places: [String: Place] = [:]

  /// The defaults, for a job whose file is in `folder` (for no job file: the current folder).
  package init(folder: String) {
    output = Path.resolve("reports", in: folder)
    commentary = Path.resolve("commentary", in: folder)
  }

  package enum Format: String, CaseIterable, Sendable { case workbook }

  package enum Section: String, CaseIterable, Sendable {
    case exceptions
    case howMuch = "how-much"
    case howWell = "how-well"
    case betterOff = "better-off"
    case projects, reach, advisers, revisions, quality, methods
  }
}

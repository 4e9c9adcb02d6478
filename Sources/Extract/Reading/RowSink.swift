package import Facts

/// A day entry on its way to its file. What it names is known by its place as well: few names serve very many entries.
package struct DayRow {
  package let entry: DayEntry
  /// The place of its project among the programme's.
  package let project: Int
  /// The place of its activity among those that came so far; 0 when it is not recorded.
  package let activity: Int
}

/// Where rows too many to hold go: files of the issue being written.
package struct RowSink {
  /// Told everything that was read so far before the first row.
  package let begin: (Programme) throws -> Void
  package let day: (DayRow) throws -> Void
  /// With its commission.
  package let outcome: (Outcome, Commission) throws -> Void
  /// What is written about a project, where the texts are too many to hold.
  package let study: (Project, ProjectTexts) throws -> Void

  /// Told what is read and how many rows of it so far.
  package let progress: (String, Int) -> Void

  package init(
    begin: @escaping (Programme) throws -> Void, day: @escaping (DayRow) throws -> Void,
    outcome: @escaping (Outcome, Commission) throws -> Void,
    study: @escaping (Project, ProjectTexts) throws -> Void = { _, _ in },
    progress: @escaping (String, Int) -> Void = { _, _ in }
  ) {
    self.begin = begin
    self.day = day
    self.outcome = outcome
    self.study = study
    self.progress = progress
  }
}

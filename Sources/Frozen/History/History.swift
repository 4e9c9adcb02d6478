import Facts
package import Reports

/// What was issued, and what became of it.
package struct History {
  package struct Issue: Hashable, Sendable {
    package let manifest: Manifest
    /// `current` leads to it.
    package let isCurrent: Bool

    package init(_ manifest: Manifest, isCurrent: Bool) {
      self.manifest = manifest
      self.isCurrent = isCurrent
    }
  }

  /// By first day, last day and number.
  package let issues: [Issue]

  package init(_ issues: [Issue]) {
    self.issues = issues.sorted { left, right in
      let (a, b) = (left.manifest, right.manifest)
      if a.period.span.from != b.period.span.from {
        return a.period.span.from < b.period.span.from
      }
      return (a.period.span.until, a.issue) < (b.period.span.until, b.issue)
    }
  }

  package static let shape = TableShape(
    "history.csv", "History", "Every issue of the archive.", key: ["period", "issue"],
    [
      Column("period", "Period", required: true, "The period's name."),
      Column("issue", "Issue", .integer, required: true, "Counts within the period."),
      Column(
        "status", "Status", required: true,
        codes: ["provisional", "final", "revised", "retracted"], "What it was issued as."),
      Column("snapshot", "Snapshot", .dateTime, required: true, "When its data was read, in UTC."),
      Column("current", "Current", .boolean, required: true, "Whether current leads to it."),
      Column("reason", "Reason", blank: "It is not retracted.", "Why it was retracted."),
    ])

  package var table: Table { Table(Self.shape, rows: issues.map(\.cells)) }

  package var lines: [String] {
    guard !issues.isEmpty else { return ["Nothing has been issued."] }
    return Listing(
      ["issue", "status", "snapshot", "", ""],
      issues.map {
        [
          $0.manifest.name, $0.status, $0.manifest.snapshot.description,
          $0.isCurrent ? "current" : "", $0.manifest.retraction ?? "",
        ]
      }
    ).lines()
  }
}

extension History.Issue {
  package var status: String { manifest.retraction == nil ? manifest.status : "retracted" }

  fileprivate var cells: [Cell] {
    [
      Cell(manifest.period.name), Cell(manifest.issue), Cell(status), Cell(manifest.snapshot),
      Cell(isCurrent), Cell(manifest.retraction),
    ]
  }
}

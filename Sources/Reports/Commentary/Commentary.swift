import Metrics

/// What people wrote for the paper, a heading a section: `commentary/2010-11-Q3.md`, read as Markdown.
package struct Commentary: Hashable, Sendable {
  /// As it was read; kept in the issue.
  package let source: String
  package let parts: [PartOfSection]

  /// What was written under one heading.
  package struct PartOfSection: Hashable, Sendable {
    package let section: PaperSection
    /// The text between its heading and the next, without blank lines at its ends.
    package let source: String
    package let lines: [[Piece]]
  }

  /// A run of a line.
  package enum Piece: Hashable, Sendable {
    /// As it was written, Markdown and all.
    case markdown(String)
    /// A figure to be filled in.
    case quote(Quote)
  }

  package func part(_ section: PaperSection) -> PartOfSection? {
    parts.first { $0.section == section }
  }

  package var quotes: [Quote] { parts.flatMap(\.quotes) }
  /// The keys of the projects whose figures are quoted.
  package var projects: Set<String> {
    Set(quotes.filter { $0.grain == Metric.Grain.project.rawValue }.map(\.key))
  }
}

extension Commentary.PartOfSection {
  package var quotes: [Quote] {
    lines.joined().compactMap { if case .quote(let quote) = $0 { quote } else { nil } }
  }
}

/// A figure quoted in commentary: `{{days_delivered}}`, `{{days_to_date/project/LRSA-007}}`, `{{days_delivered=41.50}}`.
package struct Quote: Hashable, Sendable {
  package let metric: String
  /// Percent-encoded, as in identities; `all` for the programme.
  package let grain: String
  package let key: String
  /// The value the sentence was written against, when its author pinned it.
  package let pinned: String?
  /// In the file, from 1.
  package let line: Int

  /// - Parameter text: what stands between the braces.
  init?(_ text: some StringProtocol, line: Int) {
    let halves = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let parts = halves[0].split(separator: "/", omittingEmptySubsequences: false)
      .map { $0.trimmed }
    guard parts.count == 1 || parts.count == 3, parts.allSatisfy({ !$0.isEmpty }) else {
      return nil
    }
    metric = parts[0]
    grain = parts.count == 3 ? parts[1] : "programme"
    key = parts.count == 3 ? parts[2] : "all"
    pinned = halves.count == 2 ? halves[1].trimmed : nil
    self.line = line
  }
}

/// Why a commentary is refused: the line, and what was expected.
package struct CommentaryError: Error, Hashable, Sendable {
  package let line: Int
  package let problem: String

  package init(line: Int, _ problem: String) {
    self.line = line
    self.problem = problem
  }
}

extension StringProtocol {
  var trimmed: String {
    let scalars = unicodeScalars.drop(while: \.properties.isWhitespace).reversed()
      .drop(while: \.properties.isWhitespace).reversed()
    return String(String.UnicodeScalarView(scalars))
  }
}

package import Core

/// A paper of an issue read back, cut at its headings. `PaperWriter` escapes every other line that could open one.
package struct SavedPaper: Hashable, Sendable {
  package struct PaperPart: Hashable, Sendable {
    /// 2 for a section, 3 for a heading within one.
    let level: Int
    /// The heading's words, in Markdown.
    let heading: String
    /// The Markdown up to the next heading, without empty lines at its ends.
    let body: String
  }

  /// In Markdown.
  let title: String
  /// The Markdown between the title and the first heading.
  let lines: String
  var parts: [PaperPart]

  /// - Throws: `.malformed` where the text does not begin with a title.
  package init(parsing bytes: [UInt8], path: String) throws {
    var headings: [(level: Int, words: String, body: [Substring])] = []
    let text = String(decoding: bytes, as: UTF8.self)
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let level = line.utf8.prefix { $0 == UInt8(ascii: "#") }.count
      if (1...3).contains(level), line.dropFirst(level).first == " " {
        headings.append((level, String(line.dropFirst(level + 1)), []))
      } else if headings.isEmpty {
        break
      } else {
        headings[headings.count - 1].body.append(line)
      }
    }
    guard let first = headings.first, first.level == 1 else { throw IssueError(.malformed("no title"), path) }
    title = first.words
    lines = Self.joined(first.body)
    parts = headings.dropFirst().map { PaperPart(level: $0.level, heading: $0.words, body: Self.joined($0.body)) }
  }

  private static func joined(_ lines: [Substring]) -> String {
    let isFilled: (Substring) -> Bool = { !$0.isEmpty }
    guard let first = lines.firstIndex(where: isFilled), let last = lines.lastIndex(where: isFilled) else { return "" }
    return lines[first...last].joined(separator: "\n")
  }

  /// Returns what people wrote under a heading; nil where the paper lacks the heading or says that nothing is recorded.
  func text(under heading: String) -> Text? {
    guard let part = parts.first(where: { $0.heading == heading }) else { return nil }
    let text = MarkdownText.unescaped(part.body)
    return text == CaseStudy.nothing ? nil : Text(text)
  }
}

extension IssueFiles {
  /// Reads a paper of the issue; nil where the issue has no such file.
  package func paper(_ path: String) throws -> SavedPaper? {
    guard try open(path) != nil else { return nil }
    return try SavedPaper(parsing: try bytes(path), path: path)
  }
}

extension MarkdownText {
  /// Returns the text that `init(escaping:)` wrote as this Markdown. It works on bytes, as a combining mark may follow what was
  /// escaped.
  static func unescaped(_ source: String) -> String {
    var text: [UInt8] = []
    var rest = Array(source.utf8)[...]
    while let byte = rest.first {
      if byte == UInt8(ascii: "\\") {
        text += rest.dropFirst().prefix(1)
        rest = rest.dropFirst(2)
      } else if byte == UInt8(ascii: "&"), let found = Escaper.entities.first(where: { rest.starts(with: $0.key.utf8) })
      {
        text += found.value.utf8
        rest = rest.dropFirst(found.key.utf8.count)
      } else {
        text.append(byte)
        rest = rest.dropFirst()
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}

extension Escaper {
  /// Every entity that the escapers write.
  fileprivate static let entities: KeyValuePairs = [
    "&amp;": "&", "&lt;": "<", "&gt;": ">", "&#124;": "|", "&#64;": "@", "&#46;": ".",
  ]
}

extension SavedIssue {
  /// Returns the facts that the issue's paper was written from, with those of people's texts that the issue prints: titles,
  /// the outcomes of the period, and requests and next steps.
  package func reportFacts(_ settings: ReportSettings) throws -> ReportFacts {
    var settings = settings
    settings.title = Text(manifest.title)
    // What the board does with its paper is no matter of other pages.
    settings.purpose = nil
    settings.thresholds = manifest.thresholds
    var programme = programme
    try readTitles(into: &programme)
    let stamp = Stamp(
      snapshot: manifest.snapshot, issue: manifest.issue, programVersion: manifest.programVersion,
      isDraft: manifest.isDraft)
    func facts() -> ReportFacts {
      ReportFacts(
        programme: programme, measures: Measures(programme, context, manifest.thresholds), settings: settings,
        stamp: stamp, isRevised: manifest.status == FigureStatus.revised.rawValue)
    }
    let texts = try texts(naming: facts())
    programme.texts = texts
    return facts()
  }

  private func readTitles(into programme: inout Programme) throws {
    var titles: [Int64: Text] = [:]
    try RowReader(.projects, files) { columns in
      let (id, title) = (columns["commission_id"], columns["title"])
      return { row in (try row.need(id, row.integer(id)), row.text(title)) }
    }.forEach { titles[$0] = $1 }
    for index in programme.projects.indices {
      programme.projects[index].commission.title = titles[programme.projects[index].commission.id]
    }
  }

  /// Returns the texts by commission. A case study holds a request whole, the paper holds its beginning.
  private func texts(naming facts: ReportFacts) throws -> [Int64: ProjectTexts] {
    var texts: [Int64: ProjectTexts] = [:]
    try SavedEntries.outcomes(files).forEach { texts[$0.commissionID, default: ProjectTexts()].outcomes.append($0) }
    let paper = try files.paper(PaperWriter.boardReport)
    for project in facts.measures.projects {
      let id = project.commission.id
      let heading = MarkdownText(facts.title(of: project)).source
      var own = texts[id] ?? ProjectTexts()
      if let study = try files.paper(CaseStudy.path(id)) {
        own.narrative = Narrative(
          request: study.text(under: CaseStudy.requestTitle), nextSteps: study.text(under: CaseStudy.nextStepsTitle))
      } else {
        let part = paper?.parts.first { $0.level == 3 && $0.heading == heading }
        func read(_ lead: ProjectLead) -> Text? {
          guard let source = part?.source(led: lead) else {
            own.unread.insert(lead)
            return nil
          }
          let text = MarkdownText.unescaped(source)
          return text == CaseStudy.nothing + "." ? nil : Text(text)
        }
        own.narrative = Narrative(request: read(.request), nextSteps: read(.nextSteps))
      }
      texts[id] = own
    }
    return texts
  }
}

extension SavedPaper.PaperPart {
  /// Returns the Markdown behind a lead, with the lines that a hard break ties to it; nil where the part has no such lead. Commentary about the project
  /// comes before, so the last one is the program's own.
  fileprivate func source(led lead: ProjectLead) -> String? {
    let start = MarkdownText(lead.prose).source + " "
    let lines = body.split(separator: "\n", omittingEmptySubsequences: false)
    guard let first = lines.lastIndex(where: { $0.hasPrefix(start) }) else { return nil }
    let last = lines[first...].firstIndex { !$0.hasSuffix("  ") } ?? lines.count - 1
    return String(lines[first...last].joined(separator: "\n").dropFirst(start.count))
  }
}

extension SavedIssue {
  /// Returns an adviser's day entries of the period, in the file's order.
  package func days(of adviser: Int64) throws -> [DayEntry] {
    var entries: [DayEntry] = []
    try SavedEntries.days(files).forEach { if $0.adviserID == adviser { entries.append($0) } }
    return entries
  }
}

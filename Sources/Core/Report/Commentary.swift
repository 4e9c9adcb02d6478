/// What people wrote for the paper, a heading a section: `commentary/2010-11-Q3.md`, read as Markdown.
package struct Commentary: Hashable, Sendable {
  /// The file's text; kept in the issue.
  package let source: String
  package let parts: [PartOfSection]

  /// What a heading opens.
  package struct HeadingPlace: Hashable, Sendable {
    package let section: PaperSection
    /// Under Projects: the reference of the project that the text is about.
    package var subject: String?
    /// The metric whose block the text belongs to.
    package var measure: String?
    /// The part of a measure's text, such as `Story`; nil for text before the first.
    package var heading: String?
  }

  /// The text under one heading.
  package struct PartOfSection: Hashable, Sendable {
    package let place: HeadingPlace
    package let line: Int
    /// The text between its heading and the next, without blank lines at its ends.
    package let source: String
    package let lines: [[Piece]]
  }

  /// A run of a line.
  package enum Piece: Hashable, Sendable {
    /// Markdown, as the author wrote it.
    case markdown(String)
    /// A figure that the program fills in.
    case quote(Quote)
  }

  /// The parts of what an author says about a measure.
  package static let measureHeadings = ["Story", "Partners", "What works", "We propose"]

  /// The keys of the projects whose figures are quoted.
  package var projects: Set<String> {
    Set(parts.flatMap(\.quotes).filter { $0.grain == Grain.project.rawValue }.map(\.key))
  }
}

extension Commentary.PartOfSection {
  package var quotes: [Quote] { lines.joined().compactMap { if case .quote(let quote) = $0 { quote } else { nil } } }
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

  /// - Parameter text: the text between the braces.
  init?(_ text: some StringProtocol, line: Int) {
    let halves = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let parts = halves[0].split(separator: "/", omittingEmptySubsequences: false).map { $0.trimmed }
    guard parts.count == 1 || parts.count == 3, parts.allSatisfy({ !$0.isEmpty }) else { return nil }
    metric = parts[0]
    grain = parts.count == 3 ? parts[1] : "programme"
    key = parts.count == 3 ? parts[2] : "all"
    pinned = halves.count == 2 ? halves[1].trimmed : nil
    self.line = line
  }
}

/// Why a commentary is refused: the line, what is wrong, and what to do.
package struct CommentaryError: Error, Hashable, Sendable {
  package let line: Int
  package let problem: String
}

extension StringProtocol {
  /// The text without white space at its ends.
  package var trimmed: String {
    let scalars = unicodeScalars.drop(while: \.properties.isWhitespace).reversed().drop(
      while: \.properties.isWhitespace
    ).reversed()
    return String(String.UnicodeScalarView(scalars))
  }
}

extension Commentary {
  /// - Throws: for a heading that is no section's, text before the first heading, a heading that appears twice, and
  ///   braces that hold no figure.
  ///
  /// - Parameter words: a heading may also be a section's title in the programme's words.
  package init(parsing source: String, words: ProgrammeWords = .none) throws(CommentaryError) {
    var texts: [(place: HeadingPlace, line: Int, lines: [(number: Int, text: String)])] = []
    for (number, text) in Self.lines(source) {
      if let heading = Self.heading(text) {
        let place = try Self.place(heading, below: texts.last?.place, words, number)
        guard !texts.contains(where: { $0.place == place }) else {
          throw CommentaryError(line: number, problem: "the heading appears a second time; keep one")
        }
        texts.append((place, number, []))
      } else if !texts.isEmpty {
        texts[texts.count - 1].lines.append((number, text))
      } else if !text.trimmed.isEmpty {
        throw CommentaryError(
          line: number, problem: "text comes before the first heading; begin with one such as ## Exceptions")
      }
    }
    self.source = source
    parts = try texts.map { place, line, lines throws(CommentaryError) in try PartOfSection(place, line, lines) }
  }

  /// Finds the place that a heading opens.
  private static func place(
    _ heading: (level: Int, words: String), below place: HeadingPlace?, _ programme: ProgrammeWords, _ line: Int
  ) throws(CommentaryError) -> HeadingPlace {
    let words = heading.words.lowercased()
    if let section = PaperSection.commented.first(where: { programme.names($0.title, words) }) {
      return HeadingPlace(section: section)
    }
    guard heading.level > 2, let place else {
      let titles = PaperSection.commented.map { programme($0.title) }.joined(separator: ", ")
      throw CommentaryError(line: line, problem: "the heading is no section of the paper; use one of \(titles)")
    }
    if place.section == .projects { return HeadingPlace(section: .projects, subject: heading.words) }
    if let metric = Catalogue.of(.programme).first(where: { programme.names($0.title, words) }) {
      return HeadingPlace(section: place.section, measure: metric.id)
    }
    guard place.measure != nil, let part = measureHeadings.first(where: { $0.lowercased() == words }) else {
      let parts = measureHeadings.joined(separator: ", ")
      throw CommentaryError(
        line: line, problem: "the heading is no measure; use a measure's title, and below it one of \(parts)")
    }
    return HeadingPlace(section: place.section, measure: place.measure, heading: part)
  }

  /// CRLF, LF and a lone CR end a line.
  private static func lines(_ source: String) -> [(Int, String)] {
    let ends: Set<Character> = ["\r\n", "\n", "\r"]
    let lines = source.split(omittingEmptySubsequences: false, whereSeparator: ends.contains)
    return lines.enumerated().map { ($0 + 1, String($1)) }
  }

  /// Returns the level and the words of `# …` to `###### …`; nil for other lines.
  private static func heading(_ line: String) -> (level: Int, words: String)? {
    let scalars = line.unicodeScalars
    let indent = scalars.prefix { $0 == " " }.count
    let marks = scalars.dropFirst(indent).prefix { $0 == "#" }.count
    guard indent < 4, (1...6).contains(marks) else { return nil }
    let rest = scalars.dropFirst(indent + marks)
    guard rest.first.map({ $0 == " " || $0 == "\t" }) ?? true else { return nil }
    let words = String(String.UnicodeScalarView(rest)).trimmed
    let isClosed = words.split(separator: " ").last.map { $0.allSatisfy { $0 == "#" } } ?? false
    return (marks, isClosed ? words.split(separator: " ").dropLast().joined(separator: " ") : words)
  }
}

extension Commentary.PartOfSection {
  fileprivate init(
    _ place: Commentary.HeadingPlace, _ line: Int, _ lines: [(number: Int, text: String)]
  ) throws(CommentaryError) {
    let blank = { (line: (number: Int, text: String)) in line.text.trimmed.isEmpty }
    let written = lines.drop(while: blank).reversed().drop(while: blank).reversed()
    (self.place, self.line) = (place, line)
    source = written.map(\.text).joined(separator: "\n")
    self.lines = try written.map { line throws(CommentaryError) in try Self.pieces(line.text, line.number) }
  }

  private static func pieces(_ text: String, _ line: Int) throws(CommentaryError) -> [Commentary.Piece] {
    var pieces: [Commentary.Piece] = []
    var rest = text[...]
    while let open = rest.firstRange(of: "{{") {
      guard let close = rest[open.upperBound...].firstRange(of: "}}"),
        let quote = Quote(rest[open.upperBound..<close.lowerBound], line: line)
      else {
        throw CommentaryError(line: line, problem: "the braces name no figure; write one such as {{days_delivered}}")
      }
      pieces.append(.markdown(String(rest[..<open.lowerBound])))
      pieces.append(.quote(quote))
      rest = rest[close.upperBound...]
    }
    return pieces + [.markdown(String(rest))]
  }
}

/// Commentary with its figures filled in, section by section.
package struct QuotedCommentary: Hashable, Sendable {
  private var blocks: [Commentary.HeadingPlace: [Block]] = [:]
  private var ofMeasures: [String: [Block]] = [:]

  package static let none = QuotedCommentary()

  package func blocks(_ section: PaperSection) -> [Block] { blocks[.init(section: section)] ?? [] }

  /// Returns the text about one project of the section.
  package func blocks(_ section: PaperSection, about reference: Text?) -> [Block] {
    if blocks.isEmpty { return [] }
    return reference.flatMap { blocks[.init(section: section, subject: $0.string)] } ?? []
  }

  /// Returns what the author says about a measure.
  package func blocks(measure: String) -> [Block] { ofMeasures[measure] ?? [] }

  private init() {}

  /// - Parameters:
  ///   - printed: every figure of this issue by identity, as data files print it.
  ///   - leastForPercent: a ratio of fewer is quoted as its two counts.
  ///   - before: the same of the previous issue, and the commentary it was published with; nil for a first issue.
  ///   - countsBefore: what the previous issue's ratios were taken from, by identity.
  /// - Throws: for a figure this issue has not, and text about a project that is not in scope.
  package init(
    _ commentary: Commentary, _ measures: Measures, printed: [String: String], leastForPercent: Int = 5,
    before: (commentary: Commentary?, printed: [String: String])? = nil, countsBefore: [String: Int] = [:]
  ) throws(CommentaryError) {
    let quoting = Quoting(
      measures: measures, printed: printed, leastForPercent: leastForPercent, countsBefore: countsBefore)
    let references = Set(
      commentary.parts.contains { $0.place.subject != nil }
        ? measures.projects.compactMap { $0.commission.reference } : [])
    for part in commentary.parts where !part.lines.isEmpty {
      if let subject = part.place.subject, !references.contains(Text(subject)) {
        throw CommentaryError(
          line: part.line, problem: "no project in scope has the reference \(subject); correct the heading")
      }
      let old = before?.commentary?.parts.first { $0.place == part.place }
      let isOld = old?.source == part.source
      let changes = try quoting.changes(part, since: isOld ? before?.printed : nil)
      let text = Block.authored(try quoting.lines(part))
      let written = changes.isEmpty ? [text] : [quoting.mark(changes), text]
      if let measure = part.place.measure {
        ofMeasures[measure, default: []] += (part.place.heading.map { [.subheading(.words($0))] } ?? []) + written
      } else {
        blocks[part.place] = written
      }
    }
  }
}

/// Finds quoted figures, and what they were before.
private struct Quoting {
  let measures: Measures
  let printed: [String: String]
  let leastForPercent: Int
  let countsBefore: [String: Int]

  func lines(_ part: Commentary.PartOfSection) throws(CommentaryError) -> [[AuthoredPiece]] {
    try part.lines.map { line throws(CommentaryError) in
      try line.map { piece throws(CommentaryError) in
        switch piece {
        case .markdown(let text): .markdown(text)
        case .quote(let quote): .words(now(quote, try value(quote)))
        }
      }
    }
  }

  /// Returns the quoted figures that changed since the text was written.
  func changes(_ part: Commentary.PartOfSection, since before: [String: String]?) throws(CommentaryError) -> [(
    quote: Quote, was: String, now: String
  )] {
    var changes: [(Quote, String, String)] = []
    for quote in part.quotes {
      let now = try value(quote)
      let was = quote.pinned ?? before?[identity(quote)] ?? now
      if was != now, !readings(quote, now).contains(was) { changes.append((quote, was, now)) }
    }
    return changes
  }

  func mark(_ changes: [(quote: Quote, was: String, now: String)]) -> Block {
    let list = changes.map { quote, was, now -> Prose in
      let title = Catalogue.metric(quote.metric)?.title ?? quote.metric
      let of = quote.grain == "programme" ? Prose() : " (\(Prose.data(quote.key)))"
      return "\(words: title)\(of) was \(Prose.data(before(quote, was))) and is now \(Prose.data(self.now(quote, now)))"
    }
    return .paragraph(.strong("Written before these figures changed:") + " \(list.joined("; ")).")
  }

  private func identity(_ quote: Quote) -> String {
    let metric = Catalogue.metric(quote.metric)
    let span = metric?.span(of: measures.context.period) ?? ""
    return "\(quote.metric)/\(quote.grain)/\(quote.key)/\(span)"
  }

  private func value(_ quote: Quote) throws(CommentaryError) -> String {
    guard let value = printed[identity(quote)] else {
      let isKnown = Catalogue.metric(quote.metric) != nil && quote.grain != "programme"
      let name = quote.grain == "programme" ? quote.metric : "\(quote.metric)/\(quote.grain)/\(quote.key)"
      throw CommentaryError(
        line: quote.line,
        problem: "{{\(name)}} is no figure of this issue; "
          + (isKnown ? "figures.csv and projects.csv list those that are" : "board-report metrics lists them all"))
    }
    return value
  }

  /// Returns the value as the paper prints it. A share is rounded once, from its exact quotient.
  private func now(_ quote: Quote, _ value: String) -> String {
    guard !value.isEmpty else { return measure(quote) == .notApplicable ? "not applicable" : "not known" }
    return figure(quote)?.share(leastForPercent: leastForPercent) ?? words(value)
  }

  /// Returns the measure of a figure without a value: not applicable, or unknown.
  private func measure(_ quote: Quote) -> Measure? {
    guard quote.grain == "project" else { return figure(quote)?.measure }
    let project = measures.projects.first { Figure.encoded($0.commission.reference) == quote.key }
    return project.flatMap { Catalogue.metric(quote.metric)?.measure($0) }
  }

  /// Returns a value of the previous issue, or one that the author pinned, as the paper prints it.
  private func before(_ quote: Quote, _ value: String) -> String {
    guard let metric = Catalogue.metric(quote.metric), metric.unit == .ratio, let ratio = Decimal(value) else {
      return words(value)
    }
    let n = countsBefore[identity(quote)]
    guard let fraction = ratio.fraction(of: metric === metrics.utilisation ? nil : n) else { return words(value) }
    let figure = Figure(metric, span: "", .amount(.ratio(fraction)), n: n)
    return figure.share(leastForPercent: leastForPercent) ?? words(value)
  }

  /// Returns what an author may have pinned for the value: as the paper prints it, and as a percentage.
  private func readings(_ quote: Quote, _ value: String) -> [String] {
    guard case .amount(.ratio(let fraction)) = figure(quote)?.measure else { return [now(quote, value)] }
    return [now(quote, value), "\(fraction.percent)%"]
  }

  private func figure(_ quote: Quote) -> Figure? {
    let identity = identity(quote)
    return measures.figures.first { $0.identity == identity }
  }

  private func words(_ value: String) -> String {
    value.isEmpty ? "without a value" : CalendarDay(value)?.written ?? value
  }
}

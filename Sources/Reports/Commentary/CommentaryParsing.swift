extension Commentary {
  /// - Throws: for a heading that is no section's, text before the first heading, a heading that stands twice, and
  ///   braces that hold no figure.
  package init(parsing source: String) throws(CommentaryError) {
    var sections: [(section: PaperSection, lines: [(number: Int, text: String)])] = []
    for (number, text) in Self.lines(source) {
      if let heading = Self.heading(text) {
        let section = try Self.section(heading, number)
        guard !sections.contains(where: { $0.section == section }) else {
          throw CommentaryError(line: number, "the heading stands a second time")
        }
        sections.append((section, []))
      } else if !sections.isEmpty {
        sections[sections.count - 1].lines.append((number, text))
      } else if !text.trimmed.isEmpty {
        throw CommentaryError(
          line: number, "text before the first heading; expected a heading such as ## Exceptions")
      }
    }
    self.source = source
    parts = try sections.map { section, lines throws(CommentaryError) in
      try PartOfSection(section, lines)
    }
  }

  /// CRLF, LF and a lone CR end a line.
  private static func lines(_ source: String) -> [(Int, String)] {
    var lines: [String.UnicodeScalarView] = [.init()]
    var previous: Unicode.Scalar = " "
    for scalar in source.unicodeScalars {
      switch scalar {
      case "\n" where previous == "\r": break
      case "\n", "\r": lines.append(.init())
      default: lines[lines.count - 1].append(scalar)
      }
      previous = scalar
    }
    return lines.enumerated().map { ($0 + 1, String($1)) }
  }

  /// The words of `# …` to `###### …`; nil for other lines.
  private static func heading(_ line: String) -> String? {
    let scalars = line.unicodeScalars
    let indent = scalars.prefix { $0 == " " }.count
    let marks = scalars.dropFirst(indent).prefix { $0 == "#" }.count
    guard indent < 4, (1...6).contains(marks) else { return nil }
    let rest = scalars.dropFirst(indent + marks)
    guard rest.first.map({ $0 == " " || $0 == "\t" }) ?? true else { return nil }
    let words = String(String.UnicodeScalarView(rest)).trimmed
    return words.split(separator: " ").last.map { $0.allSatisfy { $0 == "#" } } ?? false
      ? words.split(separator: " ").dropLast().joined(separator: " ") : words
  }

  private static func section(_ heading: String, _ line: Int) throws(CommentaryError)
    -> PaperSection
  {
    let found = PaperSection.allCases.first {
      $0.title.description.lowercased() == heading.lowercased()
    }
    guard let found else {
      let titles = PaperSection.allCases.map(\.title.description).joined(separator: ", ")
      throw CommentaryError(
        line: line, "the heading is no section of the paper; expected one of \(titles)")
    }
    return found
  }
}

extension Commentary.PartOfSection {
  fileprivate init(
    _ section: PaperSection, _ lines: [(number: Int, text: String)]
  ) throws(CommentaryError) {
    let blank = { (line: (number: Int, text: String)) in line.text.trimmed.isEmpty }
    let written = lines.drop(while: blank).reversed().drop(while: blank).reversed()
    self.section = section
    source = written.map(\.text).joined(separator: "\n")
    self.lines = try written.map { line throws(CommentaryError) in
      try Self.pieces(line.text, line.number)
    }
  }

  private static func pieces(
    _ text: String, _ line: Int
  ) throws(CommentaryError) -> [Commentary.Piece] {
    var pieces: [Commentary.Piece] = []
    var rest = text[...]
    while let open = rest.firstRange(of: "{{") {
      guard let close = rest[open.upperBound...].firstRange(of: "}}"),
        let quote = Quote(rest[open.upperBound..<close.lowerBound], line: line)
      else {
        throw CommentaryError(
          line: line, "braces that hold no figure; expected such as {{days_delivered}}")
      }
      pieces.append(.markdown(String(rest[..<open.lowerBound])))
      pieces.append(.quote(quote))
      rest = rest[close.upperBound...]
    }
    return pieces + [.markdown(String(rest))]
  }
}

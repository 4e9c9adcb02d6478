/// The programme's own words for boroughs, advisers and projects, wherever a person reads. Ids, columns and file names stay, and
/// so does every text from the database.
package struct ProgrammeWords: Hashable, Sendable {
  /// The words that a job may replace, each before its plural.
  package static let keys = ["borough", "boroughs", "adviser", "advisers", "project", "projects"]

  /// Ours in lower case, and the programme's.
  private let words: [String: String]

  package static let none = ProgrammeWords([:])

  /// - Parameter given: by key. A plural that is not given follows the rules of English spelling.
  package init(_ given: [String: String]) {
    var words = given
    for (one, many) in [("borough", "boroughs"), ("adviser", "advisers"), ("project", "projects")] {
      if let word = given[one], given[many] == nil { words[many] = Self.plural(of: word) }
    }
    self.words = words
  }

  /// `councils`, `coaches`, `authorities`, `trusts`.
  private static func plural(of word: String) -> String {
    let letters = word.lowercased()
    if ["s", "x", "z", "ch", "sh"].contains(where: letters.hasSuffix) { return word + "es" }
    let isAfterVowel = letters.dropLast().last.map("aeiou".contains) ?? true
    return letters.hasSuffix("y") && !isAfterVowel ? word.dropLast() + "ies" : word + "s"
  }

  /// Returns a text of ours in the programme's words: `An adviser` becomes `A coach`. A file name such as `boroughs.csv` and an id
  /// such as `boroughs_with_days` stay.
  package func callAsFunction(_ text: String) -> String {
    guard !words.isEmpty else { return text }
    var written = ""
    var rest = text[...]
    while let first = rest.first {
      let isWord = first.isASCII && first.isLetter
      let run = rest.prefix { ($0.isASCII && $0.isLetter) == isWord }
      rest = rest[run.endIndex...]
      let isName = "_/".contains(written.last ?? " ") || "_".contains(rest.first ?? " ") || rest.hasPrefix(".csv")
      guard isWord, !isName, let word = words[run.lowercased()] else {
        written += run
        continue
      }
      Self.correctArticle(&written, before: word)
      written += run.first?.isUppercase ?? false ? word.capitalised : word
    }
    return written
  }

  /// Returns whether a heading is a title of ours, or that title in the programme's words; without regard to case.
  func names(_ title: String, _ heading: String) -> Bool {
    [title, self(title)].contains { $0.lowercased() == heading.lowercased() }
  }

  /// Gives `a` or `an` to a word that was put behind one of the two.
  private static func correctArticle(_ written: inout String, before word: String) {
    guard
      let article = [" a ", " an ", "A ", "An ", "a ", "an "].first(where: { ending in
        written.hasSuffix(ending) && (ending.hasPrefix(" ") || written.count == ending.count)
      })
    else { return }
    let isVowel = "aeiou".contains(word.lowercased().prefix(1))
    let stem = article.dropLast(article.hasSuffix("n ") ? 2 : 1)
    written = written.dropLast(article.count) + stem + (isVowel ? "n " : " ")
  }
}

extension Paper {
  package func said(in words: ProgrammeWords) -> Paper {
    guard words != .none else { return self }
    return Paper(
      title: title.said(in: words), lines: lines.map { $0.said(in: words) }, front: front.map { $0.said(in: words) },
      sections: sections.map { $0.said(in: words) })
  }
}

extension Section {
  package func said(in words: ProgrammeWords) -> Section {
    Section(title.said(in: words), blocks.map { $0.said(in: words) })
  }
}

extension Block {
  fileprivate func said(in words: ProgrammeWords) -> Block {
    switch self {
    case .paragraph(let prose): .paragraph(prose.said(in: words))
    case .list(let items): .list(items.map { $0.said(in: words) })
    case .heading(let prose): .heading(prose.said(in: words))
    case .table(let table):
      .table(
        PaperTable(
          heads: table.heads.map { .init(title: $0.title.said(in: words), alignment: $0.alignment) },
          rows: table.rows.map { $0.map { $0.said(in: words) } }, source: table.source))
    case .subheading(let prose): .subheading(prose.said(in: words))
    case .chart(let chart): .chart(chart.said(in: words))
    case .curves(let charts): .curves(charts.map { $0.said(in: words) })
    case .authored: self
    }
  }
}

extension Chart {
  package func said(in words: ProgrammeWords) -> Chart {
    guard words != .none else { return self }
    return Chart(
      path: path, title: title.said(in: words), sentence: sentence.said(in: words), subject: words(subject),
      unit: words(unit), markMeaning: markMeaning.map { words($0) }, bars: bars, source: source)
  }
}

extension LineChart {
  package func said(in words: ProgrammeWords) -> LineChart {
    guard words != .none else { return self }
    return LineChart(
      path: path, title: title.said(in: words), sentence: sentence.said(in: words), subject: words(subject),
      unit: words(unit), points: points, segments: segments, marks: marks)
  }
}

extension Prose {
  package func said(in words: ProgrammeWords) -> Prose { Prose(parts.map { $0.said(in: words) }) }
}

extension Prose.ProsePart {
  fileprivate func said(in words: ProgrammeWords) -> Prose.ProsePart {
    switch self {
    case .words(let text): .words(words(text))
    case .strong(let parts): .strong(parts.map { $0.said(in: words) })
    case .link(let text, let path): .link(words(text), path: path)
    case .data, .lineBreak: self
    }
  }
}

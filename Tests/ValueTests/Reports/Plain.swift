import Core

extension Prose {
  /// Words and data as they are read, without markup.
  var plain: String { parts.map(\.plain).joined() }

  /// What came from the database alone.
  var data: [String] { parts.flatMap(\.data) }
}

extension Prose.ProsePart {
  fileprivate var plain: String {
    switch self {
    case .words(let words), .data(let words), .link(let words, _): words
    case .strong(let parts): parts.map(\.plain).joined()
    case .lineBreak: "\n"
    }
  }

  fileprivate var data: [String] {
    switch self {
    case .data(let text): [text]
    case .strong(let parts): parts.flatMap(\.data)
    default: []
    }
  }

  /// What we wrote ourselves.
  fileprivate var words: [String] {
    switch self {
    case .words(let words), .link(let words, _): [words]
    case .strong(let parts): parts.flatMap(\.words)
    default: []
    }
  }
}

extension Prose { var words: [String] { parts.flatMap(\.words) } }

extension Paper {
  /// Every run of text in reading order, tables and pictures included.
  var prose: [Prose] { [title] + lines + all.flatMap { [$0.title] + $0.blocks.flatMap(\.prose) } }

  /// Those of the first page too.
  var all: [Section] { front + sections }

  var plain: String { prose.map(\.plain).joined(separator: "\n") }

  func section(_ title: String) -> Section? { all.first { $0.title.plain == title } }
}

extension Section {
  var plain: String { blocks.flatMap(\.prose).map(\.plain).joined(separator: "\n") }

  /// Of its tables, each row's cells joined with ` | `.
  var rows: [String] {
    blocks.flatMap { block -> [String] in
      guard case .table(let table) = block else { return [] }
      return table.rows.map { $0.map(\.plain).joined(separator: " | ") }
    }
  }
}

extension Block {
  fileprivate var prose: [Prose] {
    switch self {
    case .paragraph(let prose), .heading(let prose), .subheading(let prose): [prose]
    case .list(let items): items
    case .table(let table): [table.heads.map(\.title).joined(" | ")] + table.rows.map { $0.joined(" | ") }
    case .chart(let chart): [chart.title, chart.sentence]
    case .curves(let charts): charts.flatMap { [$0.title, $0.sentence] }
    case .authored(let lines): lines.map { Prose($0.map(\.part)) }
    }
  }
}

extension AuthoredPiece {
  fileprivate var part: Prose.ProsePart {
    switch self {
    case .markdown(let text): .data(text)
    case .words(let words): .words(words)
    }
  }
}

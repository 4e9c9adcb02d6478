import Facts
package import Metrics

/// Commentary with its figures filled in, section by section, ready to be set into the paper.
package struct QuotedCommentary: Hashable, Sendable {
  fileprivate let blocks: [PaperSection: [Block]]

  package static let none = QuotedCommentary(blocks: [:])

  package func blocks(_ section: PaperSection) -> [Block] { blocks[section] ?? [] }

  private init(blocks: [PaperSection: [Block]]) { self.blocks = blocks }

  /// - Parameters:
  ///   - printed: every figure of this issue by identity, as data files print it.
  ///   - before: the same of the previous issue, and the commentary it was published with; nil for a first issue.
  /// - Throws: for a figure this issue has not.
  package init(
    _ commentary: Commentary, _ measures: Measures, printed: [String: String],
    before: (commentary: Commentary?, printed: [String: String])? = nil
  ) throws(CommentaryError) {
    let quoting = Quoting(measures: measures, printed: printed)
    var blocks: [PaperSection: [Block]] = [:]
    for part in commentary.parts where !part.lines.isEmpty {
      let isOld = before?.commentary?.part(part.section)?.source == part.source
      let changes = try quoting.changes(part, since: isOld ? before?.printed : nil)
      let text = Block.authored(try quoting.lines(part))
      blocks[part.section] = changes.isEmpty ? [text] : [quoting.mark(changes), text]
    }
    self.blocks = blocks
  }
}

/// Looks quoted figures up, and what they were.
private struct Quoting {
  let measures: Measures
  let printed: [String: String]

  func lines(
    _ part: Commentary.PartOfSection
  ) throws(CommentaryError) -> [[AuthoredPiece]] {
    try part.lines.map { line throws(CommentaryError) in
      try line.map { piece throws(CommentaryError) in
        switch piece {
        case .markdown(let text): .markdown(text)
        case .quote(let quote): .words(shown(try value(quote), quote))
        }
      }
    }
  }

  /// Quoted figures that are not what they were when the text was written.
  func changes(
    _ part: Commentary.PartOfSection, since before: [String: String]?
  ) throws(CommentaryError) -> [(quote: Quote, was: String, now: String)] {
    var changes: [(Quote, String, String)] = []
    for quote in part.quotes {
      let now = try value(quote)
      let was = quote.pinned ?? before?[identity(quote)] ?? now
      if was != now, was != shown(now, quote) { changes.append((quote, was, now)) }
    }
    return changes
  }

  func mark(_ changes: [(quote: Quote, was: String, now: String)]) -> Block {
    let list = changes.map { quote, was, now -> Prose in
      let title = Catalogue.metric(quote.metric)?.title ?? quote.metric
      let of = quote.grain == "programme" ? Prose() : " (\(Prose.data(quote.key)))"
      return
        "\(words: title)\(of) was \(Prose.data(shown(was, quote))) and is now \(Prose.data(shown(now, quote)))"
    }
    return .paragraph(
      .strong("Written before these figures changed:") + " \(Prose.joined(list)).")
  }

  private func identity(_ quote: Quote) -> String {
    let metric = Catalogue.metric(quote.metric)
    let span = metric?.span(of: measures.horizon.period) ?? ""
    return "\(quote.metric)/\(quote.grain)/\(quote.key)/\(span)"
  }

  private func value(_ quote: Quote) throws(CommentaryError) -> String {
    guard let value = printed[identity(quote)] else {
      throw CommentaryError(
        line: quote.line,
        "{{\(quote.metric)}} is no figure of this issue; board-report metrics lists them all")
    }
    return value
  }

  /// As prose prints it: a share as a percentage, what has no value in words.
  private func shown(_ value: String, _ quote: Quote) -> String {
    if value.isEmpty { return "not known" }
    guard Catalogue.metric(quote.metric)?.unit == .ratio, let ratio = Decimal(value),
      let percent = Fraction(ratio.mantissa, over: ratio.denominator)?.percent
    else { return CalendarDay(value)?.written ?? value }
    return "\(percent)%"
  }
}

extension Decimal {
  fileprivate var denominator: Int64 { (0..<scale).reduce(1) { power, _ in power * 10 } }
}

extension Prose {
  /// `a; b; c`
  fileprivate static func joined(_ items: [Prose]) -> Prose {
    items.enumerated().reduce(Prose()) { $0 + ($1.offset > 0 ? "; " : "") + $1.element }
  }
}

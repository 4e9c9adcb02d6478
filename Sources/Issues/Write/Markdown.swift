package import Core

/// Markdown of one line that is safe in a paragraph, heading, list item or table cell.
///
/// Only a literal or an escaper makes one, so text from the database cannot open a heading, cell, link, image or tag. It
/// works on scalars: `|` with a combining mark is one Character that is not `|`, and a renderer splits the cell all the same.
package struct MarkdownText: Hashable, Sendable, ExpressibleByStringLiteral {
  /// As the file holds it.
  package private(set) var source: String

  package init(stringLiteral value: StaticString) { source = value.description }

  private init(source: String) { self.source = source }

  package static func + (left: Self, right: Self) -> Self { Self(source: left.source + right.source) }

  package var isEmpty: Bool { source.isEmpty }
}

// The escapers.
extension MarkdownText {
  /// Anybody's text, shown as it is, less what `PaperText` takes away.
  package init(escaping text: String) {
    let text = PaperText.cleaned(text)
    if Escaper.leavesAsItIs(text) {
      source = text
      return
    }
    var escaper = Escaper()
    for scalar in text.unicodeScalars { escaper.add(scalar) }
    escaper.finish()
    source = String(decoding: escaper.written, as: UTF8.self)
  }

  /// Words of ours: plain ones stay as they are, and a slip cannot open anything.
  package init(words: String) {
    guard words.utf8.contains(where: Self.isMarkup) else {
      source = words
      return
    }
    var written = ""
    for scalar in words.unicodeScalars {
      switch scalar {
      case "|": written += "&#124;"
      case "<": written += "&lt;"
      case "&": written += "&amp;"
      case "\n", "\r", "\t": written += " "
      case "\\", "`", "*", "[", "]": written += "\\\(scalar)"
      default: written.unicodeScalars.append(scalar)
      }
    }
    source = written
  }

  /// A link's or an image's target: a path within the issue, everything that is not plain percent-encoded.
  package init(path: String) {
    source = path.utf8.reduce(into: "") { encoded, byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x2F, 0x5F, 0x7E, 0x23:
        encoded.unicodeScalars.append(Unicode.Scalar(byte))
      default: encoded += (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
      }
    }
  }

  private static func isMarkup(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "|"), UInt8(ascii: "<"), UInt8(ascii: "&"), UInt8(ascii: "\\"), UInt8(ascii: "`"),
      UInt8(ascii: "*"), UInt8(ascii: "["), UInt8(ascii: "]"), 0x09, 0x0A, 0x0D:
      true
    default: false
    }
  }

  /// For the start of a line: what would begin a list, a heading, a quotation or a rule there is escaped.
  package var startingLine: MarkdownText {
    let scalars = source.unicodeScalars
    guard let first = scalars.first else { return self }
    let digits = scalars.prefix { ("0"..."9").contains($0) }
    let next = scalars.dropFirst(max(1, digits.count)).first
    switch first {
    case ">": return Self(source: "\\" + source)
    case "-", "+", "=", "#":
      if let next, ("0"..."9").contains(next) { return self }
      return Self(source: "\\" + source)
    case "0"..."9" where next == "." || next == ")":
      guard digits.count <= 9 else { return self }
      return Self(source: String(digits) + "\\" + String(scalars.dropFirst(digits.count)))
    default: return self
    }
  }
}

/// Escapes text scalar by scalar so that GFM renderers, and pandoc's Markdown too, show it as it was.
///
/// Entities where a renderer splits cells and tags before it reads backslashes; backslashes elsewhere. An apostrophe
/// within a word, a colon before a space and one between digits mean nothing to any of them and stay, for those who read
/// the source.
struct Escaper {
  /// In UTF-8.
  private(set) var written: [UInt8] = []
  private var previous: Unicode.Scalar = " "
  /// A quote or colon that waits for what follows it.
  private var pending: Unicode.Scalar?
  private var beforePending: Unicode.Scalar = " "

  /// Whether a text holds nothing that would be escaped: letters, digits and spaces, and marks that mean nothing there.
  static func leavesAsItIs(_ text: String) -> Bool {
    var previous: UInt8 = 0x20
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "a")...UInt8(ascii: "z"), 0x20, UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "("),
        UInt8(ascii: ")"), UInt8(ascii: "/"), UInt8(ascii: "?"):
        break
      case UInt8(ascii: "-") where previous != byte: break
      // Not the second of two, nor the one behind `www`.
      case UInt8(ascii: ".") where previous != byte && previous | 0x20 != UInt8(ascii: "w"): break
      default: return false
      }
      previous = byte
    }
    return true
  }

  mutating func add(_ scalar: Unicode.Scalar) {
    settle(before: scalar)
    switch scalar {
    case "&": append("&amp;")
    case "<": append("&lt;")
    case ">": append("&gt;")
    case "|": append("&#124;")
    case "@": append("&#64;")
    case "\\", "`", "*", "_", "[", "]", "~", "$", "^", "#", "!", "{", "}", "\"": backslash(scalar)
    case "-" where previous == "-": backslash(scalar)
    case "." where previous == ".": backslash(scalar)
    case "." where endsWithWWW: append("&#46;")
    case "'", ":":
      pending = scalar
      beforePending = previous
    default: append(scalar)
    }
    previous = scalar
  }

  mutating func finish() { settle(before: " ") }

  private mutating func settle(before next: Unicode.Scalar) {
    guard let waiting = pending else { return }
    pending = nil
    let before = beforePending
    let isPlain =
      waiting == "'"
      ? before.properties.isAlphabetic && next.properties.isAlphabetic
      : before != " " && next == " " || isDigit(before) && isDigit(next)
    if isPlain { append(waiting) } else { backslash(waiting) }
  }

  private mutating func backslash(_ scalar: Unicode.Scalar) {
    written.append(UInt8(ascii: "\\"))
    append(scalar)
  }

  private mutating func append(_ scalar: Unicode.Scalar) {
    if scalar.isASCII {
      written.append(UInt8(truncatingIfNeeded: scalar.value))
    } else {
      written += String(scalar).utf8
    }
  }

  private mutating func append(_ entity: String) { written += entity.utf8 }

  private var endsWithWWW: Bool {
    let last = written.suffix(3)
    return last.count == 3 && last.allSatisfy { $0 | 0x20 == UInt8(ascii: "w") }
  }
}

private func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

/// People's own Markdown, set into the paper: emphasis, lists and links stay, what would break out of the section
/// does not.
enum AuthoredText {
  static func lines(_ lines: [[AuthoredPiece]]) -> [String] { lines.map { line in opening(line.map(source).joined()) } }

  private static func source(_ piece: AuthoredPiece) -> String {
    switch piece {
    case .words(let words): MarkdownText(words: words).source
    case .markdown(let text): inline(PaperText.visible(text))
    }
  }

  /// No tag, no image, no reference definition that could name one.
  private static func inline(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    var previous: Unicode.Scalar = " "
    for scalar in text.unicodeScalars {
      switch scalar {
      case "<": result.append(contentsOf: "&lt;".unicodeScalars)
      case "[" where previous == "!": result.append(contentsOf: "\\[".unicodeScalars)
      default: result.append(scalar)
      }
      previous = scalar
    }
    return String(result)
  }

  /// A line of `=` or `-` would make a heading of the one above it, `#` one of its own, a fence would swallow what follows.
  ///
  /// On bytes: a mark with a combining one behind it is one Character that is no mark, and a renderer takes it for one.
  private static func opening(_ line: String) -> String {
    let isSpace = { (byte: UInt8) in byte == 0x20 || byte == 0x09 }
    let rest = line.utf8.drop(while: isSpace)
    let isRule = [UInt8(ascii: "="), UInt8(ascii: "-")].contains { mark in
      rest.first == mark && rest.allSatisfy { $0 == mark || isSpace($0) }
    }
    let opens = isRule || ["#", "```", "~~~"].contains { rest.starts(with: $0.utf8) }
    guard opens else { return line }
    return String(Substring(line.utf8.prefix(while: isSpace))) + "\\" + String(Substring(rest))
  }
}

extension MarkdownText {
  /// Prose as one line; a line break becomes a space.
  package init(_ prose: Prose) { self.init(prose.parts) }

  package init(_ parts: [Prose.ProsePart]) { self = parts.reduce("") { $0 + MarkdownText($1) } }

  private init(_ part: Prose.ProsePart) {
    switch part {
    case .words(let words): self.init(words: words)
    case .data(let text): self.init(escaping: text)
    case .strong(let parts):
      let inside = MarkdownText(parts)
      self = inside.isEmpty ? "" : "**" + inside + "**"
    case .link(let words, let path): self = "[" + MarkdownText(words: words) + "](" + MarkdownText(path: path) + ")"
    case .lineBreak: self = " "
    }
  }

  /// Prose as lines, cut at its line breaks, each fit to begin a line.
  package static func lines(_ prose: Prose) -> [MarkdownText] {
    let lines = prose.parts.split(separator: .lineBreak, omittingEmptySubsequences: true)
    return lines.map { MarkdownText(Array($0)).startingLine }.filter { !$0.isEmpty }
  }
}

extension Prose {
  /// The words alone, for where there can be no markup: a picture, a text alternative. Data is cleaned as on paper.
  package var plain: String { Self.plain(parts) }

  private static func plain(_ parts: [ProsePart]) -> String {
    parts.reduce(into: "") { text, part in
      switch part {
      case .words(let words), .link(let words, _): text += words
      case .data(let data): text += PaperText.cleaned(data)
      case .strong(let parts): text += plain(parts)
      case .lineBreak: text += " "
      }
    }
  }
}

/// A table's lines of Markdown, padded so that they line up in a fixed-width font.
///
/// Dashes are in proportion to what the columns hold: that is what pandoc takes widths from.
struct TableLines {
  /// A column is not padded beyond this: one long text must not fill every other row with spaces.
  private static let widest = 60

  private let alignments: [PaperTable.Alignment]
  private let rows: [[(source: String, width: Int)]]
  private let widths: [Int]

  init(_ table: PaperTable, path: String) throws(WritingError) {
    let rows = [table.heads.map(\.title)] + table.rows
    if let wrong = rows.firstIndex(where: { $0.count != table.heads.count || $0.isEmpty }) {
      throw WritingError(code: .cellCount, path: path, row: wrong)
    }
    let cells = rows.map { row in
      row.map { prose in
        let source = MarkdownText(prose).source
        return (source: source, width: TextWidth.cells(source))
      }
    }
    self.rows = cells
    alignments = table.heads.map(\.alignment)
    widths = table.heads.indices.map { column in
      let widest = cells.reduce(3) { max($0, $1[column].width) }
      return min(widest, Self.widest)
    }
  }

  var lines: [String] {
    var lines = rows.map(line)
    lines.insert(rule, at: 1)
    return lines
  }

  private var rule: String {
    let dashes = zip(widths, alignments).map { width, alignment in
      let dashes = String(repeating: "-", count: width - 1)
      return alignment == .left ? ":" + dashes : dashes + ":"
    }
    return "| " + dashes.joined(separator: " | ") + " |"
  }

  private func line(_ row: [(source: String, width: Int)]) -> String {
    let cells = row.indices.map { column in
      let room = String(repeating: " ", count: max(0, widths[column] - row[column].width))
      let source = row[column].source
      return alignments[column] == .left ? source + room : room + source
    }
    return "| " + cells.joined(separator: " | ") + " |"
  }
}

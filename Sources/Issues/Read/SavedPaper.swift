import Core

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

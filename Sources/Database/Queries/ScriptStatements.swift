/// The statements of a script, in their order, each with its semicolon and the comments before it.
///
/// A semicolon within quotes, dollar quotes or a comment ends no statement. A comment in `/* */` and a text with backslashes (`E''`)
/// are not supported, because no script of this program has one.
package struct ScriptStatements: Sequence, IteratorProtocol {
  private var rest: Substring.UTF8View

  package init(_ script: String) { rest = Substring(script).utf8 }

  package mutating func next() -> Substring? {
    var place = rest.startIndex
    while place < rest.endIndex {
      switch rest[place] {
      case UInt8(ascii: "'"), UInt8(ascii: "\""): skip(&place, past: [rest[place]], from: rest.index(after: place))
      case UInt8(ascii: "-") where rest[place...].starts(with: "--".utf8): skip(&place, past: [UInt8(ascii: "\n")])
      case UInt8(ascii: "$"):
        if let tag = dollarQuote(at: place) {
          skip(&place, past: tag, from: rest.index(place, offsetBy: tag.count))
        } else {
          place = rest.index(after: place)
        }
      case UInt8(ascii: ";"):
        let statement = Substring(rest[...place])
        rest = rest[rest.index(after: place)...]
        return statement
      default: place = rest.index(after: place)
      }
    }
    defer { rest = rest[rest.endIndex...] }
    let last = Substring(rest)
    let isEmpty = last.split(separator: "\n").allSatisfy { line in
      let words = line.drop(while: \.isWhitespace)
      return words.isEmpty || words.hasPrefix("--")
    }
    return isEmpty ? nil : last
  }

  /// Moves a place behind the next occurrence of these bytes, or to the end.
  private func skip(
    _ place: inout Substring.UTF8View.Index, past end: [UInt8], from start: Substring.UTF8View.Index? = nil
  ) {
    place = start ?? place
    while place < rest.endIndex {
      if rest[place...].starts(with: end) {
        place = rest.index(place, offsetBy: end.count)
        return
      }
      place = rest.index(after: place)
    }
  }

  /// Returns `$tag$` where it begins at a place; nil where it does not, as in `$1`.
  private func dollarQuote(at place: Substring.UTF8View.Index) -> [UInt8]? {
    var next = rest.index(after: place)
    while next < rest.endIndex, rest[next] == UInt8(ascii: "_") || (0x61...0x7A).contains(rest[next] | 0x20) {
      next = rest.index(after: next)
    }
    guard next < rest.endIndex, rest[next] == UInt8(ascii: "$") else { return nil }
    return Array(rest[place...next])
  }
}

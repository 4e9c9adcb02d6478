/// Text from the database as paper and pictures may carry it: one line, and nothing that acts on its surroundings.
package enum PaperText {
  /// Without control and bidirectional-override characters; line ends, tabs and runs of spaces are one space each, and
  /// there is no white space at either end.
  package static func cleaned(_ text: String) -> String {
    let trimmed = trimmed(text[...])
    if isClean(trimmed) { return String(trimmed) }
    var cleaned = String.UnicodeScalarView()
    var space = SpaceRun()
    for scalar in text.unicodeScalars where !isRemoved(scalar) {
      if scalar.properties.isWhitespace {
        space.add(scalar)
      } else {
        if !cleaned.isEmpty { cleaned.append(contentsOf: space.scalars) }
        space = SpaceRun()
        cleaned.append(scalar)
      }
    }
    return String(cleaned)
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text
    while let last = text.utf8.last, last == 0x20 || (0x09...0x0D).contains(last) {
      text = text[..<text.utf8.index(before: text.endIndex)]
    }
    while let first = text.utf8.first, first == 0x20 || (0x09...0x0D).contains(first) {
      text = text[text.utf8.index(after: text.startIndex)...]
    }
    return text
  }

  /// Plain letters, with single spaces between words: most texts are.
  private static func isClean(_ text: Substring) -> Bool {
    var previous = UInt8(ascii: " ")
    for byte in text.utf8 {
      guard byte >= 0x20, byte < 0x7F, byte != 0x20 || previous != 0x20 else { return false }
      previous = byte
    }
    return previous != 0x20 || text.isEmpty
  }

  /// Only without those characters: white space stays as it was written.
  package static func visible(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.filter { !isRemoved($0) }))
  }

  /// Controls that are no white space; embeddings, overrides and isolates of direction and what ends them.
  private static func isRemoved(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20...0x7E: false
    case 0x09...0x0D, 0x85: false
    case 0x00...0x1F, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  /// White space between two words: what breaks no line or column is kept, a hard space for one.
  private struct SpaceRun {
    var scalars: [Unicode.Scalar] = []

    mutating func add(_ scalar: Unicode.Scalar) {
      switch scalar.value {
      case 0x09...0x0D, 0x85, 0x2028, 0x2029: scalars = [" "]
      default: if scalars != [" "] || scalar != " " { scalars.append(scalar) }
      }
    }
  }
}

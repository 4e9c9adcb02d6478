import Writing

/// Breaks a note into rows, so that none is cut where the table beneath it ends on paper.
enum LineBreaking {
  static func lines(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    for word in text.split(separator: " ") {
      let longer = lines.last.map { $0 + " " + word } ?? ""
      if !longer.isEmpty, TextWidth.cells(longer) <= width {
        lines[lines.count - 1] = longer
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }
}

/// Text in XML, and numbers.
enum SVGText {
  /// Escaped for content and attributes alike; what XML forbids even when escaped becomes U+FFFD.
  static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in PaperText.cleaned(text).unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&apos;"
      case "\u{FFFE}", "\u{FFFF}": escaped += "\u{FFFD}"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }

  /// One decimal, never an exponent: `-12.5`.
  static func number(_ value: Double) -> String {
    let tenths = Int(value * 10 + (value < 0 ? -0.5 : 0.5))
    return "\(tenths < 0 ? "-" : "")\(tenths.magnitude / 10).\(tenths.magnitude % 10)"
  }

  static func width(_ text: String, size: Double) -> Double {
    Double(TextWidth.thousandths(text)) / 1000 * size
  }

  /// The text, or as much of its beginning as fits with an ellipsis.
  static func cut(_ text: String, to room: Double, size: Double) -> String {
    guard width(text, size: size) > room else { return text }
    var left = room - width("…", size: size)
    let kept = text.unicodeScalars.prefix { scalar in
      left -= Double(TextWidth.thousandths(scalar)) / 1000 * size
      return left >= 0
    }
    var cut = String.UnicodeScalarView(kept)
    while let last = cut.last, last.properties.isWhitespace || last == "\u{200D}" {
      cut.removeLast()
    }
    return String(cut) + "…"
  }

  /// Words in lines that fit; a word too long for a line is cut.
  static func wrapped(_ text: String, to room: Double, size: Double) -> [String] {
    var lines: [String] = []
    for word in text.split(separator: " ") {
      let longer = lines.last.map { $0 + " " + word } ?? ""
      if !longer.isEmpty, width(longer, size: size) <= room {
        lines[lines.count - 1] = longer
      } else {
        lines.append(cut(String(word), to: room, size: size))
      }
    }
    return lines
  }
}

/// What a renderer of GFM shows of one line of text: entities and backslashes taken back. nil where something is left that
/// could mean more than itself there.
///
/// Kept simple on purpose: it knows no context, and so allows nothing bare that has a meaning in any.
func plainMarkdown(_ source: String) -> String? {
  let entities: [(String, Unicode.Scalar)] = [
    ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&#124;", "|"), ("&#64;", "@"), ("&#46;", "."),
  ]
  var shown = String.UnicodeScalarView()
  var rest = Array(source.unicodeScalars)[...]
  while let scalar = rest.popFirst() {
    switch scalar {
    case "\\":
      guard let next = rest.popFirst(), next.isASCII, next.properties.isPunctuationOrSymbol else { return nil }
      shown.append(next)
    case "&":
      let found = entities.first { rest.starts(with: $0.0.unicodeScalars.dropFirst()) }
      guard let (entity, meant) = found else { return nil }
      rest = rest.dropFirst(entity.unicodeScalars.count - 1)
      shown.append(meant)
    case "`", "*", "_", "[", "]", "<", ">", "|", "~", "$", "^", "#", "!", "{", "}", "@", "\"", "\n", "\r", "\t":
      return nil
    case ":" where rest.starts(with: "//".unicodeScalars): return nil
    default: shown.append(scalar)
    }
  }
  return String(shown)
}

extension Unicode.Scalar.Properties {
  fileprivate var isPunctuationOrSymbol: Bool {
    switch generalCategory {
    case .openPunctuation, .closePunctuation, .connectorPunctuation, .dashPunctuation, .initialPunctuation,
      .finalPunctuation, .otherPunctuation, .mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol:
      true
    default: false
    }
  }
}

import Facts

/// Every text passes here before anything else sees it: what looks as if it identified a person goes no further.
///
/// What is found is told by row and column, never by the text itself.
final class Screen {
  /// What is wrong with a label that something is wrong with.
  private struct Suspect {
    let kinds: [PersonalData]
    let hidesCharacters: Bool
    var replacement: Text?
    /// The first row that it was read in.
    var place: Place?
  }

  private var suspects: [Label: [Text: Suspect]] = [:]
  private var found: Set<Finding> = []

  static let withheld: Text = "[withheld]"

  /// - Parameter labels: texts of each label, all of those about to be read in which anything could be wrong.
  init(_ labels: [Label: Set<Text>]) {
    for (label, texts) in labels {
      var number = 0
      for text in texts.sorted() {
        var suspect = Suspect(
          kinds: PersonalData.kinds(in: text.string), hidesCharacters: text.holdsHiddenCharacters)
        if !suspect.kinds.isEmpty {
          number += 1
          suspect.replacement = Text("[withheld-\(number)]")
        } else if !suspect.hidesCharacters {
          continue
        }
        suspects[label, default: [:]][text] = suspect
      }
    }
  }

  /// A label as it may be printed.
  func label(_ text: Text?, _ label: Label, in place: @autoclosure () -> Place) -> Text? {
    guard let text, !suspects.isEmpty, let suspect = suspects[label]?[text] else { return text }
    let place = place()
    suspects[label]?[text]?.place = suspect.place.map { min($0, place) } ?? place
    return suspect.replacement ?? text
  }

  /// A reference as it may be printed: one that is withheld is known by its commission.
  func reference(_ text: Text?, of commission: Int64) -> Text? {
    let isWithheld = free(text, "reference", in: .commission(commission)) != text
    return isWithheld ? Text("[withheld-\(commission)]") : text
  }

  /// Any other text: all of it is withheld, or nothing.
  func free(_ text: Text?, _ column: String, in place: @autoclosure () -> Place) -> Text? {
    guard let text else { return nil }
    if text.holdsHiddenCharacters { found.insert(.hidden(column, place())) }
    let kinds = PersonalData.kinds(in: text.string)
    guard !kinds.isEmpty else { return text }
    found.insert(.withheld(column, kinds, "it is withheld from every file", place()))
    return Self.withheld
  }

  /// A word of a closed vocabulary, or whatever stands in its place.
  func term<Value>(
    _ term: Term<Value>?, _ column: String, in place: @autoclosure () -> Place
  ) -> Term<Value>? {
    guard let term, term.value == nil else { return term }
    return free(term.text, column, in: place()).map { Term($0) }
  }

  /// All that was found so far; a label once, in the first row that it was read in.
  var findings: Set<Finding> {
    suspects.reduce(into: found) { all, entry in
      for suspect in entry.value.values {
        guard let place = suspect.place else { continue }
        if suspect.hidesCharacters { all.insert(.hidden(entry.key.column, place)) }
        guard let replacement = suspect.replacement else { continue }
        let then = "\(replacement) stands for it in every file and in all rows that hold the same"
        all.insert(.withheld(entry.key.column, suspect.kinds, then, place))
      }
    }
  }
}

extension Finding {
  fileprivate static func withheld(
    _ column: String, _ kinds: [PersonalData], _ then: String, _ place: Place
  ) -> Finding {
    let what = kinds.map(\.rawValue).joined(separator: " and ")
    return Finding(
      rule: "withheld-text", severity: .error, relation: place.relation, key: place.key,
      message: "\(column) looks as if it held \(what); \(then)")
  }

  fileprivate static func hidden(_ column: String, _ place: Place) -> Finding {
    Finding(
      rule: "hidden-characters", severity: .warning, relation: place.relation, key: place.key,
      message: "\(column) holds control or direction characters; the paper leaves them out")
  }
}

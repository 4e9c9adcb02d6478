/// A word from a closed vocabulary as it was recorded: printed as it stands, counted only when the vocabulary has it.
package struct Term<Value: RawRepresentable & Hashable & Sendable>: Hashable, Sendable
where Value.RawValue == String {
  private enum Word: Hashable, Sendable {
    case known(Value)
    case other(Text)
  }

  private let word: Word

  package init(_ text: Text) {
    word = Value(rawValue: text.string).map { .known($0) } ?? .other(text)
  }

  package init(_ value: Value) { word = .known(value) }

  package var text: Text {
    switch word {
    case .known(let value): Text(value.rawValue)
    case .other(let text): text
    }
  }

  /// nil when the vocabulary lacks the word: then it counts as not recorded.
  package var value: Value? { if case .known(let value) = word { value } else { nil } }
}

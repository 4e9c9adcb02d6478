/// A word from a closed vocabulary as it was recorded: printed as it stands, counted only when the vocabulary has it.
package struct Term<Value: RawRepresentable & Hashable & Sendable>: Hashable, Sendable
where Value.RawValue == String {
  package let text: Text

  package init(_ text: Text) { self.text = text }

  package init(_ value: Value) { text = Text(value.rawValue) }

  /// nil when the vocabulary lacks the word: then it counts as not recorded.
  package var value: Value? { Value(rawValue: text.string) }
}

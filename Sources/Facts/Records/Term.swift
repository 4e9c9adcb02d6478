/// A word from a closed vocabulary as it was recorded: printed as it stands, counted only when the vocabulary has it.
package struct Term<Value: RawRepresentable & Hashable & Sendable>: Hashable, Sendable
where Value.RawValue == String {
  package let text: Text
  /// nil when the vocabulary lacks the word: then it counts as not recorded.
  package let value: Value?

  package init(_ text: Text) {
    self.text = text
    self.value = Value(rawValue: text.string)
  }

  package init(_ value: Value) {
    self.text = Text(value.rawValue)
    self.value = value
  }
}

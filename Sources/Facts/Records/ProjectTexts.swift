/// What people wrote about a project: read only for projects that the paper shows one by one. No figure reads it.
package struct ProjectTexts: Hashable, Sendable {
  package var narrative = Narrative()
  /// In order of their number.
  package var strands: [StrandText] = []
  /// All to the period's end, by date and number.
  package var outcomes: [Outcome] = []
  /// The client's comment, only when it was received and may be published.
  package var comment: Text?
  package var reviewerRole: Text?

  package init() {}
}

/// A strand's words beside its number.
package struct StrandText: Hashable, Sendable {
  package let number: Int64
  package let title: Text?
  package let note: Text?

  package init(number: Int64, title: Text?, note: Text?) {
    self.number = number
    self.title = title
    self.note = note
  }
}

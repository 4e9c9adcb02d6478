/// What a project produced: cases audited, people trained, a report.
package struct Output: Hashable, Sendable {
  package var number: Int64?
  package var producedOn = CalendarDay.first
  package var kind: Text?
  /// A quantity of a million millions or more counts as not recorded, so that sums stay exact.
  package var quantity = 1 { didSet { if quantity.magnitude >= 1_000_000_000_000 { quantity = 1 } } }
  package var summary: Text?

  package static let relation = Relation<Output>(
    "outputs", "One row each time a commission produced something that can be counted.",
    key: ["commission_id", "output_no"], dated: "produced_on", adds: "what projects produced", blank: Output(),
    evidence: ("Outputs", "What projects produced before the period's end, without its summary."),
    held: .by(\.outputs), isNew: true
  ) {
    Field.owner("The commission that produced it.")
    Field.number("output_no", \.number, of: "output", "Output number")
    Field(
      "produced_on", \.producedOn, "The day it was produced. It falls in the period of this day.", example: "2011-02-18"
    )
    .printed("Produced", "When it was produced.").needed()
    Field(
      "kind", \.kind,
      "What was produced, in words of your own such as case audited, person trained or report, 200 characters at most. Reports group by it, so write it the same way each time.",
      example: "case audited", required: true, longest: 200, label: .kind
    ).printed("Kind", "What was produced.").adds("outputs by kind")
    Field("quantity", \.quantity, "How many: a whole number. Leave empty for 1.", example: "10", ifEmpty: 1)
      .printed("Quantity", "How many were produced.").adds("how many of each output")
    Field("summary", \.summary, "What it is, in one line. Leave empty if not recorded.", example: "Audit of ten plans.")
      .unmeasured().adds("what each output is")
  }
}

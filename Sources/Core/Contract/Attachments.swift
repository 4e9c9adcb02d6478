// The rows that belong to a commission, and that its project holds: what was changed, the parts, the reviews, and who learnt
// from whom.

/// A change of the days agreed, later than the agreement itself.
package struct Variation: Hashable, Sendable {
  package var number: Int64?
  package var agreedOn = CalendarDay.first
  /// May be negative.
  package var daysChange: Days?

  package static let relation = Relation<Variation>(
    "variations", "One row for each agreed change to a commission's days.", key: ["commission_id", "variation_no"],
    dated: "agreed_on", adds: "changes of the days agreed", blank: Variation(),
    evidence: ("Variations", "Changes of the days agreed, without their reasons."), held: .by(\.variations)
  ) {
    Field.owner("The commission that changed.")
    Field.number("variation_no", \.number, of: "change", "Variation number")
    Field("agreed_on", \.agreedOn, "The day the change was agreed. It counts from that day.", example: "2010-09-20")
      .printed("Agreed", "When the change was agreed.").needed()
    Field(
      "days_change", \.daysChange,
      "Days more (3) or fewer (-3), two decimals at most: the difference, not the new total.", example: "-2.5",
      required: true,
      hundredths: -999_999...999_999
    ).printed("Change of days", "How many days more were agreed; below zero for fewer.").needed()
    Field("reason", .text, "Why, in one sentence.", example: "Two workshops were joined into one.", required: true)
      .adds("why days changed")
  }
}

/// A part of a project with dates of its own.
package struct Strand: Hashable, Sendable {
  package var number: Int64?
  @CompactDay package var completedOn: CalendarDay? = nil
  @CompactDay package var onHoldSince: CalendarDay? = nil
  @CompactDay package var stoppedOn: CalendarDay? = nil
  @CompactDay package var startsOn: CalendarDay? = nil
  @CompactDay package var dueOn: CalendarDay? = nil

  package static let relation = Relation<Strand>(
    "strands", "One row for each separate piece of work within a commission. A project of one piece needs none.",
    key: ["commission_id", "strand_no"], order: .init(earlier: "starts_on", later: "due_on"),
    adds: "the parts of projects, and what is on hold", blank: Strand(),
    evidence: ("Strands", "Parts of projects with dates of their own, without their words."), held: .by(\.strands)
  ) {
    Field.owner("The commission the strand is part of.")
    Field.number("strand_no", \.number, of: "strand", "Strand number")
    Field("title", .text, "What the strand is about, in one line.", example: "Review of thresholds", required: true)
      .needed()
    Field(
      "completed_on", \.completedOn, "The day the strand was finished. Leave empty until then.", example: "2010-08-27"
    ).printed("Completed", "When the strand ended.").adds("strands completed")
    Field(
      "on_hold_since", \.onHoldSince, "The day the strand was put on hold. Empty it when work goes on.",
      example: "2010-08-16"
    ).printed("On hold since", "When the strand was put on hold.").adds("strands on hold")
    Field("stopped_on", \.stoppedOn, "The day the strand was given up. Leave empty otherwise.", example: "2010-08-20")
      .printed("Stopped", "When the strand was stopped.").adds("strands that were stopped")
    Field(
      "starts_on", \.startsOn,
      "Planned first day, if the strand has dates of its own: where every strand has both dates, days are expected on them alone. Leave empty if not recorded.",
      example: "2010-08-02"
    ).planned().printed("Starts", "When the strand starts.").adds("days expected by the dates of strands")
    Field(
      "due_on", \.dueOn, "Planned last day, not before starts_on. Leave empty if not recorded.", example: "2010-08-27"
    ).planned().printed("Due", "The strand's planned last day.").adds("days expected by the dates of strands")
    Field(
      "note", .text, "Anything the board should know of the strand. Leave empty if nothing.",
      example: "Waits for the new head of service."
    ).adds("what the board should know of a strand")
  }
}

/// What the client said at the end.
package struct Review: Hashable, Sendable {
  package var number: Int64 = 1
  @CompactDay package var askedOn: CalendarDay? = nil
  @CompactDay package var receivedOn: CalendarDay? = nil
  package var rating: Term<Rating>?
  package var hasComment = false
  package var mayPublish = false
  package var mayContact = false
  @CompactDay package var consentEndedOn: CalendarDay? = nil

  package static let relation = Relation<Review>(
    "reviews", "One row for each review of a commission by its client, written when it is asked for.",
    key: ["commission_id", "review_no"], hasOneRowPerKey: true, adds: "ratings, feedback and the response rate",
    blank: Review(),
    evidence: ("Reviews", "Clients' reviews, without their comments."), held: .by(\.reviews)
  ) {
    Field.owner("The commission reviewed.")
    Field(
      "asked_on", \.askedOn, "The day the borough was asked. Leave empty if it was not asked.", example: "2010-11-01"
    ).printed("Asked", "When the review was asked for.").adds("reviews asked for, and the response rate")
    Field("received_on", \.receivedOn, "The day the answer came. Leave empty until then.", example: "2010-11-19")
      .printed("Received", "When it was received.").adds(
        "every figure of reviews: one counts from the day it was received")
    Field(
      "rating", \.rating,
      "One of: very useful, useful, partly useful, not useful. Leave empty if no rating was given; a comment alone counts as feedback.",
      example: "very useful"
    ).printed("Rating", "How useful the client found the work").adds("ratings")
    Field(
      "comment", .text, "The client's own words. Leave empty if there was no comment.",
      example: "Clear advice that we could use at once."
    ).adds("clients' own words")
    Field.computed("has_comment", \.hasComment, filled: "comment").printed(
      "Has a comment", "Whether there is a comment.")
    Field(
      "reviewer_role", .text, "The post of the person who answered, never the name. Leave empty if not recorded.",
      example: "head of service"
    ).adds("who answered")
    Field(
      "may_publish", \.mayPublish, "true only if the client agreed that the comment may be printed; otherwise false.",
      example: "false"
    ).printed("May be published", "Whether the client agreed to have the comment published.").unmeasured().adds(
      "comments in case studies: none is printed without consent")
    Field(
      "review_no", \.number,
      "1 for the commission's first review, then 2, and so on. Leave empty for 1: most commissions have one review.",
      example: "1", isCode: true, ifEmpty: 1
    ).printed("Review number", "Counts within the commission.").adds("several reviews of one commission")
    Field(
      "may_contact", \.mayContact,
      "true only if the person who answered is ready to speak to other boroughs; otherwise false, or empty.",
      example: "true", ifEmpty: false
    ).printed("May be contacted", "Whether the person who answered is ready to speak to other boroughs.").unmeasured()
      .adds(
        "who is ready to speak to other boroughs")
    Field(
      "consent_ended_on", \.consentEndedOn,
      "The day the client's consent to print the comment ended. Leave empty while it holds.", example: "2011-06-30"
    ).printed("Consent ended", "When the consent to print the comment ended.").unmeasured().adds(
      "comments whose consent has ended")
  }
}

/// Practice of a project shared with a borough, or with a wider audience.
package struct SharedPractice: Hashable, Sendable {
  package var number: Int64?
  package var sharedOn = CalendarDay.first
  /// Whom it reached; nil for a wider audience.
  package var boroughCode: Text?
  package var channel: Text?
  /// Whose practice it was; nil for the commission's own borough.
  package var fromBoroughCode: Text?

  package static let relation = Relation<SharedPractice>(
    "shared_practice", "One row each time practice was passed on from one borough to another, or to a wider audience.",
    key: ["commission_id", "share_no"], dated: "shared_on", adds: "practice shared, and the boroughs that it reached",
    blank: SharedPractice(),
    evidence: (
      "Shared practice", "Practice of projects shared with a borough or a wider audience, without its summary."
    ), held: .by(\.shares)
  ) {
    Field.owner("The commission it was shared in.")
    Field.number("share_no", \.number, of: "share", "Share number")
    Field("shared_on", \.sharedOn, "The day it was passed on.", example: "2010-11-24").printed(
      "Shared", "When it was shared."
    ).needed()
    Field(
      "borough_code", \.boroughCode,
      "The ONS code of the borough it reached: a row for each. Leave empty for a wider audience.", example: "E09000014",
      label: .boroughCode
    ).referring(to: "boroughs").printed(
      "Borough code", "The ONS code of the borough it reached.", blank: "It was shared with a wider audience."
    ).adds("boroughs that practice was shared with")
    Field(
      "channel", \.channel, "How it was passed on, in words of your own such as workshop or website.",
      example: "workshop", required: true, label: .channel
    ).printed("Channel", "How it was shared.").adds("how practice was shared")
    Field(
      "summary", .text, "What was passed on, in one line.", example: "A checklist for reading plans together.",
      required: true
    ).adds("what was shared")
    Field(
      "from_borough_code", \.fromBoroughCode,
      "The ONS code of the borough whose practice it was, if that is not the commission's own: the commission learnt from it. Leave empty otherwise.",
      example: "E09000032", label: .boroughCode
    ).referring(to: "boroughs", "borough_code").printed(
      "From borough code", "The ONS code of the borough whose practice it was.",
      blank: "It was practice of the commission's own borough."
    ).adds("the boroughs that others learnt from")
  }
}

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

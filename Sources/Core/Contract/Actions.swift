/// The decision that an action comes from.
package enum ActionSource: String, CaseIterable, Hashable, Sendable {
  case nextStep = "next step"
  case recovery
  case boardDecision = "board decision"
}

/// What somebody agreed to do: for a project, or for the whole programme.
package struct Action: Hashable, Sendable {
  package var number: Int64?
  /// nil for an action of the whole programme.
  package var commissionID: Int64?
  package var agreedOn = CalendarDay.first
  package var what: Text?
  /// A post, never a name.
  package var ownerRole: Text?
  package var dueOn: CalendarDay?
  package var doneOn: CalendarDay?
  package var droppedOn: CalendarDay?
  package var source: Term<ActionSource>?

  package init() {}

  package static let relation = Relation<Action>(
    "actions", "One row for each action agreed, for a commission or for the whole programme.", key: ["action_no"],
    hasOneRowPerKey: true, dated: "agreed_on", adds: "who does what by when", blank: Action(),
    evidence: ("Actions", "Actions agreed before the period's end, without their words."), isNew: true
  ) {
    Field(
      "action_no", \.number, "A whole number that stays the action's own.", example: "1", required: true, isCode: true
    ).printed("Action number", "The action's number.").filled(with: .count).adds("a key for each action")
    Field(
      "commission_id", \.commissionID, "The commission it is about. Leave empty for one of the whole programme.",
      example: "7"
    ).referring(to: "commissions").printed(as: .commissionID).adds("which project an action is of")
    Field("agreed_on", \.agreedOn, "The day it was agreed.", example: "2010-11-02").printed(
      "Agreed", "When the action was agreed."
    ).needed()
    Field(
      "what", \.what, "What is to be done, in one sentence. Name nobody.",
      example: "Repeat the audit of plans in the spring.", required: true
    ).unmeasured().needed()
    Field(
      "owner_role", \.ownerRole, "The post of the person who does it, never the name. Leave empty if not recorded.",
      example: "head of service"
    ).unmeasured().adds("who owns an action")
    Field("due_on", \.dueOn, "The day it is to be done by. Leave empty if no date was agreed.", example: "2011-03-31")
      .planned().printed("Due", "The day it is to be done by.").adds("what is overdue")
    Field("done_on", \.doneOn, "The day it was done. Leave empty until then.", example: "2011-03-24").printed(
      "Done", "When it was done."
    ).adds("what was done")
    Field(
      "dropped_on", \.droppedOn, "The day it was decided that it will not be done. Leave empty otherwise.",
      example: "2011-01-20"
    ).printed("Dropped", "When it was dropped.").adds("what was dropped")
    Field(
      "source", \.source, "One of: next step, recovery, board decision. Leave empty if not recorded.",
      example: "next step"
    ).printed("Source", "What the action comes from").unmeasured().adds("what an action comes from")
  }

  /// Whether the action was agreed, and neither done nor dropped, counting what is dated before `end`.
  package func isOpen(at end: CalendarDay) -> Bool {
    agreedOn < end && !doneOn.isBefore(end) && !droppedOn.isBefore(end)
  }
}

import Core
import Support

/// A programme nobody planned: every state, every gap in what is recorded, dates that crowd around the boundaries.
struct RandomProgramme {
  private(set) var numbers: SplitMix64
  /// The financial year most of it happens in begins in this one.
  let year: Int
  var boroughs = Relation("boroughs", "borough_code name")
  var advisers = Relation("advisers", "adviser_id name appointed_on left_on days_per_week")
  var commissions = Relation(
    "commissions",
    "commission_id reference borough_code title theme arrangement requested_on agreed_on starts_on due_on completed_on withdrawn_on on_hold_since days_agreed days_per_week request case_study_on"
  )
  var variations = Relation("variations", "commission_id variation_no agreed_on days_change reason")
  var strands = Relation("strands", "commission_id strand_no title completed_on on_hold_since starts_on due_on")
  var days = Relation("days", "commission_id worked_on adviser_id activity days recorded_at")
  var outcomes = Relation(
    "outcomes", "commission_id outcome_no observed_on kind stage summary recorded_at expected_by follows confirmed_by")
  var reviews = Relation("reviews", "commission_id review_no asked_on received_on rating comment may_publish")
  var shares = Relation(
    "shared_practice", "commission_id share_no shared_on borough_code channel summary from_borough_code")
  var outputs = Relation("outputs", "commission_id output_no produced_on kind quantity")
  var actions = Relation("actions", "action_no commission_id agreed_on what due_on done_on dropped_on")
  var holidays = Relation("bank_holidays", "holiday_on name")

  init(seed: Int) {
    numbers = SplitMix64(seed: seed)
    year = numbers.one(of: [2011, 2011, 2015, 2010, 2099])
    addPeople()
    for number in 0..<numbers.below(41) { addCommission(number * 3 + 1) }
    addActions()
  }

  /// Each after those its keys point to.
  var relations: [Relation] {
    [boroughs, advisers, commissions, variations, strands, days, outcomes, reviews, shares, outputs, actions, holidays]
  }

  mutating func draw<Value>(_ make: (inout SplitMix64) -> Value) -> Value { make(&numbers) }
}

extension SplitMix64 {
  /// A day from a year before `year` begins to a year after it ends; often one beside the end of a quarter or February.
  mutating func day(around year: Int) -> CalendarDay {
    guard chance(45) else { return CalendarDay.april(year).advanced(by: between(-366, 731)) }
    let month = CalendarDay.april(year).advanced(byMonths: 3 * between(-4, 8))
    let end = chance(25) ? CalendarDay.april(year).advanced(byMonths: 11) : month
    return end.advanced(by: between(-2, 1))
  }

  /// Sometimes null.
  mutating func literal(_ day: CalendarDay, percent: Int = 100) -> String {
    chance(percent) ? quoted("\(day)") : "null"
  }
}

extension CalendarDay {
  static func april(_ year: Int) -> CalendarDay { CalendarDay(year: year, month: 4, day: 1) ?? .first }
}

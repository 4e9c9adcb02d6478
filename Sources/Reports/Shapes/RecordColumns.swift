import Facts

/// Columns that several files share.
extension Column {
  static let commissionID = Column(
    "commission_id", "Commission", .integer, required: true, "The commission's number.")
  static let reference = Column(
    "reference", "Reference", blank: Blank.notRecorded,
    "The project's name for people; two commissions may share one by mistake.")
  static let boroughCode = Column(
    "borough_code", "Borough code", blank: Blank.notRecorded, "The borough's ONS code.")
  static let borough = Column(
    "borough", "Borough", blank: "The code is not recorded, or no listed borough has it.",
    "The borough's name.")
  static let theme = Column("theme", "Theme", blank: Blank.notRecorded, "What the work is about.")
  static let arrangement = Column(
    "arrangement", "Arrangement", blank: Blank.notRecorded,
    "How the work came about: " + asRecorded(Arrangement.words))
  static let adviserID = Column(
    "adviser_id", "Adviser number", .integer, required: true, "The adviser's number.")
  static let adviser = Column(
    "adviser", "Adviser", blank: "No listed adviser has the number, or no name is recorded.",
    "The adviser's name.")
  static let activity = Column(
    "activity", "Activity", blank: Blank.notRecorded, "What was done.")
  static let recordedAt = Column(
    "recorded_at", "Recorded", .dateTime, required: true, "When the row was entered, in UTC.")
  static let outcomeNumber = Column(
    "outcome_no", "Outcome number", .integer, required: true, "Counts a project's outcomes.")
  static let kind = Column("kind", "Kind", blank: Blank.notRecorded, "What kind of outcome it is.")
  static let caseStudyOn = Column(
    "case_study_on", "Case study shared", .date, blank: Blank.notRecorded,
    "When the case study was shared online.")

  /// For a column of a closed vocabulary that prints other words as they stand.
  static func asRecorded(_ words: [String]) -> String {
    words.joined(separator: ", ")
      + "; another word stands as it was recorded, and counts as not recorded."
  }
}

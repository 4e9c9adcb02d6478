/// Reasons for an empty cell that many columns share.
enum Blank {
  static let notRecorded = "It is not recorded."
  static let seeUnknown = "It is not applicable, or unknown and then named in the column unknown."
  static let noEntries = "There is nothing to sum."
}

extension ColumnShape {
  /// A metric's column: the metric says all of it.
  static func metric(_ metric: any AnyMetric) -> ColumnShape {
    let definition = metric.definition
    return ColumnShape(
      metric.id, metric.title, Kind(metric.unit), unit: metric.unit.counted,
      required: definition.isRequired && definition.blank == nil, codes: definition.words,
      blank: definition.blank ?? Blank.seeUnknown, definition.meaning)
  }
}

extension Column {
  /// A metric's column.
  init(_ metric: any AnyMetric, _ measure: @escaping @Sendable (Row) -> Measure) {
    shape = .metric(metric)
    cell = { measure($0).cell }
  }
}

extension ColumnShape.Kind {
  fileprivate init(_ unit: MetricUnit) {
    switch unit {
    case .days: self = .decimal(2)
    case .ratio: self = .decimal(4)
    case .date: self = .date
    case .word: self = .text
    default: self = .integer
    }
  }
}

extension CaseIterable where Self: RawRepresentable, RawValue == String {
  /// The words of a closed vocabulary, in its own order.
  static var words: [String] { allCases.map(\.rawValue) }
}

/// Columns that several files share.
extension ColumnShape {
  static let commissionID = ColumnShape(
    "commission_id", "Commission", .integer, required: true, "The commission's number.")
  static let reference = ColumnShape(
    "reference", "Reference", blank: Blank.notRecorded,
    "The project's name for people; two commissions may share one by mistake.")
  static let boroughCode = ColumnShape(
    "borough_code", "Borough code", blank: Blank.notRecorded, "The borough's ONS code.")
  static let borough = ColumnShape(
    "borough", "Borough", blank: "The code is not recorded, or no listed borough has it.", "The borough's name.")
  static let theme = ColumnShape("theme", "Theme", blank: Blank.notRecorded, "What the work is about.")
  static let arrangement = ColumnShape(
    "arrangement", "Arrangement", blank: Blank.notRecorded, "How the work came about: " + asRecorded(Arrangement.words))
  static let adviserID = ColumnShape("adviser_id", "Adviser number", .integer, required: true, "The adviser's number.")
  static let adviser = ColumnShape(
    "adviser", "Adviser", blank: "No listed adviser has the number, or no name is recorded.", "The adviser's name.")
  static let recordedAt = ColumnShape(
    "recorded_at", "Recorded", .dateTime, required: true, "When the row was entered, in UTC.")
  static let kind = ColumnShape("kind", "Kind", blank: Blank.notRecorded, "What kind of outcome it is.")
  static let caseStudyOn = ColumnShape(
    "case_study_on", "Case study shared", .date, blank: Blank.notRecorded, "When the case study was shared online.")

  /// For a column of a closed vocabulary that prints other words as they were recorded.
  static func asRecorded(_ words: [String]) -> String {
    words.joined(separator: ", ") + "; another word is printed as it was recorded, and counts as not recorded."
  }
}

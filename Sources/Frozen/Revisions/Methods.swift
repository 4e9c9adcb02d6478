import Facts
import Metrics

/// Which metrics two issues count in different ways.
struct Methods {
  private let old: Manifest
  private let new: Manifest

  init(_ old: Manifest, _ new: Manifest) {
    self.old = old
    self.new = new
  }

  /// Whether the metric's definition, that of a metric it is made of, or a setting of the job it reads is another one.
  func changed(_ metric: String) -> Bool {
    let names = [metric] + (Self.basis[metric] ?? [])
    return names.contains { old.definitionVersions[$0] != new.definitionVersions[$0] }
      || (Self.settings[metric] ?? []).contains { $0(old.thresholds) != $0(new.thresholds) }
  }

  private static let basis: [String: [String]] = [
    "progress": ["state", "days_agreed", "days_to_date", "days_profiled"],
    "days_ahead": ["days_to_date", "days_profiled"], "days_profiled": ["days_agreed"],
    "days_remaining": ["days_agreed", "days_to_date"], "days_over_allowance": ["days_to_date"],
    "days_overdue": ["state"], "wait_days": ["first_day_on"],
    "days_agreed_active": ["projects_in_scope", "state", "days_agreed"],
    "days_agreed_active_unknown": ["projects_in_scope", "state", "days_agreed"],
    "days_agreed_in_scope": ["projects_in_scope", "days_agreed"],
    "days_agreed_in_scope_open_ended": ["projects_in_scope"],
    "days_agreed_in_scope_unknown": ["projects_in_scope"], "boroughs_share": ["boroughs_with_days"],
    "utilisation": ["capacity_days"], "projects_rated": ["projects_in_scope", "feedback"],
    "projects_with_feedback": ["projects_in_scope", "feedback"], "case_studies_due": ["state"],
    "projects": ["projects_in_scope"],
  ]

  private static let settings: [String: [@Sendable (Thresholds) -> Int64?]] = [
    "progress": [{ Int64($0.behindBelow) }, { Int64($0.slippingBelow) }],
    "days_over_allowance": [{ $0.freeDays?.hundredths }],
    "case_studies_due": [{ Int64($0.caseStudyDueDays) }],
  ]
}

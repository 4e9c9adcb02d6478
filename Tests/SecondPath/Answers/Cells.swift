import Core

/// The cells of a row of projects.csv, advisers.csv and boroughs.csv that are figures, as the files print them: every metric of
/// the grain, so that a metric without a second path is a difference.

extension MeasuredProject {
  var cells: [(String, String?)] {
    Catalogue.of(.project).map { ($0.id, $0.measure(self).number) } + [
      ("adviser_ids", adviserIDs.map { "\($0)" }.joined(separator: " ")),
      ("case_study_on", commission.caseStudyOn.map { "\($0)" }), ("stalled", "\(isStalled)"),
      ("waiting", "\(isWaiting)"), ("case_study_due", "\(isCaseStudyDue)"),
      ("heading_past_its_date", "\(isHeadingPastItsDate)"), ("runs_out_early", "\(runsOutEarly)"),
    ]
  }
}

extension MeasuredGroup {
  fileprivate func cells(_ grain: Grain) -> [(String, String?)] {
    Catalogue.of(grain).map { ($0.id, measure($0).number) }
  }
}

extension MeasuredGroup<Adviser> { var cells: [(String, String?)] { cells(.adviser) } }

extension MeasuredGroup<Borough?> { var cells: [(String, String?)] { cells(.borough) } }

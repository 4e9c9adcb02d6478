package import Facts

/// Everything measured for one report.
package struct Measures: Sendable {
  package let horizon: Horizon
  package let thresholds: Thresholds
  /// In scope of the period, in the order of the programme's projects.
  package let projects: [ProjectMeasures]
  package let boroughs: [BoroughMeasures]
  package let advisers: [AdviserMeasures]
  package let themes: [GroupMeasures]
  package let arrangements: [GroupMeasures]
  /// Every figure of every grain but project.
  package let figures: [Figure]

  package init(_ programme: Programme, _ horizon: Horizon, _ thresholds: Thresholds) {
    let frame = Frame(horizon)
    let listed = programme.listedBoroughs
    var projects: [ProjectMeasures] = []
    for index in programme.projects.indices where programme.projects[index].isInScope(of: frame) {
      projects.append(
        ProjectMeasures(programme.projects[index], in: frame, thresholds, boroughs: listed))
    }
    self.horizon = horizon
    self.thresholds = thresholds
    self.projects = projects
    boroughs = programme.boroughMeasures(projects)
    advisers = programme.adviserMeasures(in: frame)
    themes = projects.grouped(by: \.theme)
    arrangements = projects.grouped { $0.arrangement?.value.map { Text($0.rawValue) } }
    figures =
      programme.programmeFigures(horizon, thresholds) + programme.kindFigures(horizon)
      + advisers.flatMap { $0.figures(horizon.period) }
      + boroughs.flatMap { $0.figures(horizon.period) }
      + themes.flatMap { $0.figures(.theme, horizon.period) }
      + arrangements.flatMap { $0.figures(.arrangement, horizon.period) }
      + programme.activityFigures(horizon.period)
  }
}

extension Programme {
  /// Of the period, of what it is compared with, and of the year to date.
  func programmeFigures(_ horizon: Horizon, _ thresholds: Thresholds) -> [Figure] {
    horizon.frames.flatMap { frame in
      let figures = ProgrammeFigures(self, frame, thresholds).figures
      return isApplicable(frame) ? figures : figures.map(\.withoutAnswer)
    } + Events.yearToDate(self, horizon)
  }

  /// A comparison that ends before anybody was appointed has nothing to say.
  package func isApplicable(_ frame: Frame) -> Bool {
    guard frame.window != .period else { return true }
    return firstAppointment.map { $0 < frame.span.until } ?? false
  }
}

extension Figure {
  /// The same figure where the question does not arise.
  fileprivate var withoutAnswer: Figure {
    Figure(metric, grain, key: key, span: span, .notApplicable)
  }
}

package import Facts

/// Everything measured for one report.
package struct Measures: Sendable {
  package let horizon: Horizon
  package let thresholds: Thresholds
  package let projects: MeasuredProjects
  /// How many of them have days in the period.
  package let worked: Int
  package let boroughs: [BoroughMeasures]
  package let advisers: [AdviserMeasures]
  package let themes: [GroupMeasures]
  package let arrangements: [GroupMeasures]
  package let progress: [GroupMeasures]
  /// Every figure of every grain but project.
  package let figures: [Figure]

  package init(_ programme: Programme, _ horizon: Horizon, _ thresholds: Thresholds) {
    let frame = Frame(horizon)
    let projects = MeasuredProjects(programme, in: frame, thresholds)
    var boroughs = BoroughGroups(programme)
    var (themes, arrangements, progress) = (Groups(), Groups(), Groups())
    var worked = 0
    for project in projects {
      let arrangement = project.commission.arrangement?.value
      boroughs.add(project)
      themes.add(project, to: project.commission.theme)
      arrangements.add(project, to: arrangement.map { Text($0.rawValue) })
      progress.add(project, to: Text(project.progress.rawValue))
      if !project.adviserIDs.isEmpty { worked += 1 }
    }
    self.horizon = horizon
    self.thresholds = thresholds
    self.projects = projects
    self.worked = worked
    self.boroughs = boroughs.ordered
    advisers = programme.adviserMeasures(in: frame)
    self.themes = themes.ordered
    self.arrangements = arrangements.ordered
    self.progress = progress.ordered
    figures =
      programme.programmeFigures(horizon, thresholds) + programme.kindFigures(horizon)
      + advisers.flatMap { $0.figures(horizon.period) }
      + self.boroughs.flatMap { $0.figures(horizon.period) }
      + self.themes.flatMap { $0.figures(.theme, horizon.period) }
      + self.arrangements.flatMap { $0.figures(.arrangement, horizon.period) }
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

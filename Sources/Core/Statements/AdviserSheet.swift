extension ReportFacts {
  /// Returns an adviser's own page: the projects, the days of each week, and the case studies and reviews that are owed.
  ///
  /// - Parameter entries: the adviser's day entries of the period.
  package func sheet(of adviser: Adviser, _ entries: [DayEntry]) -> Paper {
    let windows: Set<ComparisonSpan> = [.period, .previous, .yearToDate]
    var own: [MeasuredProject] = []
    programme.measureAll(measures.conditions) { measured in
      let isOwn = measured.project.adviserDays.contains { $0.adviserID == adviser.id && windows.contains($0.window) }
      if isOwn { own.append(measured) }
    }
    let weeks = weeks(of: adviser, entries)
    return Paper(
      title: "\(settings.title): \(self.adviser(adviser.id)), \(period)", lines: titleLines,
      sections: [
        Section("In short", [.list(inShort(adviser, entries, weeks))]), Section("Projects", projects(own, adviser)),
        Section("Days by week", byWeek(weeks)), Section("Case studies and reviews owed", owed(own)),
      ])
  }

  private func inShort(_ adviser: Adviser, _ entries: [DayEntry], _ weeks: [AdviserWeek]) -> [Prose] {
    let days = entries.reduce(Days.zero) { $0 + $1.days }
    let reported = measures.conditions.measuring.reported
    let capacity = Capacity(adviser, in: reported, bankHolidays: programme.bankHolidays)
    let inPost = weeks.filter { $0.workingDays > 0 }
    let empty = inPost.filter(\.entries.isEmpty).map { Prose($0.span.from) }
    let gaps: Prose =
      if inPost.isEmpty {
        "The adviser was not in post on any working day of the period."
      } else if empty.isEmpty {
        "Every week in post has an entry."
      } else {
        "\(.count(empty.count, "week", "weeks")) without an entry, beginning on \(empty.sentence())."
      }
    return [
      """
      Recorded: \(.days(days)) in the period, on \(.count(Set(entries.map(\.commissionID)).count, "project", "projects")), \
      of a capacity of \(capacity.days).
      """, gaps,
    ]
  }

  /// The first day that own projects are looked for in: a project that ended in the period before may still owe something.
  private var firstOwnDay: CalendarDay {
    let spans = [context.yearToDate, period.span] + [context.previous?.span].compactMap(\.self)
    return spans.map(\.from).min() ?? period.span.from
  }

  private func projects(_ own: [MeasuredProject], _ adviser: Adviser) -> [Block] {
    guard !own.isEmpty else { return [.paragraph("No project has a day of this adviser since \(firstOwnDay).")] }
    return [
      .paragraph("Projects with days of this adviser since \(firstOwnDay)."),
      .table(
        own, from: "projects.csv",
        [
          .init("Project") { reference($0.commission) }, .init("Borough") { borough($0.commission.boroughCode) },
          .init("State") { .words($0.state.rawValue) }, .init("Progress") { .words($0.progress.rawValue) },
          .init("Due") { .recorded($0.commission.dueOn) },
          .days("Own days in period") {
            $0.project.adviserDays.first { $0.window == .period && $0.adviserID == adviser.id }?.tally.days ?? .zero
          }, .days("Days to date") { $0.daysToDate }, .days("Days agreed") { $0.daysAgreed },
        ]),
    ]
  }

  private func weeks(of adviser: Adviser, _ entries: [DayEntry]) -> [AdviserWeek] {
    let reported = measures.conditions.measuring.reported
    let inPost = adviser.inPost(during: reported)
    var monday = reported.from.advanced(by: 1 - reported.from.weekday)
    var weeks: [AdviserWeek] = []
    while monday < reported.until {
      let week = Span(from: monday, until: monday.advanced(by: 7)).overlap(reported)
      weeks.append(
        AdviserWeek(
          span: week, workingDays: week.overlap(inPost).workingDays(without: programme.bankHolidays),
          entries: entries.filter { week.contains($0.workedOn) }))
      monday = monday.advanced(by: 7)
    }
    return weeks
  }

  private func byWeek(_ weeks: [AdviserWeek]) -> [Block] {
    let commissions = programme.commissions
    return [
      .totalledTable(
        weeks, from: "days.csv",
        [
          .init("Week from") { Prose($0.span.from) }, .count("Working days in post") { $0.workingDays },
          .days("Days recorded") { $0.entries.reduce(.zero) { $0 + $1.days } },
          .init("Projects") { week in
            let ids = Set(week.entries.map(\.commissionID)).sorted()
            let none: Prose = week.workingDays > 0 ? "no entry" : ""
            return ids.isEmpty
              ? none : ids.map { id in commissions[id].map(reference) ?? .words("Commission \(id)") }.joined(", ")
          },
        ])
    ]
  }

  private func owed(_ own: [MeasuredProject]) -> [Block] {
    let completed = own.filter { $0.state == .completed }
    let items = completed.flatMap { project -> [Prose] in
      let since: Prose = """
        \(self.project(project.commission)), completed on \(.recorded(project.commission.completedOn))
        """
      var owed: [Prose] = []
      if !project.commission.caseStudyOn.isBefore(context.reportingEnd) {
        owed.append("\(since): the case study is not shared.")
      }
      switch project.feedback {
      case .none: owed.append("\(since): the review has not been requested.")
      case .asked: owed.append("\(since): the review was requested, and has not arrived.")
      case .rated, .commentOnly, .received: break
      }
      return owed
    }
    let sources: Prose = "projects with days of this adviser since \(firstOwnDay)"
    let earlier: Prose = "What is owed for earlier projects is left out."
    guard !items.isEmpty else { return [.paragraph("None of the \(sources) owes a case study or review. \(earlier)")] }
    return [.paragraph("Owed for \(sources). \(earlier)"), .list(items)]
  }
}

/// A week of an adviser, Monday to Sunday, as far as it lies in the period.
private struct AdviserWeek {
  let span: Span
  /// In post.
  let workingDays: Int
  let entries: [DayEntry]
}

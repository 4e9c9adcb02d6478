extension ReportFacts {
  /// Returns a borough's own page: its projects, its days, its outcomes and next steps, what of its projects needs
  /// attention, and the practice it learnt and taught. It names no other borough's projects but those it learnt from.
  package func statement(of borough: Borough) -> Paper {
    var own: [MeasuredProject] = []
    programme.measureAll(measures.conditions) {
      if $0.commission.boroughCode == borough.code { own.append($0) }
    }
    return Paper(
      title: "\(settings.title): \(.recorded(borough.name)), \(period)", lines: titleLines,
      sections: [
        Section("In short", [.list(inShort(own))]), Section("Days used", daysUsed(own)),
        Section("Projects", own.filter(\.isInScope).flatMap(block).orElse("No project was in scope of the period.")),
        Section("Outcomes to date", outcomesToDate(own)), Section("What needs attention", attention(own)),
        Section("Practice learnt and taught", practice(borough)),
      ])
  }

  private func inShort(_ own: [MeasuredProject]) -> [Prose] {
    let live = own.count(where: \.isInScope)
    let (inPeriod, toDate) = (own.sum(\.daysInPeriod), own.sum(\.daysToDate))
    let over = own.sum(overFreeDays)
    let free: Prose? = settings.thresholds.freeDays.map {
      """
      The first \(.days($0)) of each commissioned or urgent project \(.isOrAre($0)) free; \
      \(over == .zero ? "no day is" : "\(.days(over)) \(.isOrAre(over))") over them.
      """
    }
    return [
      "Projects: \(live) in scope of the period, of \(own.count) to date.",
      "Delivered: \(.days(inPeriod)) in the period, and \(.days(toDate)) to date.",
      "Achieved: \(.count(own.reduce(0) { $0 + $1.outcomesInPeriod }, "outcome", "outcomes")) in the period.",
    ] + [free].compactMap(\.self)
  }

  private func daysUsed(_ own: [MeasuredProject]) -> [Block] {
    guard !own.isEmpty else { return [.paragraph("No project is recorded.")] }
    var columns: [PaperColumn<MeasuredProject>] = [
      .init("Project") { reference($0.commission) }, .init("State") { .words($0.state.rawValue) },
      .number("Agreed") { .known($0.daysAgreed) }, .days("In period") { $0.daysInPeriod },
      .days("To date") { $0.daysToDate },
      // Of a project that is over no day is left to use.
      .number("Left") {
        $0.state == .completed || $0.state == .withdrawn ? "–" : $0.measure(metrics.project.daysRemaining)
      },
    ]
    if settings.thresholds.freeDays != nil {
      columns.append(
        .number("Over the free days") { project in
          guard let arrangement = project.commission.arrangement?.value else { return "unknown" }
          return arrangement.hasFreeDays ? Prose(overFreeDays(project)) : "not applicable"
        })
    }
    return [table(own, columns)]
  }

  /// Returns the days to date above the job's free days. The metric counts the projects in scope of the period; a borough also owes
  /// the days of a project that ended before.
  private func overFreeDays(_ project: MeasuredProject) -> Days {
    guard let free = settings.thresholds.freeDays, project.commission.arrangement?.value?.hasFreeDays == true else {
      return .zero
    }
    return max(.zero, project.daysToDate - free)
  }

  private func outcomesToDate(_ own: [MeasuredProject]) -> [Block] {
    guard !own.isEmpty else { return [.paragraph("None.")] }
    let columns: [PaperColumn<MeasuredProject>] = [
      .init("Project") { reference($0.commission) }, .count("Expected") { $0.outcomesExpected },
      .count("Enabling") { $0.outcomesEnabling }, .count("Achieved") { $0.outcomesAchieved },
      .count("Not achieved") { $0.outcomesNotAchieved },
    ]
    return [table(own, columns)]
  }

  /// Returns a row a project, and a total of several.
  private func table(_ own: [MeasuredProject], _ columns: [PaperColumn<MeasuredProject>]) -> Block {
    own.count == 1
      ? .table(own, from: "projects.csv", columns) : .totalledTable(own, from: "projects.csv", columns)
  }

  private func attention(_ own: [MeasuredProject]) -> [Block] {
    let kinds = ExceptionKind.all(context.reportingEnd)
    let items = own.flatMap { project in
      kinds.filter { $0.holds(project) }.map { kind -> Prose in
        let state: Prose = kind.detailNamesState ? "" : "\(kind.state), "
        return "\(reference(project.commission)): \(state)\(kind.detail(project))."
      }
    }
    return items.isEmpty ? [.paragraph("None.")] : [.list(items)]
  }

  private func practice(_ borough: Borough) -> [Block] {
    var (learnt, taught): ([Prose], [Prose]) = ([], [])
    programme.projects.forEach { project in
      let own = project.commission.boroughCode
      for share in project.shares {
        let how: Prose = "on \(share.sharedOn) (\(.recorded(share.channel)))"
        let (teacher, learner) = (share.teacher(own: own), share.learner(own: own))
        if learner == borough.code {
          learnt.append("\(self.borough(teacher)), \(how)")
        } else if teacher == borough.code, learner != nil || share.boroughCode == nil {
          taught.append(
            "\(learner.map { self.borough($0) } ?? "a wider audience"), from \(reference(project.commission)), \(how)")
        }
      }
    }
    func said(_ lead: Prose, _ items: [Prose]) -> [Block] {
      items.isEmpty ? [.paragraph("\(lead) no borough to date.")] : [.paragraph("\(lead):"), .list(items)]
    }
    return said("The borough learnt from", learnt) + said("It taught", taught)
  }
}

extension MeasuredProject {
  /// Returns a metric's value as people read it.
  func measure(_ metric: any AnyMetric) -> Prose { metric.measure(self).prose }
}

extension [MeasuredProject] {
  fileprivate func sum(_ days: (MeasuredProject) -> Days) -> Days { reduce(.zero) { $0 + days($1) } }
}

extension [Block] {
  /// Returns the blocks; a paragraph of these words where there is none.
  func orElse(_ words: Prose) -> [Block] { isEmpty ? [.paragraph(words)] : self }
}

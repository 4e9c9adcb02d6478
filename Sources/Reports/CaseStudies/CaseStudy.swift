package import Facts
package import Metrics

/// The end-of-project case study of one project, with its five headings.
package struct CaseStudy: Hashable, Sendable {
  package let commissionID: Int64
  /// `case-studies/project-7.md`: a file name never comes from text.
  package var path: String { "case-studies/project-\(commissionID).md" }
  package let paper: Paper
  /// Borough, reference and title.
  let name: Prose

  /// In the order of the programme's projects.
  static func all(_ facts: ReportFacts) -> [CaseStudy] {
    facts.programme.caseStudyProjects(facts.horizon).map { project in
      let name = facts.caseStudyName(project.commission)
      return CaseStudy(
        commissionID: project.commission.id,
        paper: Paper(
          title: "Case study: \(name)", lines: facts.caseStudyLines(project),
          sections: facts.caseStudySections(project)), name: name)
    }
  }

  /// `case-studies.md`: a contents list, then every study.
  static func collated(_ studies: [CaseStudy], _ facts: ReportFacts) -> Paper {
    let areSeparate = studies.count <= facts.settings.listLimit
    let contents = studies.map { study -> Prose in
      areSeparate ? "\(study.name) (\(.link("on its own", to: study.path)))" : study.name
    }
    let sections = studies.map { study in
      Section(
        study.name,
        study.paper.lines.map { .paragraph($0) }
          + study.paper.sections.flatMap { [.heading($0.title)] + $0.blocks })
    }
    return Paper(
      title: "Case studies: \(facts.period)",
      lines: [
        "\(words: facts.period.span.written)", .count(studies.count, "case study", "case studies"),
      ],
      sections: [Section("Contents", [.list(contents)])] + sections)
  }
}

extension Programme {
  /// Completed in the period, or host and active or on hold at its end, with something written about it.
  package func caseStudyProjects(_ horizon: Horizon) -> [Project] {
    projects.indices.filter { projects[$0].commission.hasCaseStudy(horizon) }.map { projects[$0] }
  }

  /// The commissions whose words an issue prints, by id: those with a case study, and the live ones in scope unless
  /// there are more in scope than the paper lists.
  package func projectsWithTexts(_ measures: Measures, listLimit: Int) -> [Int64] {
    let studies = caseStudyProjects(measures.horizon).map(\.commission.id)
    guard measures.projects.count <= listLimit else { return studies.sorted() }
    let live = measures.projects.map(\.commission)
      .filter { $0.isLive(in: measures.horizon.period.span) }.map(\.id)
    return Set(studies + live).sorted()
  }
}

extension Commission {
  fileprivate func hasCaseStudy(_ horizon: Horizon) -> Bool {
    guard hasNarrative else { return false }
    let state = state(at: horizon.asOf)
    let isCompleted = completedOn.map { $0 < horizon.asOf } ?? false
    return isCompleted && horizon.period.span.contains(completedOn)
      || arrangement?.value == .host && (state == .active || state == .onHold)
  }
}

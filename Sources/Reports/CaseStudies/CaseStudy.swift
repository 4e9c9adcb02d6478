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

  init(_ project: Project, _ texts: ProjectTexts, _ facts: StudyFacts) {
    commissionID = project.commission.id
    name = facts.caseStudyName(project.commission)
    paper = Paper(
      title: "Case study: \(name)", lines: facts.caseStudyLines(project),
      sections: facts.caseStudySections(project, texts))
  }

  /// In the order of the programme's projects; none where they are too many to be held.
  static func all(_ facts: ReportFacts) -> [CaseStudy] {
    let programme = facts.programme
    guard programme.passingStudies(facts.horizon, listLimit: facts.listLimit).isEmpty else {
      return []
    }
    let words = StudyFacts(facts)
    var studies: [CaseStudy] = []
    programme.projects.lend { project in
      guard project.commission.hasCaseStudy(facts.horizon) else { return }
      let texts = programme.texts[project.commission.id] ?? ProjectTexts()
      studies.append(CaseStudy(copy project, texts, words))
    }
    return studies
  }

  /// As a part of `case-studies.md`.
  var collated: Section {
    Section(
      name,
      paper.lines.map { .paragraph($0) }
        + paper.sections.flatMap { [.heading($0.title)] + $0.blocks })
  }

  /// `case-studies.md`: a contents list with links, then every study.
  static func collated(_ studies: [CaseStudy], _ facts: ReportFacts) -> Paper {
    var paper = StudyFacts(facts).collated(studies.count)
    let contents = studies.map { "\($0.name) (\(.link("on its own", to: $0.path)))" as Prose }
    paper.sections[0].blocks = [.list(contents)]
    paper.sections += studies.map(\.collated)
    return paper
  }
}

extension Programme {
  /// Commissions completed in the period, or host and active or on hold at its end, with something written about them; in
  /// the order of the projects.
  package func caseStudies(_ horizon: Horizon) -> [Int64] {
    var ids: [Int64] = []
    projects.lend { if $0.commission.hasCaseStudy(horizon) { ids.append($0.commission.id) } }
    return ids
  }

  /// Those that are too many to be held: they are written as they are read, and none to a file of its own.
  package func passingStudies(_ horizon: Horizon, listLimit: Int) -> [Int64] {
    let studies = caseStudies(horizon)
    return studies.count > listLimit ? studies : []
  }

  /// The commissions whose words are held, by id: those with a case study, and the live ones in scope; each unless there are
  /// more of them than the paper lists.
  package func projectsWithTexts(_ measures: Measures, listLimit: Int) -> [Int64] {
    var ids: Set<Int64> = []
    let studies = caseStudies(measures.horizon)
    if studies.count <= listLimit { ids.formUnion(studies) }
    if measures.projects.count <= listLimit {
      for project in measures.projects
      where project.commission.isLive(in: measures.horizon.period.span) {
        ids.insert(project.commission.id)
      }
    }
    return ids.sorted()
  }
}

extension Commission {
  package func hasCaseStudy(_ horizon: Horizon) -> Bool {
    guard hasNarrative else { return false }
    let state = state(at: horizon.asOf)
    let isCompleted = completedOn.map { $0 < horizon.asOf } ?? false
    return isCompleted && horizon.period.span.contains(completedOn)
      || arrangement?.value == .host && (state == .active || state == .onHold)
  }
}

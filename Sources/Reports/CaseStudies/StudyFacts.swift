package import Facts

/// What case studies are written from, beside their projects and texts.
package struct StudyFacts: NamesBoroughs, Sendable {
  let horizon: Horizon
  let boroughNames: [Text: Text]
  let listLimit: Int

  package init(_ programme: Programme, _ horizon: Horizon, listLimit: Int) {
    self.horizon = horizon
    self.listLimit = listLimit
    boroughNames = programme.boroughNames
  }

  init(_ facts: ReportFacts) {
    self.init(facts.programme, facts.horizon, listLimit: facts.listLimit)
  }

  var period: Period { horizon.period }
}

// `case-studies.md`: a contents list, then every study. With more studies than the paper lists, it is written as they are read.
extension StudyFacts {
  /// What the file begins with: beneath it come the contents, item by item.
  package func collated(_ count: Int) -> Paper {
    Paper(
      title: "Case studies: \(period)",
      lines: ["\(words: period.span.written)", .count(count, "case study", "case studies")],
      sections: [Section("Contents", [])])
  }

  package func collatedItem(_ commission: Commission) -> Prose { caseStudyName(commission) }

  package func collatedSection(_ project: Project, _ texts: ProjectTexts) -> Section {
    CaseStudy(project, texts, self).collated
  }
}

/// The end-of-project case study of one project, with its five headings.
package struct CaseStudy: Hashable, Sendable {
  package let commissionID: Int64
  package var path: String { Self.path(commissionID) }
  package let paper: Paper
  /// Borough, reference and title.
  let name: Prose

  init(_ project: Project, _ texts: ProjectTexts, _ facts: StudyFacts) {
    commissionID = project.commission.id
    name = facts.caseStudyName(project.commission)
    paper = Paper(
      title: "\(words: Self.titleLead)\(name)", lines: facts.caseStudyLines(project),
      sections: facts.caseStudySections(project, texts))
  }

  /// Returns `case-studies/project-7.md`: a file name in an issue never comes from text.
  package static func path(_ commission: Int64) -> String { "case-studies/project-\(commission).md" }

  /// Returns the commission whose case study has this path; nil for any other path.
  package static func commission(ofPath path: String) -> Int64? {
    let number = path.split(separator: "-").last.map { $0.prefix { $0 != "." } }
    return number.flatMap { Int64($0) }.flatMap { Self.path($0) == path ? $0 : nil }
  }

  // What a reader of a saved case study finds its parts by.
  package static let titleLead = "Case study: "
  package static let requestTitle = "Details of project request"
  package static let nextStepsTitle = "Next steps"
  package static let reviewTitle = "Client review"
  package static let nothing = "not recorded"
  /// What is printed in place of a comment.
  package static let withheld = "A comment was received, and is not published without consent."

  /// Returns the studies in the order of the programme's projects; none where they are too many to hold in memory.
  static func all(_ facts: ReportFacts) -> [CaseStudy] {
    let programme = facts.programme
    guard programme.passingStudies(facts.context, listLimit: facts.listLimit).isEmpty else { return [] }
    let words = StudyFacts(facts)
    var studies: [CaseStudy] = []
    programme.projects.forEach { project in
      guard project.hasCaseStudy(facts.context) else { return }
      let texts = programme.texts[project.commission.id] ?? ProjectTexts()
      studies.append(CaseStudy(copy project, texts, words))
    }
    return studies
  }

  /// The study as a part of `case-studies.md`.
  var collated: Section {
    Section(name, paper.lines.map { .paragraph($0) } + paper.sections.flatMap { [.heading($0.title)] + $0.blocks })
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
  /// Returns the commissions completed in the period, or host and active or on hold at its end, with something written about
  /// them; in the order of the projects.
  package func caseStudies(_ context: ReportingContext) -> [Int64] {
    var ids: [Int64] = []
    projects.forEach { if $0.hasCaseStudy(context) { ids.append($0.commission.id) } }
    return ids
  }

  /// Returns the commissions with a case study where they are too many to hold in memory. Their studies are written while they
  /// are read, and none to a file of its own.
  package func passingStudies(_ context: ReportingContext, listLimit: Int) -> [Int64] {
    let studies = caseStudies(context)
    return studies.count > listLimit ? studies : []
  }

  /// Returns the commissions whose texts are held in memory, by id: those with a case study, and those in scope; either kind only
  /// where the paper lists all of it.
  package func projectsWithTexts(_ measures: Measures, listLimit: Int) -> [Int64] {
    var ids: Set<Int64> = []
    let studies = caseStudies(measures.context)
    if studies.count <= listLimit { ids.formUnion(studies) }
    if measures.listsProjects(listLimit) { ids.formUnion(measures.projects.ids) }
    return ids.sorted()
  }
}

extension Project {
  package func hasCaseStudy(_ context: ReportingContext) -> Bool {
    guard commission.hasNarrative else { return false }
    let state = state(at: context.reportingEnd)
    let isCompleted = commission.completedOn.isBefore(context.reportingEnd)
    return isCompleted && context.period.span.contains(commission.completedOn)
      || commission.arrangement?.value == .host && (state == .active || state == .onHold)
  }
}

extension StudyFacts {
  /// `Haringey, LRSA-007, title`.
  package func caseStudyName(_ commission: Commission) -> Prose {
    let title = commission.title.map { ", \($0)" as Prose } ?? ""
    guard offer.has("commissions", "borough_code") else { return reference(commission) + title }
    return "\(borough(commission.boroughCode)), \(reference(commission))\(title)"
  }

  func caseStudyLines(_ project: Project) -> [Prose] {
    let commission = project.commission
    // What happened after the reporting end is not known to the issue.
    let isCompleted = commission.completedOn.isBefore(context.reportingEnd)
    let isBegun = isCompleted || project.start.isBefore(context.reportingEnd)
    let start: Prose = project.start == nil || isBegun ? .recorded(project.start) : "not yet"
    let end: Prose = isCompleted ? .recorded(commission.completedOn) : "ongoing"
    var toDate = project.daysBefore
    toDate.add(project.days(in: .period))
    let agreed: Prose? =
      commission.daysAgreed.map { "\(.days($0 + project.daysVaried(before: period.span.until))) agreed" }
      ?? commission.rateOverTime ?? (offer.has("commissions", "days_agreed") ? "days agreed not recorded" : nil)
    let kinds: [Prose?] = [
      offer.has("commissions", "theme") ? "Theme: \(.recorded(commission.theme))." : nil,
      offer.has("commissions", "arrangement") ? "Arrangement: \(.recorded(commission.arrangement?.text))." : nil,
    ]
    let lines: [Prose?] = [
      "Started: \(start). Completed: \(end).",
      kinds.contains { $0 != nil } ? kinds.compactMap(\.self).joined(" ") : nil,
      "Days: \(agreed.map { "\($0), " } ?? "")\(toDate.days) delivered to date.",
      follows(commission).map { "Grew out of \($0)." },
    ]
    return lines.compactMap(\.self)
  }

  func caseStudySections(_ project: Project, _ texts: ProjectTexts) -> [Section] {
    [
      Section(.words(CaseStudy.requestTitle), texts.narrative.request.paragraphs),
      Section("Details of work undertaken", texts.narrative.workUndertaken.paragraphs + strandBlocks(project, texts)),
      Section("Specific safeguarding outcomes achieved", outcomeBlocks(project, texts) + resultBlocks(project)),
      Section(.words(CaseStudy.nextStepsTitle), texts.narrative.nextSteps.paragraphs),
      Section(.words(CaseStudy.reviewTitle), reviewBlocks(project, texts)),
    ]
  }

  private func strandBlocks(_ project: Project, _ texts: ProjectTexts) -> [Block] {
    guard !texts.strands.isEmpty else { return [] }
    let dates = Dictionary(project.strands.map { ($0.number, $0) }, uniquingKeysWith: { first, _ in first })
    let items = texts.strands.map { $0.line(dates[$0.number], at: context.reportingEnd) }
    return [.paragraph("Strands of the work:")] + limited(items)
  }

  private func outcomeBlocks(_ project: Project, _ texts: ProjectTexts) -> [Block] {
    let achieved = texts.outcomes.filter { $0.stage?.value == .achieved }
    let open = Set(project.openExpectations(at: context.reportingEnd).map(\.number))
    let expected = texts.outcomes.filter { $0.stage?.value == .expected && open.contains($0.number) }
    let others = texts.outcomes.filter { $0.stage?.value != .achieved && !expected.contains($0) }
    let first: [Block] = achieved.isEmpty ? [.paragraph("not recorded")] : limited(achieved.map(\.line))
    let lead: Prose = recordsFollowing ? "Expected, and still to be followed up:" : "Expected:"
    return first + listed(lead, expected.map(\.line))
      + listed("Other outcomes recorded:", others.map(\.line))
  }

  /// Returns what the project produced, and who taught whom.
  private func resultBlocks(_ project: Project) -> [Block] {
    let shares = project.shares.filter { $0.sharedOn < period.span.until }
    return listed(
      "Produced:",
      project.outputs.sorted { ($0.producedOn, $0.number ?? .max) < ($1.producedOn, $1.number ?? .max) }.map(\.line))
      + listed("Practice shared:", sharings(shares, of: project.commission.boroughCode).map(\.words))
  }

  private func listed(_ title: Prose, _ items: [Prose]) -> [Block] {
    items.isEmpty ? [] : [.paragraph(title)] + limited(items)
  }

  private func reviewBlocks(_ project: Project, _ texts: ProjectTexts) -> [Block] {
    let reviews = project.reviews.printed(before: period.span.until)
    guard !reviews.isEmpty else { return [.paragraph("not recorded")] }
    return reviews.flatMap { review -> [Block] in
      let text = texts.reviews[review.number] ?? ReviewText()
      let received = review.receivedOn.isBefore(period.span.until)
      return [.paragraph(review.sentence(role: text.role, before: period.span.until))]
        + (received ? commentBlocks(review, text) : [])
    }
  }

  private func commentBlocks(_ review: Review, _ text: ReviewText) -> [Block] {
    if let comment = text.comment.flatMap(\.recorded) {
      return [.paragraph("Comment:")] + Text?.some(comment).paragraphs
    }
    guard review.hasComment, !review.maySayComment(on: context.today) else { return [] }
    return [.paragraph(.words(CaseStudy.withheld))]
  }
}

extension Review {
  /// Returns `Rated very useful. Received on 19 November 2010 (head of service).`
  func sentence(role: Text?, before end: CalendarDay) -> Prose {
    guard receivedOn.isBefore(end) else { return "\(opening(before: end))." }
    let from = role.flatMap(\.recorded).map { " (\($0))" as Prose } ?? ""
    let contact: Prose = mayContact ? " Ready to speak to other boroughs." : ""
    return "\(opening(before: end))\(from).\(contact)"
  }

  /// Returns the beginning of the sentence, by which a reader of a saved case study finds the review.
  package func opening(before end: CalendarDay) -> Prose {
    guard receivedOn.isBefore(end) else { return "Asked for on \(.recorded(askedOn)), not yet received" }
    let rating: Prose = rating.map { "Rated \($0.prose)" } ?? "Rating not recorded"
    return "\(rating). Received on \(.recorded(receivedOn))"
  }
}

extension Output {
  /// `18 February 2011: 10 × case audited (the summary)`.
  var line: Prose {
    let summary = summary.flatMap(\.recorded).map { " (\($0))" as Prose } ?? ""
    return "\(producedOn): \(quantity) × \(.recorded(kind))\(summary)"
  }
}

extension NamesBoroughs {
  /// Returns a line for each occasion on which practice was shared: `10 November 2010: Harrow taught Brent and Ealing (meeting)`.
  ///
  /// - Parameter own: the borough of the shares' commission.
  /// - Returns: nothing where it is not offered whose practice it was, or who learnt.
  func sharings(_ shares: [SharedPractice], of own: Text?) -> [(day: CalendarDay, words: Prose)] {
    guard !shares.isEmpty, offer.has(["commissions.borough_code", "shared_practice.borough_code"]) else { return [] }
    var learners: [SharingOccasion: [Text?: Set<Text?>]] = [:]
    for share in shares where share.boroughCode == nil || share.learner(own: own) != nil {
      learners[share.occasion, default: [:]][share.teacher(own: own), default: []].insert(share.learner(own: own))
    }
    let ordered = learners.sorted { one, other in
      one.key.day == other.key.day
        ? one.key.channel.precedes(other.key.channel) : one.key.day < other.key.day
    }
    return ordered.map { occasion, learners in
      let channel = occasion.channel.flatMap(\.recorded).map { " (\($0))" as Prose } ?? ""
      return (occasion.day, "\(occasion.day): \(taught(learners).joined("; "))\(channel)")
    }
  }

  /// Returns who taught whom on one occasion; those who taught the same boroughs together.
  private func taught(_ learners: [Text?: Set<Text?>]) -> [Prose] {
    var groups: [(teachers: [Text?], learners: Set<Text?>)] = []
    for teacher in learners.keys.sorted(by: { $0.precedes($1) }) {
      let taught = learners[teacher] ?? []
      if let index = groups.firstIndex(where: { $0.learners == taught }) {
        groups[index].teachers.append(teacher)
      } else {
        groups.append(([teacher], taught))
      }
    }
    return groups.map { teachers, learners in
      let named = learners.compactMap(\.self).sorted().map { borough($0) }
      let wider: [Prose] = learners.contains(nil) ? ["a wider audience"] : []
      let those = teachers.map { borough($0) }.sentence(limit: listLimit)
      return "\(those) taught \((named + wider).sentence(limit: listLimit))"
    }
  }
}

extension StrandText {
  /// Returns `Audit, on hold since 3 November 2010: the note`.
  func line(_ strand: Strand?, at day: CalendarDay) -> Prose {
    let numbered: Prose = number.map { "Strand \(Int($0))" } ?? "A strand"
    let title = title.flatMap(\.recorded).map { Prose($0) } ?? numbered
    let note = note.flatMap(\.recorded).map { ": \(.lines($0))" as Prose } ?? ""
    return "\(title)\(strand?.standing(at: day) ?? "")\(note)"
  }
}

extension Strand {
  /// Returns whether the strand is on hold, and neither stopped nor completed, counting what is dated before `day`.
  func isOnHold(at day: CalendarDay) -> Bool {
    onHoldSince.isBefore(day) && !stoppedOn.isBefore(day) && !completedOn.isBefore(day)
  }

  /// Returns `, completed on 3 November 2010`; nothing where no such date is before `day`.
  func standing(at day: CalendarDay) -> Prose {
    let dates: [(CalendarDay?, Prose)] = [
      (stoppedOn, "stopped on"), (completedOn, "completed on"), (onHoldSince, "on hold since"),
    ]
    for case (let date?, let words) in dates where date < day { return ", \(words) \(date)" }
    return ""
  }
}

extension Text? {
  /// A paragraph for each run of lines between empty ones, its lines kept; `not recorded` where there is no text.
  var paragraphs: [Block] {
    guard let text = flatMap(\.recorded) else { return [.paragraph(.words(CaseStudy.nothing))] }
    var paragraphs = [""]
    // Most texts need no replacement, which would take longer than all else here.
    let string = text.string
    let whole = string.utf8.contains(UInt8(ascii: "\r")) ? string.replacing("\r\n", with: "\n") : string
    for line in whole.unicodeScalars.split(omittingEmptySubsequences: false, whereSeparator: \.isLineBreak) {
      if line.allSatisfy(\.properties.isWhitespace) {
        paragraphs.append("")
      } else {
        paragraphs[paragraphs.count - 1] += String(line) + "\n"
      }
    }
    return paragraphs.filter { !$0.isEmpty }.map { .paragraph(.lines(Text($0))) }
  }
}

/// What case studies are written from, beside their projects and texts.
package struct StudyFacts: NamesBoroughs, Sendable {
  let context: ReportingContext
  let boroughNames: [Text: Text]
  let offer: Offer
  /// See `Programme.recordsFollowing`.
  let recordsFollowing: Bool
  let listLimit: Int
  /// The commissions that others grew out of, by number.
  private let followed: [Int64: Commission]

  package init(_ programme: Programme, _ context: ReportingContext, listLimit: Int) {
    self.context = context
    self.listLimit = listLimit
    boroughNames = programme.boroughNames
    recordsFollowing = programme.recordsFollowing
    let ids = Set(programme.projects.compactMap(\.commission.followsCommissionID))
    followed = Dictionary(
      programme.projects.lazy.map(\.commission).filter { ids.contains($0.id) }.map { ($0.id, $0) },
      uniquingKeysWith: { first, _ in first })
    offer = programme.offer
  }

  /// Returns the commission that this one grew out of: `LRSA-002, Haringey`, or its number where it is not read.
  func follows(_ commission: Commission) -> Prose? {
    commission.followsCommissionID.map { id in followed[id].map { project($0) } ?? .words("commission \(id)") }
  }

  init(_ facts: ReportFacts) { self.init(facts.programme, facts.context, listLimit: facts.listLimit) }

  var period: Period { context.period }
}

// `case-studies.md`: a contents list, then every study. With more studies than the paper lists, the file is written while the
// studies are read.
extension StudyFacts {
  /// Returns what the file begins with. The contents follow, item by item.
  package func collated(_ count: Int) -> Paper {
    Paper(
      title: "Case studies: \(period)",
      lines: ["\(words: period.span.written)", .count(count, "case study", "case studies")],
      sections: [Section("Contents", [])])
  }

  package func collatedSection(_ project: Project, _ texts: ProjectTexts) -> Section {
    CaseStudy(project, texts, self).collated
  }
}

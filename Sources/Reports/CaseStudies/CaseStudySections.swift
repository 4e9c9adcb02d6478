import Facts
import Metrics

extension StudyFacts {
  /// `Haringey, LRSA-007, title`.
  func caseStudyName(_ commission: Commission) -> Prose {
    let title = commission.title.map { ", \($0)" as Prose } ?? ""
    return "\(borough(commission.boroughCode)), \(reference(commission))\(title)"
  }

  func caseStudyLines(_ project: Project) -> [Prose] {
    let commission = project.commission
    let end: Prose = commission.completedOn.map { "\($0)" } ?? "ongoing"
    var toDate = project.daysBefore
    toDate.add(project.days(in: .period))
    let agreed: Prose =
      project.daysAgreed(before: period.span.until).map { "\(.days($0)) agreed" }
      ?? "days agreed not recorded"
    return [
      "Started: \(.recorded(commission.startsOn)). Completed: \(end).",
      """
      Theme: \(.recorded(commission.theme)). Arrangement: \
      \(.recorded(commission.arrangement?.text)).
      """,
      "Days: \(agreed), \(toDate.days) delivered to date.",
    ]
  }

  func caseStudySections(_ project: Project, _ texts: ProjectTexts) -> [Section] {
    [
      Section("Details of project request", texts.narrative.request.paragraphs),
      Section(
        "Details of work undertaken",
        texts.narrative.workUndertaken.paragraphs + strandBlocks(project, texts)),
      Section("Specific safeguarding outcomes achieved", outcomeBlocks(texts)),
      Section("Next steps", texts.narrative.nextSteps.paragraphs),
      Section("Client review", reviewBlocks(project, texts)),
    ]
  }

  private func strandBlocks(_ project: Project, _ texts: ProjectTexts) -> [Block] {
    guard !texts.strands.isEmpty else { return [] }
    let dates = Dictionary(
      project.strands.map { ($0.number, $0) }, uniquingKeysWith: { first, _ in first })
    let items = texts.strands.map { text -> Prose in
      let title = text.title.flatMap(\.recorded).map { Prose($0) } ?? "Strand \(Int(text.number))"
      let state = dates[text.number]?.standing(at: horizon.asOf) ?? ""
      let note = text.note.flatMap(\.recorded).map { ": \($0)" as Prose } ?? ""
      return "\(title)\(state)\(note)"
    }
    return [.paragraph("Strands of the work:")] + limited(items)
  }

  private func outcomeBlocks(_ texts: ProjectTexts) -> [Block] {
    let achieved = texts.outcomes.filter { $0.stage?.value == .achieved }
    let others = texts.outcomes.filter { $0.stage?.value != .achieved }
    let first: [Block] =
      achieved.isEmpty ? [.paragraph("not recorded")] : limited(achieved.map(\.line))
    guard !others.isEmpty else { return first }
    return first + [.paragraph("Other outcomes recorded:")] + limited(others.map(\.line))
  }

  private func reviewBlocks(_ project: Project, _ texts: ProjectTexts) -> [Block] {
    guard let review = project.review else { return [.paragraph("not recorded")] }
    guard Feedback(review, before: period.span.until).isReceived else {
      let asked = review.askedOn.flatMap { $0 < period.span.until ? $0 : nil }
      let said = asked.map { "Asked for on \($0), not yet received." as Prose } ?? "not recorded"
      return [.paragraph(said)]
    }
    let rating = review.rating.map { "Rated \($0.prose)" as Prose } ?? "Rating not recorded"
    var blocks: [Block] = [.paragraph("\(rating). Received on \(.recorded(review.receivedOn)).")]
    if let comment = texts.comment.flatMap(\.recorded) {
      let role = texts.reviewerRole.flatMap(\.recorded).map { " (\($0))" as Prose } ?? ""
      blocks.append(.paragraph("Comment\(role):"))
      blocks += Text?.some(comment).paragraphs
    } else if review.hasComment, !review.mayPublish {
      blocks.append(.paragraph("A comment was received, and is not published without consent."))
    }
    return blocks
  }
}

extension Strand {
  /// `, completed on 3 November 2010`; nothing where no such date lies before `day`.
  func standing(at day: CalendarDay) -> Prose {
    let dates: [(CalendarDay?, Prose)] = [
      (stoppedOn, "stopped on"), (completedOn, "completed on"), (onHoldSince, "on hold since"),
    ]
    for case (let date?, let words) in dates where date < day { return ", \(words) \(date)" }
    return ""
  }
}

extension Text? {
  /// A paragraph for each run of lines between empty ones; what is not recorded says so.
  var paragraphs: [Block] {
    guard let text = flatMap(\.recorded) else { return [.paragraph("not recorded")] }
    var paragraphs: [String.UnicodeScalarView] = [.init()]
    let isBreak: (Unicode.Scalar) -> Bool = { $0 == "\n" || $0 == "\r" || $0 == "\u{2028}" }
    for line in text.string.unicodeScalars.split(
      omittingEmptySubsequences: false, whereSeparator: isBreak)
    {
      if line.allSatisfy(\.properties.isWhitespace) {
        paragraphs.append(.init())
      } else {
        if let last = paragraphs.last, !last.isEmpty {
          paragraphs[paragraphs.count - 1].append(" ")
        }
        paragraphs[paragraphs.count - 1].append(contentsOf: line)
      }
    }
    return paragraphs.filter { !$0.isEmpty }.map { .paragraph(.data(String($0))) }
  }
}

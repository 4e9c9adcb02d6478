package import Core
import System

/// The case studies of one issue or of several as one document.
package struct CaseStudyCollation {
  private let title: Prose
  private let ended: EndedConsents
  private var studies: [(title: String, paper: SavedPaper)] = []
  /// Commissions whose case study was shared, and which no issue has in a file of its own.
  package private(set) var missing: [Prose] = []

  /// The case studies of an issue.
  ///
  /// - Parameter ended: the reviews whose comments are left out.
  package init(of issue: SavedIssue, _ ended: EndedConsents) throws {
    title = "Case studies: \(issue.manifest.period)"
    self.ended = ended
    for id in issue.caseStudies { try add(id, issue.manifest, issue.files) }
  }

  /// The case studies of all commissions that were shared before the issue's reporting end. Each is taken from the latest
  /// of the issues that has it.
  ///
  /// - Parameters:
  ///   - earlier: the issues to take the texts from, the latest first.
  ///   - ended: the reviews whose comments are left out.
  package init(sharedBy issue: SavedIssue, _ earlier: [(manifest: Manifest, files: IssueFiles)], _ ended: EndedConsents)
    throws
  {
    self.ended = ended
    let end = issue.context.reportingEnd
    title = "Case studies shared to \(end.previous)"
    let names = StudyFacts(issue.programme, issue.context, listLimit: .max)
    for project in issue.programme.projects {
      let commission = project.commission
      guard let shared = commission.caseStudyOn, shared < end else { continue }
      if let source = earlier.first(where: { $0.manifest.caseStudies.contains(commission.id) }) {
        try add(commission.id, source.manifest, source.files)
      } else {
        missing.append(names.caseStudyName(commission))
      }
    }
  }

  private mutating func add(_ id: Int64, _ manifest: Manifest, _ files: IssueFiles) throws {
    let path = CaseStudy.path(id)
    guard let whole = try files.paper(path) else { throw IssueError(.missing, path) }
    let end = manifest.period.span.until
    let reviews = try files.reviews().filter { $0.commission == id }.map(\.review).printed(before: end)
    let paper = whole.leavingOut({ ended.contains(id, $0, manifest.offer) }, of: reviews, before: end)
    let lead = CaseStudy.titleLead
    studies.append((paper.title.hasPrefix(lead) ? String(paper.title.dropFirst(lead.count)) : paper.title, paper))
  }

  package var count: Int { studies.count }

  /// The document, by borough: contents, then every study with its headings one level lower.
  package func bytes() throws -> [UInt8] {
    let sorted = studies.sorted { $0.title.utf8.lexicographicallyPrecedes($1.title.utf8) }
    var head = Paper(title: title, lines: [.count(count, "case study", "case studies")])
    if !missing.isEmpty {
      head.sections.append(
        Section("Shared, and in no issue of this archive", [.list(missing)]))
    }
    var text = String(decoding: try PaperWriter.write(head, path: "case studies"), as: UTF8.self)
    text += "\n## Contents\n\n" + sorted.map { "- \($0.title)\n" }.joined()
    for (title, paper) in sorted {
      text += "\n## \(title)\n\n\(paper.lines)\n"
      for part in paper.parts {
        text += "\n#\(String(repeating: "#", count: part.level)) \(part.heading)\n\n\(part.body)\n"
      }
    }
    return Array(text.utf8)
  }
}

extension Manifest {
  /// The commissions whose case study has a file of its own.
  package var caseStudies: [Int64] { files.compactMap { CaseStudy.commission(ofPath: $0.path) } }
}

extension SavedIssue { package var caseStudies: [Int64] { manifest.caseStudies } }

/// The reviews whose comment may not be printed any more, by what the issues of an archive know. An issue is never changed, so
/// what is made of it later leaves such comments out.
package struct EndedConsents: Sendable {
  private var keys = ReviewKeys()

  /// - Parameters:
  ///   - issues: of each review the one that was read last is asked.
  ///   - today: the day on which a comment would be printed.
  package init(_ issues: [(manifest: Manifest, files: IssueFiles)], on today: CalendarDay) throws {
    var known: Set<ReviewKey> = []
    for issue in issues.sorted(by: { $0.manifest.snapshot > $1.manifest.snapshot }) {
      // Without numbers all reviews of a commission have one key: none of them hides another of the same issue.
      var read: Set<ReviewKey> = []
      for (commission, review) in try issue.files.reviews() {
        let key = ReviewKey(commissionID: commission, number: review.number, issue.manifest.offer)
        read.insert(key)
        guard !known.contains(key), !review.maySayComment(on: today), review.hasComment || key.number != nil else {
          continue
        }
        keys.insert(key)
      }
      known.formUnion(read)
    }
  }

  /// - Parameter offer: of the issue that the review was read from.
  func contains(_ commission: Int64, _ review: Review, _ offer: Offer) -> Bool {
    keys.contains(ReviewKey(commissionID: commission, number: review.number, offer))
  }
}

extension IssueFiles {
  /// Returns the reviews that the issue counted, each with its commission, in the file's order.
  func reviews() throws -> [(commission: Int64, review: Review)] {
    var reviews: [(Int64, Review)] = []
    try RowReader(held: Review.relation.schema, self).forEach { commission, cells in
      var review = Review.relation.blank
      if Review.relation.fill(&review, cells) { reviews.append((commission, review)) }
    }
    return reviews
  }
}

extension SavedPaper {
  /// Returns the case study without the comments whose consent has ended.
  ///
  /// - Parameters:
  ///   - reviews: those that the study prints, in its order.
  ///   - end: of the study's period.
  func leavingOut(_ isEnded: (Review) -> Bool, of reviews: [Review], before end: CalendarDay) -> SavedPaper {
    guard reviews.contains(where: { $0.hasComment && isEnded($0) }) else { return self }
    return replacing(CaseStudy.reviewTitle) { body in
      let paragraphs = body.split(separator: "\n\n").map(String.init)
      let openings = reviews.map { MarkdownText($0.opening(before: end)).source }
      let starts = paragraphs.indices.filter { index in openings.contains { paragraphs[index].hasPrefix($0) } }
      let isClear = starts.count == reviews.count && zip(starts, openings).allSatisfy { paragraphs[$0].hasPrefix($1) }
      let parts = reviews.enumerated().map { index, review -> [String] in
        // A comment that reads like the beginning of a review could be taken for one: then no comment is kept.
        guard isClear else { return [openings[index] + "."] + (review.hasComment ? [CaseStudy.withheld] : []) }
        let next = index + 1 < starts.count ? starts[index + 1] : paragraphs.count
        let own = Array(paragraphs[starts[index]..<next])
        return own.count > 1 && isEnded(review) ? [own[0], CaseStudy.withheld] : own
      }
      return parts.flatMap(\.self).joined(separator: "\n\n")
    }
  }

  private func replacing(_ heading: String, _ change: (String) -> String) -> SavedPaper {
    var paper = self
    paper.parts = parts.map { part in
      part.heading == heading ? PaperPart(level: part.level, heading: part.heading, body: change(part.body)) : part
    }
    return paper
  }
}

/// A client's comment that an issue prints in a case study.
package struct PrintedQuote: Hashable, Sendable {
  package let issue: IssueName
  package let review: ReviewKey
}

extension Archive {
  /// Returns the comments that the archive's issues print although their consent has ended.
  ///
  /// - Parameter ended: the reviews whose consent has ended.
  package borrowing func quotes(of ended: ReviewKeys) throws -> [PrintedQuote] {
    guard !ended.isEmpty else { return [] }
    var quotes: [PrintedQuote] = []
    for period in try periods() {
      for name in try issues(of: period) {
        let files = try contents(of: name)
        guard let manifest = try? files.manifest(), manifest.retraction == nil else { continue }
        quotes += try manifest.quotes(files).filter(ended.contains).map { PrintedQuote(issue: name, review: $0) }
      }
    }
    return quotes
  }
}

extension Manifest {
  /// Returns the reviews whose comment the issue's case studies print.
  fileprivate func quotes(_ issue: IssueFiles) throws -> [ReviewKey] {
    let printed = Set(caseStudies)
    // With very many studies there is only the collated file.
    let isCollated = printed.isEmpty && files.contains { $0.path == "case-studies.md" }
    guard isCollated || !printed.isEmpty else { return [] }
    let printedOn = today ?? snapshot.day
    return try issue.reviews().filter { commission, review in
      (isCollated || printed.contains(commission)) && review.hasComment
        && (review.receivedOn.map { $0 < period.span.until } ?? false) && review.maySayComment(on: printedOn)
    }.map { ReviewKey(commissionID: $0, number: $1.number, offer) }
  }
}

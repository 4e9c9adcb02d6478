package import Core
import System

/// The reviews whose comment may not be printed any more, by what the issues of an archive know. An issue is never changed, so
/// what is made of it later leaves such comments out.
package struct EndedConsents: Sendable {
  private var keys: Set<ReviewKey> = []

  /// - Parameters:
  ///   - issues: of each review the one that was read last is asked.
  ///   - today: the day on which a comment would be printed.
  package init(_ issues: [(manifest: Manifest, files: IssueFiles)], on today: CalendarDay) throws {
    var known: Set<ReviewKey> = []
    for issue in issues.sorted(by: { $0.manifest.snapshot > $1.manifest.snapshot }) {
      for (commission, review) in try issue.files.reviews() {
        let key = ReviewKey(commissionID: commission, number: review.number)
        guard known.insert(key).inserted, !review.maySayComment(on: today) else { continue }
        keys.insert(key)
      }
    }
  }

  func contains(_ commission: Int64, _ review: Review) -> Bool {
    keys.contains(ReviewKey(commissionID: commission, number: review.number))
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
  package borrowing func quotes(of ended: Set<ReviewKey>) throws -> [PrintedQuote] {
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
    let studies = files.compactMap { file -> Int64? in
      guard file.path.hasPrefix("case-studies/project-"), file.path.hasSuffix(".md") else { return nil }
      return Int64(file.path.dropFirst("case-studies/project-".count).dropLast(".md".count))
    }
    // With very many studies there is only the collated file.
    let isCollated = studies.isEmpty && files.contains { $0.path == "case-studies.md" }
    guard isCollated || !studies.isEmpty else { return [] }
    let printed = Set(studies)
    return try issue.reviews().filter { commission, review in
      (isCollated || printed.contains(commission)) && review.hasComment
        && (review.receivedOn.map { $0 < period.span.until } ?? false) && review.maySayComment(on: snapshot.day)
    }.map { ReviewKey(commissionID: $0, number: $1.number) }
  }
}

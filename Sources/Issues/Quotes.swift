package import Core
import System

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

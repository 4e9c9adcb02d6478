package import Core

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
    let paper = whole.leavingOut({ ended.contains(id, $0) }, of: reviews, before: end)
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

import Core
import Input
import System

extension RunOrder {
  /// The path of the period's commentary: `commentary/2010-11-Q3.md` beside the job file.
  private var commentaryPath: String { job.commentary + "/" + period.name + ".md" }

  /// Reads the commentary. Returns nil when there is none.
  func readCommentary() throws -> Commentary? {
    guard let bytes = try commentaryBytes() else { return nil }
    guard let text = String(validating: bytes.withoutByteOrderMark, as: UTF8.self) else {
      throw Failure(.usage, "\(commentaryPath) is not UTF-8; save it as UTF-8")
    }
    do {
      let commentary = try Commentary(parsing: text, words: ProgrammeWords(job.words))
      try refuseLeftOut(commentary)
      try refusePersonal(text)
      return commentary
    } catch let error as CommentaryError { throw refusal(error) }
  }

  /// Makes the failure of a commentary's mistake, with its location.
  func refusal(_ error: CommentaryError) -> Failure {
    Failure(.usage, "\(commentaryPath):\(error.line): \(error.problem); nothing published")
  }

  private func commentaryBytes() throws -> [UInt8]? {
    do { return try FileReader.bytes(of: commentaryPath, limit: 1 << 20) } catch {
      if error.kind == .notFound { return nil }
      throw Failure(.usage, "commentary \(error.line)")
    }
  }

  /// Refuses personal data and names its line, or the file for data that spans lines.
  private func refusePersonal(_ text: String) throws {
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      try PersonalDataCheck.refuse(String(line), at: "\(commentaryPath):\(index + 1)", job.caseNumbers)
    }
    try PersonalDataCheck.refuse(text, at: commentaryPath, job.caseNumbers)
  }

  /// Refuses text for a section that the job omits, because the text would be lost silently.
  private func refuseLeftOut(_ commentary: Commentary) throws {
    let settings = ReportSettings(job)
    let kept = PaperSection.firstPage + settings.orderedSections
    if let measure = commentary.parts.compactMap(\.place.measure).first(where: { !settings.hasBlock($0) }) {
      throw Failure(
        .usage, "\(commentaryPath) comments on \(measure), which has no block in the paper; remove the comment")
    }
    if let part = commentary.parts.first(where: { !kept.contains($0.place.section) }) {
      throw Failure(
        .usage,
        "\(commentaryPath) comments on \(part.place.section.title), which the job's sections omit; "
          + "add the section or remove the comment")
    }
  }
}

extension [UInt8] {
  fileprivate var withoutByteOrderMark: ArraySlice<UInt8> {
    starts(with: [0xEF, 0xBB, 0xBF]) ? dropFirst(3) : self[...]
  }
}

import Core
import Input
import System

extension RunOrder {
  /// The path of the period's commentary: `commentary/2010-11-Q3.md` beside the job file.
  private var commentaryPath: String { job.commentary + "/" + period.name + ".md" }

  /// Reads the commentary. Returns nil when there is none.
  func readCommentary() throws -> Commentary? {
    guard let (_, text) = try read(commentaryPath) else { return nil }
    do {
      let commentary = try Commentary(parsing: text, words: ProgrammeWords(job.words))
      try refuseLeftOut(commentary)
      try refusePersonal(text, in: commentaryPath)
      try PersonalDataCheck.refuse(text, at: commentaryPath, job.caseNumbers)
      return commentary
    } catch let error as CommentaryError { throw refusal(error) }
  }

  /// Makes the failure of a commentary's mistake, with its location.
  func refusal(_ error: CommentaryError) -> Failure {
    Failure(.usage, "\(commentaryPath):\(error.line): \(error.problem); nothing published")
  }

  /// Reads a file of the commentary's folder: its bytes, and its text without the byte-order mark. Returns nil when there is none.
  private func read(_ path: String) throws -> (bytes: [UInt8], text: String)? {
    let bytes: [UInt8]
    do { bytes = try FileReader.bytes(of: path, limit: 1 << 20) } catch {
      if error.kind == .notFound { return nil }
      throw Failure(.usage, "commentary \(error.line)")
    }
    guard let text = String(validating: bytes.withoutByteOrderMark, as: UTF8.self) else {
      throw Failure(.usage, "\(path) is not UTF-8; save it as UTF-8")
    }
    return (bytes, text)
  }

  /// Refuses personal data and names its line.
  private func refusePersonal(_ text: String, in path: String) throws {
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      try PersonalDataCheck.refuse(String(line), at: "\(path):\(index + 1)", job.caseNumbers)
    }
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

/// The events that people recorded beside the curves, `commentary/events.csv`: its bytes, which the issue keeps, and its rows.
struct EventsFile {
  let bytes: [UInt8]
  let events: [Event]
}

extension RunOrder {
  private var eventsPath: String { job.commentary + "/events.csv" }

  /// Reads the events. Returns nil when there is no file.
  func readEvents() throws -> EventsFile? {
    guard let (bytes, text) = try read(eventsPath) else { return nil }
    try refusePersonal(text, in: eventsPath)
    return EventsFile(bytes: bytes, events: try events(bytes))
  }

  private func events(_ bytes: [UInt8]) throws -> [Event] {
    var header: [String]?
    var events: [Event] = []
    func read(_ record: borrowing CSVRecord) throws {
      func refuse(_ problem: String) -> Failure { Failure(.usage, "\(eventsPath):\(record.line): \(problem)") }
      if record.fault != nil { throw refuse("the line is no CSV; quote text that holds a comma or a quotation mark") }
      var cells = record.fields.indices.map { record.string($0).trimmed }
      guard let names = header else {
        header = cells
        let isKnown =
          cells.contains("on") && cells.contains("what") && cells.allSatisfy(["on", "what", "measures"].contains)
        guard isKnown else { throw refuse("the header is not on,what,measures; write these columns") }
        return
      }
      if cells.allSatisfy(\.isEmpty) { return }
      while cells.count < names.count { cells.append("") }
      func cell(_ name: String) -> String { names.firstIndex(of: name).map { cells[$0] } ?? "" }
      guard let on = CalendarDay(cell("on")) else { throw refuse("on is no date; write it as 2010-08-01") }
      guard !cell("what").isEmpty else { throw refuse("what is empty; say what happened") }
      let measures = cell("measures").split(separator: " ").map(String.init)
      if let unknown = measures.first(where: { SeriesMeasure(id: $0) == nil }) {
        let known = SeriesMeasure.allCases.map(\.id).joined(separator: ", ")
        throw refuse("\(unknown.prefix(40)) is no measure with a series; use \(known)")
      }
      events.append(Event(on: on, what: Text(cell("what")), measures: measures))
    }
    try CSVReader.forEachRecord(in: bytes, read)
    return events
  }
}

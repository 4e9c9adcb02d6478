import Core
import Input
import System

/// The events that people recorded beside the curves, `commentary/events.csv`: its bytes, which the issue keeps, and its rows.
struct EventsFile {
  let bytes: [UInt8]
  let events: [Event]
}

extension RunOrder {
  private var eventsPath: String { job.commentary + "/events.csv" }

  /// Reads the events. Returns nil when there is no file.
  func readEvents() throws -> EventsFile? {
    let bytes: [UInt8]
    do { bytes = try FileReader.bytes(of: eventsPath, limit: 1 << 20) } catch {
      if error.kind == .notFound { return nil }
      throw Failure(.usage, "commentary \(error.line)")
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Failure(.usage, "\(eventsPath) is not UTF-8; save it as UTF-8")
    }
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      try PersonalDataCheck.refuse(String(line), at: "\(eventsPath):\(index + 1)", job.caseNumbers)
    }
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

extension String {
  fileprivate var trimmed: String {
    let scalars = unicodeScalars.drop(while: \.properties.isWhitespace).reversed().drop(
      while: \.properties.isWhitespace)
    return String(String.UnicodeScalarView(scalars.reversed()))
  }
}

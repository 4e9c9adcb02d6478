import Database
import Facts
import SQL

extension Reader {
  /// What people wrote about the projects `ids`.
  func readTexts(
    _ connection: borrowing Connection, _ programme: inout Programme, _ ids: [Int64]
  ) throws {
    guard !ids.isEmpty else { return }
    var texts: [Int64: ProjectTexts] = [:]
    let list = Parameter.int64Array(ids)
    let until = Parameter.day(horizon.period.span.until)
    try connection.forEach(
      query(.narratives, [list, until]), columns: [.int8] + Array(repeating: .text, count: 5)
    ) { row in
      var text = ProjectTexts()
      text.narrative = Narrative(
        request: try row.recordedText(1), workUndertaken: try row.recordedText(2),
        nextSteps: try row.recordedText(3))
      text.comment = try row.recordedText(4)
      text.reviewerRole = try row.recordedText(5)
      texts[try row.int64(0)] = text
    }
    try connection.forEach(
      query(.strandTexts, [list]), columns: [.int8, .int8, .text, .text]
    ) { row in
      let strand = StrandText(
        number: try row.int64(1), title: try row.recordedText(2), note: try row.recordedText(3))
      texts[try row.int64(0)]?.strands.append(strand)
    }
    try connection.forEach(
      query(.outcomeTexts, [list, until]),
      columns: [.int8, .int8, .date, .text, .text, .text, .timestamptz]
    ) { row in
      if let outcome = try row.outcome() { texts[outcome.commissionID]?.outcomes.append(outcome) }
    }
    programme.texts = texts
  }
}

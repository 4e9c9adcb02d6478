import Database
import Facts
import SQL

extension Reader {
  /// Texts of so many projects are held at a time.
  private static var batch: Int { 1024 }

  /// What people wrote about the projects `ids`, handed on one by one in this order.
  func streamTexts(
    _ connection: borrowing Connection, _ programme: Programme, _ byID: [Int64: Int],
    _ ids: [Int64], _ sink: RowSink, _ screen: Screen
  ) throws {
    for start in stride(from: 0, to: ids.count, by: Self.batch) {
      let batch = ids[start..<min(start + Self.batch, ids.count)]
      let texts = try readTexts(connection, Array(batch), screen)
      for id in batch {
        guard let project = byID[id] else { continue }
        try sink.study(programme.projects[project], texts[id] ?? ProjectTexts())
      }
    }
  }

  /// What people wrote about the projects `ids`.
  func readTexts(
    _ connection: borrowing Connection, _ ids: [Int64], _ screen: Screen
  ) throws -> [Int64: ProjectTexts] {
    guard !ids.isEmpty else { return [:] }
    var texts: [Int64: ProjectTexts] = [:]
    let list = Parameter.int64Array(ids)
    let until = Parameter.day(horizon.period.span.until)
    try connection.forEach(
      query(.narratives, [list, until]), columns: [.int8] + Array(repeating: .text, count: 5)
    ) { row in
      var text = ProjectTexts()
      let id = try row.int64(0)
      let (place, review) = (Place.commission(id), Place("reviews", "commission_id=\(id)"))
      text.narrative = Narrative(
        request: screen.free(try row.recordedText(1), "request", in: place),
        workUndertaken: screen.free(try row.recordedText(2), "work_undertaken", in: place),
        nextSteps: screen.free(try row.recordedText(3), "next_steps", in: place))
      text.comment = screen.free(try row.recordedText(4), "comment", in: review)
      text.reviewerRole = screen.free(try row.recordedText(5), "reviewer_role", in: review)
      texts[id] = text
    }
    try connection.forEach(
      query(.strandTexts, [list]), columns: [.int8, .int8, .text, .text]
    ) { row in
      let (id, number) = (try row.int64(0), try row.int64(1))
      let place = Place("strands", "commission_id=\(id);strand_no=\(number)")
      let strand = StrandText(
        number: number, title: screen.free(try row.recordedText(2), "title", in: place),
        note: screen.free(try row.recordedText(3), "note", in: place))
      texts[id]?.strands.append(strand)
    }
    var kinds = LabelTable(.kind, screen)
    try connection.forEach(
      query(.outcomeTexts, [list, until]),
      columns: [.int8, .int8, .date, .text, .text, .text, .timestamptz]
    ) { row in
      if let outcome = try row.outcome(screen, &kinds) {
        texts[outcome.commissionID]?.outcomes.append(outcome)
      }
    }
    return texts
  }
}

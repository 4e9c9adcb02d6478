import Core
import Database
import SQL

extension Reader {
  /// What hangs on a commission: variations, strands, its review, shared practice.
  func readAttachments(
    _ connection: borrowing Connection, _ index: inout ProjectIndex, _ counts: inout RowCounts,
    _ filter: PersonalDataFilter
  ) throws {
    let ids = Parameter.int64Array(index.ids)
    let until = Parameter.day(context.period.span.until)
    try connection.forEach(
      query(.variations, [ids, until]), columns: [.int8, .int8, .date, .int8]
    ) { row in
      guard let agreedOn = try row.optionalDay(2) else { return }
      let variation = Variation(
        number: try row.int64(1), agreedOn: agreedOn,
        daysChange: Days(hundredths: try row.int64(3)))
      index.update(try row.int64(0)) { $0.variations.append(variation) }
    }
    try readStrands(connection, &index, ids)
    try readReviews(connection, &index, ids, filter)
    try readShares(connection, &index, [ids, until], filter)
    counts["variations"] = index.projects.reduce(0) { $0 + $1.variations.count }
    counts["strands"] = index.projects.reduce(0) { $0 + $1.strands.count }
    counts["reviews"] = index.projects.count { $0.review != nil }
    counts["shared_practice"] = index.projects.reduce(0) { $0 + $1.shares.count }
  }

  private func readShares(
    _ connection: borrowing Connection, _ index: inout ProjectIndex, _ parameters: [Parameter],
    _ filter: PersonalDataFilter
  ) throws {
    var (codes, channels) = (LabelTable(.boroughCode, filter), LabelTable(.channel, filter))
    try connection.forEach(
      query(.sharedPractice, parameters), columns: [.int8, .int8, .date, .text, .text]
    ) { row in
      guard let sharedOn = try row.optionalDay(2) else { return }
      let (id, number) = (try row.int64(0), try row.int64(1))
      let place = RowKey("shared_practice", "commission_id=\(id);share_no=\(number)")
      let share = SharedPractice(
        number: number, sharedOn: sharedOn,
        boroughCode: try codes.text(row, 3, in: place),
        channel: try channels.text(row, 4, in: place))
      index.update(id) { $0.shares.append(share) }
    }
  }

  private func readStrands(
    _ connection: borrowing Connection, _ index: inout ProjectIndex, _ ids: Parameter
  ) throws {
    try connection.forEach(
      query(.strands, [ids]), columns: [.int8, .int8] + Array(repeating: .date, count: 5)
    ) { row in
      var strand = Strand(number: try row.int64(1))
      strand.completedOn = try row.optionalDay(2)
      strand.onHoldSince = try row.optionalDay(3)
      strand.stoppedOn = try row.optionalDay(4)
      strand.startsOn = try row.optionalDay(5)
      strand.dueOn = try row.optionalDay(6)
      index.update(try row.int64(0)) { $0.strands.append(strand) }
    }
  }

  private func readReviews(
    _ connection: borrowing Connection, _ index: inout ProjectIndex, _ ids: Parameter,
    _ filter: PersonalDataFilter
  ) throws {
    var reviewed: [Int64] = []
    try connection.forEach(
      query(.reviews, [ids]), columns: [.int8, .date, .date, .text, .bool, .bool]
    ) { row in
      let id = try row.int64(0)
      let rating: Term<Rating>? = try row.recordedText(3).map { Term($0) }
      let review = Review(
        askedOn: try row.optionalDay(1), receivedOn: try row.optionalDay(2),
        rating: filter.term(rating, "rating", in: RowKey("reviews", "commission_id=\(id)")),
        hasComment: try row.bool(4),
        mayPublish: try row.bool(5))
      reviewed.append(id)
      index.update(id) { $0.review = review }
    }
    try refuseRepeated(reviewed, "reviews", "commission_id")
  }
}

extension Reader {
  /// Texts of so many projects are held at a time.
  private static var batch: Int { 1024 }

  /// What people wrote about the projects `ids`, handed on one by one in this order.
  func streamTexts(
    _ connection: borrowing Connection, _ programme: Programme, _ byID: [Int64: Int],
    _ ids: [Int64], _ sink: RowSink, _ filter: PersonalDataFilter
  ) throws {
    for start in stride(from: 0, to: ids.count, by: Self.batch) {
      let batch = ids[start..<min(start + Self.batch, ids.count)]
      let texts = try readTexts(connection, Array(batch), filter)
      for id in batch {
        guard let project = byID[id] else { continue }
        try sink.study(programme.projects[project], texts[id] ?? ProjectTexts())
      }
    }
  }

  /// What people wrote about the projects `ids`.
  func readTexts(
    _ connection: borrowing Connection, _ ids: [Int64], _ filter: PersonalDataFilter
  ) throws -> [Int64: ProjectTexts] {
    guard !ids.isEmpty else { return [:] }
    var texts: [Int64: ProjectTexts] = [:]
    let list = Parameter.int64Array(ids)
    let until = Parameter.day(context.period.span.until)
    try connection.forEach(
      query(.narratives, [list, until]), columns: [.int8] + Array(repeating: .text, count: 5)
    ) { row in
      var text = ProjectTexts()
      let id = try row.int64(0)
      let (place, review) = (RowKey.commission(id), RowKey("reviews", "commission_id=\(id)"))
      text.narrative = Narrative(
        request: filter.free(try row.recordedText(1), "request", in: place),
        workUndertaken: filter.free(try row.recordedText(2), "work_undertaken", in: place),
        nextSteps: filter.free(try row.recordedText(3), "next_steps", in: place))
      text.comment = filter.free(try row.recordedText(4), "comment", in: review)
      text.reviewerRole = filter.free(try row.recordedText(5), "reviewer_role", in: review)
      texts[id] = text
    }
    try connection.forEach(
      query(.strandTexts, [list]), columns: [.int8, .int8, .text, .text]
    ) { row in
      let (id, number) = (try row.int64(0), try row.int64(1))
      let place = RowKey("strands", "commission_id=\(id);strand_no=\(number)")
      let strand = StrandText(
        number: number, title: filter.free(try row.recordedText(2), "title", in: place),
        note: filter.free(try row.recordedText(3), "note", in: place))
      texts[id]?.strands.append(strand)
    }
    var kinds = LabelTable(.kind, filter)
    try connection.forEach(
      query(.outcomeTexts, [list, until]),
      columns: [.int8, .int8, .date, .text, .text, .text, .timestamptz]
    ) { row in
      if let outcome = try row.outcome(filter, &kinds) {
        texts[outcome.commissionID]?.outcomes.append(outcome)
      }
    }
    return texts
  }
}

import Database
import Facts
import SQL

extension Reader {
  /// What hangs on a commission: variations, strands, its review, shared practice.
  func readAttachments(_ connection: borrowing Connection, _ index: inout ProjectIndex) throws {
    let ids = Parameter.int64Array(index.ids)
    let until = Parameter.day(horizon.period.span.until)
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
    try readReviews(connection, &index, ids)
    try connection.forEach(
      query(.sharedPractice, [ids, until]), columns: [.int8, .int8, .date, .text, .text]
    ) { row in
      guard let sharedOn = try row.optionalDay(2) else { return }
      let share = SharedPractice(
        number: try row.int64(1), sharedOn: sharedOn, boroughCode: try row.recordedText(3),
        channel: try row.recordedText(4))
      index.update(try row.int64(0)) { $0.shares.append(share) }
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
    _ connection: borrowing Connection, _ index: inout ProjectIndex, _ ids: Parameter
  ) throws {
    var reviewed: [Int64] = []
    try connection.forEach(
      query(.reviews, [ids]), columns: [.int8, .date, .date, .text, .bool, .bool]
    ) { row in
      let review = Review(
        askedOn: try row.optionalDay(1), receivedOn: try row.optionalDay(2),
        rating: try row.recordedText(3).map { Term($0) }, hasComment: try row.bool(4),
        mayPublish: try row.bool(5))
      reviewed.append(try row.int64(0))
      index.update(try row.int64(0)) { $0.review = review }
    }
    try refuseRepeated(reviewed, "reviews", "commission_id")
  }
}

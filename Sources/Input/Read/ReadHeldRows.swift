package import Core
package import Database
import SQL

extension Reader {
  /// Reads the rows that belong to the commissions, and counts them: variations, strands, reviews, shared practice,
  /// outputs and expectations.
  func readHeldRows(
    _ connection: borrowing Connection, _ index: inout ProjectIndex, _ counts: inout RowCounts,
    _ filter: PersonalDataFilter
  ) throws {
    let (ids, until) = (Parameter.int64Array(index.ids), Parameter.day(context.period.span.until))
    for relation in Contract.held where contract.offer.has(relation.name) {
      // A row without a usable date is read as well, so that it is counted among those that make no figure.
      let dated = relation.dated.map { "and coalesce(\($0) < $2 or \($0) > '9999-12-31', true) " } ?? ""
      let order = (relation.key + [relation.dated].compactMap(\.self)).joined(separator: ", ")
      counts.setAside[relation.name] = try readHeldRows(
        relation,
        query(
          relation, "where commission_id = any($1::bigint[]) \(dated)order by \(order)",
          dated.isEmpty ? [ids] : [ids, until]), connection, &index, filter)
      var count = 0
      index.projects.forEach { count += relation.heldRows?.count($0) ?? 0 }
      counts[relation.name] = count
    }
    let expectations = ExpectedOutcome.relation.schema
    _ = try readHeldRows(
      expectations, query(.expectations, of: expectations, [ids, .day(context.period.span.from)]), connection, &index,
      filter)
  }

  /// Returns how many rows of each commission make no figure.
  private func readHeldRows(
    _ relation: RelationSchema, _ query: Query, _ connection: borrowing Connection, _ index: inout ProjectIndex,
    _ filter: PersonalDataFilter
  ) throws -> [Int64?: Int] {
    guard let held = relation.heldRows else { return [:] }
    var decoder = FactDecoder(relation, contract.offer, filter)
    var setAside: [Int64?: Int] = [:]
    try connection.forEach(query, columns: decoder.types) { row in
      guard try decoder.readValues(row) else { return setAside[decoder.id, default: 0] += 1 }
      try decoder.readTexts(row)
      var makesFigure = false
      index.update(decoder.id) { makesFigure = held.append(&$0, decoder.cells) }
      if !makesFigure { setAside[decoder.id, default: 0] += 1 }
    }
    guard relation.hasOneRowPerKey else { return setAside }
    let isKey = relation.printed.map { relation.key.contains($0.name) }
    try index.projects.forEach { project in
      guard held.count(project) > 1 else { return }
      let keys = held.cells(project).map { row in
        zip(row, isKey).filter(\.1).map(\.0.printed).joined(separator: ", ")
      }
      try refuseRepeated(keys, relation.name, relation.key.joined(separator: ", "))
    }
    return setAside
  }
}

extension Reader {
  /// Reads the actions agreed before the period's end that a figure may still count. An action of an unknown commission makes
  /// no figure.
  func readActions(
    _ connection: borrowing Connection, _ programme: inout Programme, _ index: ProjectIndex,
    _ filter: PersonalDataFilter
  ) throws {
    let relation = Action.relation
    let query = query(
      relation.schema,
      """
      where agreed_on < $1
        and not coalesce(greatest(done_on, dropped_on) between '0001-01-01' and $2::date - 1, false)
      order by action_no
      """, [.day(context.period.span.until), .day(firstOfActions)])
    var actions: [Action] = []
    var ofUnknown = 0
    func isWanted(_ action: Action) -> Bool {
      guard let id = action.commissionID, index.byID[id] == nil else { return true }
      ofUnknown += 1
      return false
    }
    let setAside = try readFacts(relation, query, connection, filter, where: isWanted) { actions.append($0) }
    try refuseRepeated(actions.compactMap(\.number), relation.schema.name, "action_no")
    programme.actions = actions
    programme.counts[relation.schema.name] = actions.count
    programme.counts.setAside[relation.schema.name] = [nil: setAside + ofUnknown]
  }

  /// An action that ended before this day counts in no figure.
  var firstOfActions: CalendarDay { periods.map { min($0.twelveMonths.from, $0.span.from) }.min() ?? .first }
}

extension Reader {
  /// Returns the reviews whose consent to print the comment has ended.
  package func readEndedConsents(_ connection: borrowing Connection) throws -> ReviewKeys {
    var ended = ReviewKeys()
    guard contract.offer.has("reviews", "consent_ended_on") else { return ended }
    try connection.forEach(query(.endedConsents, [.day(context.today)]), columns: [.int8, .int8]) { row in
      guard let id = try row.optionalInt64(0) else { return }
      ended.insert(ReviewKey(commissionID: id, number: try row.int64(1), contract.offer))
    }
    return ended
  }
}

extension Reader {
  /// How many projects have their texts in memory at a time.
  private static var batch: Int { 1024 }

  /// What people wrote about the projects `ids`, handed on one by one in this order.
  func streamTexts(
    _ connection: borrowing Connection, _ programme: Programme, _ byID: [Int64: Int], _ ids: [Int64],
    _ filter: PersonalDataFilter, _ body: (Project, ProjectTexts) throws -> Void
  ) throws {
    for start in stride(from: 0, to: ids.count, by: Self.batch) {
      let batch = ids[start..<min(start + Self.batch, ids.count)]
      let texts = try readTexts(connection, Array(batch), filter)
      for id in batch {
        guard let project = byID[id] else { continue }
        try body(programme.projects[project], texts[id] ?? ProjectTexts())
      }
    }
  }

  /// What people wrote about the projects `ids`.
  func readTexts(_ connection: borrowing Connection, _ ids: [Int64], _ filter: PersonalDataFilter) throws -> [Int64:
    ProjectTexts]
  {
    guard !ids.isEmpty else { return [:] }
    var texts: [Int64: ProjectTexts] = [:]
    let list = Parameter.int64Array(ids)
    let until = Parameter.day(context.period.span.until)
    try connection.forEach(query(.narratives, [list]), columns: [.int8] + Array(repeating: .text, count: 4)) { row in
      var text = ProjectTexts()
      let id = try row.int64(0)
      let place = RowKey.commission(id)
      text.narrative = Narrative(
        request: filter.free(try row.recordedText(1), "request", in: place),
        workUndertaken: filter.free(try row.recordedText(2), "work_undertaken", in: place),
        nextSteps: filter.free(try row.recordedText(3), "next_steps", in: place),
        onHoldReason: filter.free(try row.recordedText(4), "on_hold_reason", in: place))
      texts[id] = text
    }
    let reviews = query(.reviewTexts, [list, until, .day(context.today)])
    try connection.forEach(reviews, columns: [.int8, .int8, .text, .text]) { row in
      let (id, number) = (try row.int64(0), try row.int64(1))
      let place = RowKey("reviews", "commission_id=\(id);review_no=\(number)")
      texts[id]?.reviews[number] = ReviewText(
        comment: filter.free(try row.recordedText(2), "comment", in: place),
        role: filter.free(try row.recordedText(3), "reviewer_role", in: place))
    }
    try connection.forEach(query(.strandTexts, [list]), columns: [.int8, .int8, .text, .text]) { row in
      let (id, number) = (try row.int64(0), try row.optionalInt64(1))
      let place = RowKey("strands", "commission_id=\(id)" + (number.map { ";strand_no=\($0)" } ?? ""))
      let strand = StrandText(
        number: number, title: filter.free(try row.recordedText(2), "title", mayBeAbsent: false, in: place),
        note: filter.free(try row.recordedText(3), "note", in: place))
      texts[id]?.strands.append(strand)
    }
    let outcomes = query(
      Outcome.relation.schema,
      """
      where commission_id = any($1::bigint[]) and observed_on < $2
      order by commission_id, observed_on, outcome_no
      """, [list, until], named: "outcome_texts")
    try readFacts(Outcome.relation, outcomes, connection, filter) { outcome in
      texts[outcome.commissionID]?.outcomes.append(outcome)
    }
    return texts
  }
}

import Database
import Facts
import SQL

extension Reader {
  /// The commissions that count by their dates.
  func readDatedCommissions(
    _ connection: borrowing Connection, _ sink: RowSink, _ screen: Screen
  ) throws -> [Commission] {
    let scope = CommissionScope(horizon, caseStudyDueDays: caseStudyDueDays, ids: [])
    return try readCommissions(connection, scope, scope.byDates, sink, screen)
  }

  /// Every commission a figure counts, by borough name, reference and id; those of no listed borough last.
  ///
  /// - Parameters:
  ///   - dated: those that count by their dates.
  ///   - touched: those that count because of what hangs on them.
  func readProjects(
    _ connection: borrowing Connection, _ programme: inout Programme, _ dated: [Commission],
    touched: Set<Int64>, keepsKey: Bool, _ sink: RowSink, _ screen: Screen
  ) throws -> ProjectIndex {
    var commissions = dated
    var ids = touched.union(programme.reach.map(\.commissionID))
    if keepsKey {
      ids.subtract(commissions.lazy.map(\.id))
    } else {
      // A second row of a commission may have other dates: every row of each is read, so that none goes unseen.
      ids.formUnion(commissions.lazy.map(\.id))
      commissions = []
    }
    if !ids.isEmpty {
      let scope = CommissionScope(horizon, caseStudyDueDays: caseStudyDueDays, ids: ids)
      commissions += try readCommissions(connection, scope, scope.byIDs, sink, screen)
    }
    try refuseRepeated(commissions.map(\.id), "commissions", "commission_id")
    programme.counts["commissions"] = commissions.count
    let names = Dictionary(uniqueKeysWithValues: programme.boroughs.map { ($0.code, $0.name) })
    return ProjectIndex(Self.ordered(commissions, names).map { Project($0) })
  }

  private func readCommissions(
    _ connection: borrowing Connection, _ scope: CommissionScope, _ parameters: [Parameter],
    _ sink: RowSink, _ screen: Screen
  ) throws -> [Commission] {
    var commissions: [Commission] = []
    try connection.forEach(query(.commissions, parameters), columns: Self.commissionColumns) {
      row in
      let dates = try row.commissionDates()
      guard scope.counts(dates) else { return }
      commissions.append(try row.commission(dates, screen))
      sink.progress("commissions", commissions.count)
    }
    return commissions
  }

  private static let commissionColumns: [ColumnType] =
    [.int8, .text, .text, .text, .text, .text] + Array(repeating: .date, count: 7)
    + [.int8, .int8, .date, .bool]

  private static func ordered(_ commissions: [Commission], _ names: [Text: Text]) -> [Commission] {
    commissions
      .map { (name: $0.boroughCode.flatMap { names[$0] }, commission: $0) }
      .sorted { left, right in
        if left.name != right.name {
          guard let leftName = left.name, let rightName = right.name else {
            return left.name != nil
          }
          return leftName < rightName
        }
        let (first, second) = (left.commission, right.commission)
        return (first.sortingReference, first.id) < (second.sortingReference, second.id)
      }
      .map(\.commission)
  }
}

extension Commission {
  /// A reference that is not recorded comes first, as an empty text does.
  var sortingReference: Text { reference ?? "" }
}

extension Row {
  /// What decides whether a row of `sql/facts/commissions.sql` counts.
  fileprivate func commissionDates() throws -> Commission {
    var commission = Commission(id: try int64(0))
    commission.requestedOn = try optionalDay(6)
    commission.agreedOn = try optionalDay(7)
    commission.startsOn = try optionalDay(8)
    commission.dueOn = try optionalDay(9)
    commission.completedOn = try optionalDay(10)
    commission.withdrawnOn = try optionalDay(11)
    commission.onHoldSince = try optionalDay(12)
    commission.caseStudyOn = try optionalDay(15)
    return commission
  }

  /// The rest of it.
  fileprivate func commission(_ dates: Commission, _ screen: Screen) throws -> Commission {
    var commission = dates
    let place = Place.commission(commission.id)
    commission.reference = screen.reference(try recordedText(1), of: commission.id)
    commission.boroughCode = screen.label(try recordedText(2), .boroughCode, in: place)
    commission.title = screen.free(try recordedText(3), "title", in: place)
    commission.theme = screen.label(try recordedText(4), .theme, in: place)
    let arrangement: Term<Arrangement>? = try recordedText(5).map { Term($0) }
    commission.arrangement = screen.term(arrangement, "arrangement", in: place)
    commission.daysAgreed = try optionalDays(13)
    commission.daysPerWeek = try optionalDays(14)
    commission.hasNarrative = try bool(16)
    return commission
  }
}

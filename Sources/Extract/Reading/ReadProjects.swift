import Database
import Facts
import SQL

extension Reader {
  /// Every commission a figure counts, by borough name, reference and id; those of no listed borough last.
  func readProjects(
    _ connection: borrowing Connection, _ programme: inout Programme, touched: Set<Int64>,
    _ screen: Screen
  ) throws -> ProjectIndex {
    let scope = CommissionScope(
      horizon, caseStudyDueDays: caseStudyDueDays,
      ids: touched.union(programme.reach.map(\.commissionID)))
    var commissions: [Commission] = []
    func read(_ parameters: [Parameter]) throws {
      try connection.forEach(query(.commissions, parameters), columns: Self.commissionColumns) {
        row in
        let dates = try row.commissionDates()
        guard scope.counts(dates) else { return }
        commissions.append(try row.commission(dates, screen))
        progress("commissions", commissions.count)
      }
    }
    try read(scope.byDates)
    let missing = scope.ids.subtracting(commissions.lazy.map(\.id))
    if !missing.isEmpty { try read(scope.byIDs(missing)) }
    try refuseRepeated(commissions.map(\.id), "commissions", "commission_id")
    programme.counts["commissions"] = commissions.count
    let names = Dictionary(uniqueKeysWithValues: programme.boroughs.map { ($0.code, $0.name) })
    return ProjectIndex(Self.ordered(commissions, names).map { Project($0) })
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
    commission.boroughCode = try screen.label(try recordedText(2), .boroughCode, in: place)
    commission.title = screen.free(try recordedText(3), "title", in: place)
    commission.theme = try screen.label(try recordedText(4), .theme, in: place)
    let arrangement: Term<Arrangement>? = try recordedText(5).map { Term($0) }
    commission.arrangement = screen.term(arrangement, "arrangement", in: place)
    commission.daysAgreed = try optionalDays(13)
    commission.daysPerWeek = try optionalDays(14)
    commission.hasNarrative = try bool(16)
    return commission
  }
}

import Database
import Facts
import SQL

extension Reader {
  /// Every commission a figure counts, by borough name, reference and id; those of no listed borough last.
  func readProjects(
    _ connection: borrowing Connection, _ programme: inout Programme, _ screen: Screen
  ) throws -> ProjectIndex {
    var commissions: [Commission] = []
    let witnesses = programme.reach.map(\.commissionID)
    try connection.forEach(
      query(.commissions, commissionParameters(witnesses)), columns: Self.commissionColumns
    ) { row in
      commissions.append(try row.commission(screen))
      progress("commissions", commissions.count)
    }
    try refuseRepeated(commissions.map(\.id), "commissions", "commission_id")
    programme.counts["commissions"] = commissions.count
    let names = Dictionary(uniqueKeysWithValues: programme.boroughs.map { ($0.code, $0.name) })
    return ProjectIndex(Self.ordered(commissions, names).map { Project($0) })
  }

  private static let commissionColumns: [ColumnType] =
    [.int8, .text, .text, .text, .text, .text] + Array(repeating: .date, count: 7)
    + [.int8, .int8, .date, .bool]

  private func commissionParameters(_ witnesses: [Int64]) -> [Parameter] {
    let periods = horizon.reportedPeriods
    let asOf = periods.map { $0 == horizon.period ? horizon.asOf : $0.span.until }
    let twelve = Span.merged(periods.map(\.twelveMonths) + horizon.reportedSpans)
    return [
      .dates(horizon.reportedSpans.map(\.from)), .dates(horizon.reportedSpans.map(\.until)),
      .dates(periods.map(\.span.from)), .dates(periods.map(\.span.until)), .dates(asOf),
      .dates(twelve.map(\.from)), .dates(twelve.map(\.until)), .int64(Int64(caseStudyDueDays)),
      .int64Array(witnesses),
    ]
  }

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
  /// A row of `sql/facts/commissions.sql`.
  fileprivate func commission(_ screen: Screen) throws -> Commission {
    var commission = Commission(id: try int64(0))
    let place = Place.commission(commission.id)
    commission.reference = screen.reference(try recordedText(1), of: commission.id)
    commission.boroughCode = screen.label(try recordedText(2), .boroughCode, in: place)
    commission.title = screen.free(try recordedText(3), "title", in: place)
    commission.theme = screen.label(try recordedText(4), .theme, in: place)
    let arrangement: Term<Arrangement>? = try recordedText(5).map { Term($0) }
    commission.arrangement = screen.term(arrangement, "arrangement", in: place)
    commission.requestedOn = try optionalDay(6)
    commission.agreedOn = try optionalDay(7)
    commission.startsOn = try optionalDay(8)
    commission.dueOn = try optionalDay(9)
    commission.completedOn = try optionalDay(10)
    commission.withdrawnOn = try optionalDay(11)
    commission.onHoldSince = try optionalDay(12)
    commission.daysAgreed = try optionalDays(13)
    commission.daysPerWeek = try optionalDays(14)
    commission.caseStudyOn = try optionalDay(15)
    commission.hasNarrative = try bool(16)
    return commission
  }
}

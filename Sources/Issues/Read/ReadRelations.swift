import Core
import System

extension Projects {
  /// Every commission a figure counted, with what of it lies before the period.
  mutating func readCommissions(_ files: IssueFiles) throws {
    try RowReader(.evidenceCommissions, files) { columns in
      { row in
        var project = Project(try row.commission(columns))
        project.daysBefore = try row.tally(columns, "days_before_")
        project.outcomesBefore = try row.outcomesBefore(columns)
        return project
      }
    }.forEach { add($0) }
  }

  /// What hangs on commissions.
  mutating func readAttachments(_ files: IssueFiles) throws {
    try RowReader(.evidenceVariations, files) { columns in
      let (number, agreed) = (columns["variation_no"], columns["agreed_on"])
      let (commission, change) = (columns["commission_id"], columns["days_change"])
      return { row in
        let variation = Variation(
          number: try row.need(number, row.integer(number)),
          agreedOn: try row.need(agreed, row.day(agreed)),
          daysChange: try row.need(change, row.days(change)))
        return (try row.need(commission, row.integer(commission)), variation)
      }
    }.forEach { id, variation in update(id) { $0.variations.append(variation) } }
    try RowReader(.evidenceStrands, files) { columns in
      { row in (try row.commissionID(columns), try row.strand(columns)) }
    }.forEach { id, strand in update(id) { $0.strands.append(strand) } }
    try RowReader(.evidenceReviews, files) { columns in
      { row in (try row.commissionID(columns), try row.review(columns)) }
    }.forEach { id, review in update(id) { $0.review = review } }
    try RowReader(.evidenceSharedPractice, files) { columns in
      { row in (try row.commissionID(columns), try row.share(columns)) }
    }.forEach { id, share in update(id) { $0.shares.append(share) } }
  }
}

extension CSVRecord {
  func commissionID(_ columns: Columns) throws -> Int64 {
    try need(columns["commission_id"], integer(columns["commission_id"]))
  }

  /// Count, sum, first and last, behind a prefix.
  func tally(_ columns: Columns, _ prefix: String = "") throws -> DayTally {
    DayTally(
      entries: try count(columns[prefix + "count"]),
      days: try need(columns[prefix + "sum"], days(columns[prefix + "sum"])),
      first: try day(columns[prefix + "first"]), last: try day(columns[prefix + "last"]))
  }

  fileprivate func commission(_ columns: Columns) throws -> Commission {
    var commission = Commission(id: try commissionID(columns))
    commission.reference = text(columns["reference"])
    commission.boroughCode = text(columns["borough_code"])
    commission.theme = text(columns["theme"])
    commission.arrangement = text(columns["arrangement"]).map { Term($0) }
    commission.requestedOn = try day(columns["requested_on"])
    commission.agreedOn = try day(columns["agreed_on"])
    commission.startsOn = try day(columns["starts_on"])
    commission.dueOn = try day(columns["due_on"])
    commission.completedOn = try day(columns["completed_on"])
    commission.withdrawnOn = try day(columns["withdrawn_on"])
    commission.onHoldSince = try day(columns["on_hold_since"])
    commission.daysAgreed = try days(columns["days_agreed"])
    commission.daysPerWeek = try days(columns["days_per_week"])
    commission.caseStudyOn = try day(columns["case_study_on"])
    return commission
  }

  fileprivate func outcomesBefore(_ columns: Columns) throws -> StageCounts {
    var counts = StageCounts()
    counts.achieved = try count(columns["outcomes_before_achieved"])
    counts.enabling = try count(columns["outcomes_before_enabling"])
    counts.expected = try count(columns["outcomes_before_expected"])
    counts.notAchieved = try count(columns["outcomes_before_not_achieved"])
    counts.unrecorded = try count(columns["outcomes_before_unrecorded"])
    return counts
  }

  fileprivate func strand(_ columns: Columns) throws -> Strand {
    var strand = Strand(number: try need(columns["strand_no"], integer(columns["strand_no"])))
    strand.completedOn = try day(columns["completed_on"])
    strand.onHoldSince = try day(columns["on_hold_since"])
    strand.stoppedOn = try day(columns["stopped_on"])
    strand.startsOn = try day(columns["starts_on"])
    strand.dueOn = try day(columns["due_on"])
    return strand
  }

  fileprivate func review(_ columns: Columns) throws -> Review {
    Review(
      askedOn: try day(columns["asked_on"]), receivedOn: try day(columns["received_on"]),
      rating: text(columns["rating"]).map { Term($0) },
      hasComment: try boolean(columns["has_comment"]) ?? false,
      mayPublish: try boolean(columns["may_publish"]) ?? false)
  }

  fileprivate func share(_ columns: Columns) throws -> SharedPractice {
    SharedPractice(
      number: try need(columns["share_no"], integer(columns["share_no"])),
      sharedOn: try need(columns["shared_on"], day(columns["shared_on"])),
      boroughCode: text(columns["borough_code"]), channel: text(columns["channel"]))
  }
}

/// Days and outcomes of the period, as they pass.
enum SavedEntries {
  static func days(_ files: IssueFiles) throws -> RowReader<DayEntry> {
    try RowReader(.days, files) { columns in
      let commission = columns["commission_id"]
      let workedOn = columns["worked_on"]
      let adviser = columns["adviser_id"]
      let (activity, days, recordedAt) = (
        columns["activity"], columns["days"], columns["recorded_at"]
      )
      return { row in
        DayEntry(
          commissionID: try row.need(commission, row.integer(commission)),
          workedOn: try row.need(workedOn, row.day(workedOn)),
          adviserID: try row.need(adviser, row.integer(adviser)), activity: row.text(activity),
          days: try row.need(days, row.days(days)),
          recordedAt: try row.need(recordedAt, row.instant(recordedAt)))
      }
    }
  }

  static func outcomes(_ files: IssueFiles) throws -> RowReader<Outcome> {
    try RowReader(.outcomes, files) { columns in
      let commission = columns["commission_id"]
      let number = columns["outcome_no"]
      let observedOn = columns["observed_on"]
      let (kind, stage) = (columns["kind"], columns["stage"])
      let (summary, recordedAt) = (columns["summary"], columns["recorded_at"])
      return { row in
        Outcome(
          commissionID: try row.need(commission, row.integer(commission)),
          number: try row.need(number, row.integer(number)),
          observedOn: try row.need(observedOn, row.day(observedOn)), kind: row.text(kind),
          stage: row.text(stage).map { Term($0) }, summary: row.text(summary),
          recordedAt: try row.need(recordedAt, row.instant(recordedAt)))
      }
    }
  }
}

extension Programme {
  /// Boroughs, advisers and bank holidays.
  mutating func readPeople(_ files: IssueFiles) throws {
    try RowReader(.boroughs, files) { columns in
      let (code, name) = (columns["borough_code"], columns["borough"])
      let reach = columns[metrics.reach.id]
      return { row -> Borough? in
        // The last row, of what belongs to no listed borough, reaches nobody.
        guard row.printed(reach) != nil else { return nil }
        return Borough(code: try row.need(code, row.text(code)), name: row.text(name) ?? "")
      }
    }.forEach { if let borough = $0 { boroughs.append(borough) } }
    try readAdvisers(files)
    try RowReader(.evidenceBankHolidays, files) { columns in
      let day = columns["holiday_on"]
      return { row in try row.need(day, row.day(day)) }
    }.forEach { bankHolidays.insert($0) }
  }

  /// Names stand only in advisers.csv, for those it lists.
  private mutating func readAdvisers(_ files: IssueFiles) throws {
    var names: [Int64: Text] = [:]
    try RowReader(.advisers, files) { columns in
      let (id, name) = (columns["adviser_id"], columns["adviser"])
      return { row in (try row.need(id, row.integer(id)), row.text(name)) }
    }.forEach { id, name in names[id] = name }
    try RowReader(.evidenceAdvisers, files) { columns in
      let (id, appointed) = (columns["adviser_id"], columns["appointed_on"])
      let (left, rate) = (columns["left_on"], columns["days_per_week"])
      return { row in
        let number = try row.need(id, row.integer(id))
        return Adviser(
          id: number, name: names[number] ?? "",
          appointedOn: try row.need(appointed, row.day(appointed)), leftOn: try row.day(left),
          daysPerWeek: try row.need(rate, row.days(rate)))
      }
    }.forEach { advisers.append($0) }
  }
}

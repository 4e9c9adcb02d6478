import Facts
import Metrics
import Reports

extension Programme {
  /// Boroughs, advisers and bank holidays.
  mutating func readPeople(_ files: FrozenFiles) throws {
    try RowReader(.boroughs, files) { columns in
      let (code, name) = (columns["borough_code"], columns["borough"])
      let reach = columns[Metric.reach.id]
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
  private mutating func readAdvisers(_ files: FrozenFiles) throws {
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

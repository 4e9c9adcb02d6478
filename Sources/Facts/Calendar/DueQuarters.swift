extension Period {
  /// The quarter a folder is named after; nil for any other name, also one that only a year of another first month has.
  package init?(quarterFolder name: String, yearStartsIn month: Int) {
    let parts = name.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2 || parts.count == 3, let number = parts.last else { return nil }
    let year = parts.dropLast().joined(separator: "/")
    self.init(quarter: "\(year)-\(number)", yearStartsIn: month)
    guard self.name == name else { return nil }
  }

  /// The quarters whose reports are due on a day, in order.
  ///
  /// One is due from so many days after its last day, and never before it is over.
  ///
  /// - Parameter first: the earliest that is asked for; when nil, only the last complete one is.
  package static func quarters(
    dueOn today: CalendarDay, afterDays days: Int, first: Period?, yearStartsIn month: Int
  ) -> [Period] {
    guard let last = Period(lastQuarterBefore: today, yearStartsIn: month) else { return [] }
    var due: [Period] = []
    var quarter: Period? = last
    while let found = quarter, found.span.from >= (first ?? last).span.from {
      if found.span.lastDay.advanced(by: days) <= today { due.append(found) }
      quarter = found.previousPeriod
    }
    return due.reversed()
  }
}

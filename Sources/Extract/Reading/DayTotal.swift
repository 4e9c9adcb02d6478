import Facts

/// Day entries counted and added up.
struct DayTotal: Equatable {
  private(set) var entries = 0
  private(set) var days = Days.zero

  mutating func add(_ days: Days, entries: Int = 1) {
    self.entries += entries
    self.days += days
  }

  /// Entries that went by one by one must come to what the database itself adds them up to: else a row was lost, or made another
  /// number on its way.
  func check(against sums: some Sequence<DayTotal>) throws(ExtractError) {
    var expected = DayTotal()
    for sum in sums { expected.add(sum.days, entries: sum.entries) }
    guard self != expected else { return }
    throw ExtractError(
      .miscounted,
      "days: the period's rows as they were read are \(entries) entries of \(days) days, as the database counts them "
        + "\(expected.entries) of \(expected.days)")
  }
}

import Facts
import Metrics

/// A span whose days or outcomes are kept in totals, and its name in the file.
struct EvidenceSpan {
  let name: String
  let window: Window
}

extension Programme {
  /// Comparisons that hold numbers, and the year to date before the period, named as the year to date of the day
  /// before: what is left of it stands in days.csv.
  func dayTotalSpans(_ horizon: Horizon) -> [EvidenceSpan] {
    let earlier = horizon.earlierThisYear
    return comparisons(horizon)
      + (earlier.length > 0
        ? [EvidenceSpan(name: "ytd-\(earlier.lastDay)", window: .yearToDate)] : [])
  }

  /// Comparisons that hold numbers, and the whole year to date.
  func outcomeTotalSpans(_ horizon: Horizon) -> [EvidenceSpan] {
    comparisons(horizon)
      + [EvidenceSpan(name: horizon.period.yearToDateName, window: .yearToDate)]
  }

  /// In order of their names.
  private func comparisons(_ horizon: Horizon) -> [EvidenceSpan] {
    horizon.frames.filter { $0.window != .period && isApplicable($0) }
      .map { EvidenceSpan(name: $0.period.name, window: $0.window) }
      .sorted { $0.name < $1.name }
  }

  /// Those of the spans whose capacity is reported.
  func evidenceBankHolidays(_ horizon: Horizon) -> [[Cell]] {
    let spans = horizon.frames.map(\.span)
    return bankHolidays.sorted().filter { day in spans.contains { $0.contains(day) } }
      .map { [Cell($0)] }
  }
}

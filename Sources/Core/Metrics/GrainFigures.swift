extension AdviserMeasures {
  func figures(_ period: Period) -> [Figure] {
    let measures: [(Metric, Measure)] = [
      (.daysInPeriod, .days(daysInPeriod)), (.daysHost, .days(days(.host))),
      (.daysCommissioned, .days(days(.commissioned))), (.daysUrgent, .days(days(.urgent))),
      (.daysBoard, .days(days(.board))), (.daysUnrecorded, .days(daysUnrecorded)),
      (.projectsWorked, .count(projectsWorked)), (.capacityDays, .days(capacity.days)),
      (.utilisation, utilisation.map { .amount(.ratio($0)) } ?? .notApplicable),
    ]
    // One name for all of them: there may be thousands of advisers.
    let (key, span) = (Text(String(adviser.id)), period.name)
    return measures.map {
      Figure($0, .adviser, key: key, span: span, $1, n: $0 == .utilisation ? 1 : nil)
    }
  }
}

extension BoroughMeasures {
  func figures(_ period: Period) -> [Figure] {
    let measures: [(Metric, Measure)] = [
      (.projects, .count(projects)), (.daysInPeriod, .days(daysInPeriod)),
      (.daysToDate, .days(daysToDate)),
    ]
    return measures.map {
      Figure($0, .borough, key: borough?.code, span: $0.span(of: period), $1)
    }
  }
}

extension GroupMeasures {
  func figures(_ grain: Metric.Grain, _ period: Period) -> [Figure] {
    [
      Figure(.projects, grain, key: key, span: period.name, .count(projects)),
      Figure(.daysInPeriod, grain, key: key, span: period.name, .days(daysInPeriod)),
    ]
  }
}

extension Programme {
  /// Days by activity, and by calendar month cut by the period.
  func activityFigures(_ period: Period) -> [Figure] {
    activityDays.map {
      Figure(.daysInPeriod, .activity, key: $0, span: period.name, .days($1))
    }
      + period.span.months.map {
        Figure(
          .daysInPeriod, .month, key: Text($0.monthKey), span: period.name,
          .days(monthDays[$0] ?? .zero))
      }
  }

  /// Outcomes achieved by kind, in every span that is reported, for each kind that any of them has.
  func kindFigures(_ context: ReportingContext) -> [Figure] {
    let spans =
      context.frames.filter(isApplicable).map { ($0.window, $0.period.name) }
      + [(.yearToDate, context.period.yearToDateName)]
    let windows = Set(spans.map(\.0))
    var counts: [Text?: [ComparisonSpan: Int]] = [:]
    projects.forEach { project in
      project.achieved.forEach { item in
        guard windows.contains(item.window) else { return }
        counts[item.kind, default: [:]][item.window, default: 0] += item.count
      }
    }
    return counts.flatMap { kind, byWindow in
      spans.map { window, span in
        Figure(.outcomesInPeriod, .kind, key: kind, span: span, .count(byWindow[window] ?? 0))
      }
    }
  }
}

extension Span {
  /// The first days of the calendar months it touches.
  package var months: [CalendarDay] {
    var months: [CalendarDay] = []
    var month = CalendarDay(year: from.year, month: from.month, day: 1) ?? from
    while month < until {
      months.append(month)
      month = month.advanced(byMonths: 1)
    }
    return months
  }
}

extension CalendarDay {
  /// The key of its month: `2010-M11`, which no spreadsheet takes for a date.
  package var monthKey: String { "\(padded(year, 4))-M\(padded(month, 2))" }
}

/// Projects in scope and days in the period of one theme, arrangement or progress; `key` is nil where it is not recorded.
package struct GroupMeasures: Hashable, Sendable {
  package let key: Text?
  package var projects = 0
  package var daysInPeriod = Days.zero
}

/// Groups while projects are added to them.
struct Groups {
  private var byKey: [Text?: GroupMeasures] = [:]

  mutating func add(_ project: ProjectMeasures, to key: Text?) {
    byKey[key, default: GroupMeasures(key: key)].projects += 1
    byKey[key, default: GroupMeasures(key: key)].daysInPeriod += project.daysInPeriod
  }

  /// In code-point order, what is not recorded last.
  var ordered: [GroupMeasures] {
    byKey.values.sorted { left, right in
      guard let leftKey = left.key, let rightKey = right.key else { return left.key != nil }
      return leftKey < rightKey
    }
  }
}

extension PaperSection {
  /// Five computed lines: days, projects, how well, better off, exceptions.
  package static let summary = PaperSection("summary", "Summary") { facts in
    [.list([facts.daysLine, facts.projectsLine, facts.howWellLine, facts.betterOffLine, facts.exceptionsLine])]
  }
}

extension ReportFacts {
  fileprivate var daysLine: Prose {
    let worked = measures.worked
    guard worked > 0 else {
      guard let first = programme.firstDayAfter,
        let quarter = Period(quarterOf: first, yearStartsIn: period.yearStartsIn)
      else {
        return withoutDays
      }
      return "No days were recorded in the period or before it. The first entry is of \(first), in \(quarter)."
    }
    let delivered = days(metrics.daysDelivered)
    let projects = Prose.count(worked, "project", "projects")
    let (before, boroughsBefore) = comparisons(delivered)
    let lead: Prose =
      "\(.days(delivered)) \(.wasOrWere(delivered)) delivered"
    let advisers: Prose = offer.has("days", "adviser_id") ? "The advisers delivered \(.days(delivered))" : lead
    let whole = programme.boroughs.count
    let boroughs: Prose =
      !offer.has("commissions", "borough_code")
      ? ""
      : offer.has("boroughs")
        ? " in \(count(metrics.boroughsWithDays)) of \(.count(whole, "borough", "boroughs"))\(boroughsBefore)"
        : " in \(.count(count(metrics.boroughsWithDays), "borough", "boroughs"))\(boroughsBefore)"
    return "\(advisers)\(before) on \(projects)\(boroughs)."
  }

  /// The sentence for a period without days. Entries that make no figure are not the same as no entries.
  var withoutDays: Prose {
    if let rows = programme.rowsWithoutFigure["days"] {
      return "No day entry makes a figure (\(.count(rows, "is", "are")) set aside, see Data quality)."
    }
    let rows = programme.counts.setAside["days"]?.values.reduce(0, +) ?? 0
    guard rows > 0, programme.counts["days"] == 0 else { return "No days were recorded in the period." }
    return "No day entry of the period makes a figure (\(.count(rows, "is", "are")) set aside, see Data quality)."
  }

  /// Returns what the previous period had, for the days and for the boroughs: each follows the number that it is compared with.
  private func comparisons(_ delivered: Days) -> (days: Prose, boroughs: Prose) {
    guard let previous = comparedWith,
      case .amount(.days(let was)) = figure(metrics.daysDelivered, previous)?.measure
    else { return ("", "") }
    let difference = max(delivered, was) - min(delivered, was)
    let days: Prose =
      delivered == was
      ? ", as in \(previous)," : ", \(difference) \(words: delivered > was ? "more" : "fewer") than in \(previous),"
    guard case .amount(.count(let boroughs)) = figure(metrics.boroughsWithDays, previous)?.measure else {
      return (days, "")
    }
    return (days, " (\(.noneOr(boroughs)) in \(words: previous.shortTitle))")
  }

  fileprivate var projectsLine: Prose {
    let inScope = measures.projects.count
    guard inScope > 0 else { return "No project was in scope of the period." }
    let (started, completed) = (count(metrics.projectsStarted), count(metrics.projectsCompleted))
    let requests = count(metrics.requestsReceived)
    let ended: Prose =
      offer.has(metrics.projectsCompleted.definition.needs)
      ? " and \(.noneOr(completed)) \(.verb(max(completed, 1), "was", "were")) completed" : ""
    let received: Prose =
      offer.has(metrics.requestsReceived.definition.needs)
      ? " \(.countOrNo(requests, "request was", "requests were")) received." : ""
    return """
      \(.count(inScope, "project was", "projects were")) in scope of the period: \(.noneOr(started)) started\(ended) in it.\(received)
      """
  }

  fileprivate var howWellLine: Prose {
    let rated = count(metrics.projectsRated)
    let feedback = count(metrics.projectsWithFeedback)
    let sentences = [usedCapacity, wait].compactMap(\.self)
    let projects = Prose.count(measures.projects.count, "project", "projects")
    let views: Prose =
      feedback == 0
      ? "None of \(projects) in scope has a rating or any other feedback."
      : """
      \(rated) of \(projects) in scope \(.verb(rated, "has", "have")) a rating and \(feedback) \
      \(.verb(feedback, "has", "have")) any feedback.
      """
    let hasViews = !measures.projects.isEmpty && offer.has(metrics.projectsWithFeedback.definition.needs)
    let all = sentences + (hasViews ? [views] : [])
    return all.isEmpty ? "There is nothing yet to judge how well the work was done by." : all.joined(" ")
  }

  private var usedCapacity: Prose? {
    guard let figure = figure(metrics.utilisation), let n = figure.n, figure.measure.amount != nil else { return nil }
    let others = withoutCapacity.map { ", with \($0)" as Prose } ?? ""
    return "\(figure.measure.prose) of the capacity of \(.count(n, "adviser", "advisers")) was used\(others)."
  }

  private var wait: Prose? {
    guard let figure = figure(metrics.waitDaysMedian), let n = figure.n, figure.measure.amount != nil else {
      return nil
    }
    return """
      The median wait for a first day was \(figure.measure.prose) calendar days \
      (\(.count(n, "project", "projects"))).
      """
  }

  fileprivate var betterOffLine: Prose {
    let outcomes = count(metrics.outcomesInPeriod)
    let occasions = count(metrics.practiceOccasions)
    let boroughs = count(metrics.boroughsSharedWith)
    var year: Prose = ""
    if context.yearToDate != period.span,
      case .amount(.count(let toDate)) = yearToDate(metrics.outcomesInPeriod)?.measure
    {
      year = ", \(.noneOr(toDate)) in the year to date"
    }
    let others: Prose =
      offer.has(metrics.boroughsSharedWith.definition.needs + ["commissions.borough_code"])
      ? ", with \(.countOrNo(boroughs, "other borough", "other boroughs", no: "no"))" : ""
    let practice: Prose =
      !offer.has(metrics.practiceOccasions.definition.needs)
      ? ""
      : occasions == 0
        ? " No practice was shared."
        : " Practice was shared on \(.count(occasions, "occasion", "occasions"))\(others)."
    let achieved = Prose.countOrNo(outcomes, "outcome was", "outcomes were")
    return "\(achieved) achieved\(year).\(practice)"
  }

  fileprivate var exceptionsLine: Prose {
    let errors = programme.findings.count { $0.severity == .error }
    let missed = unexplainedTargets.count
    let all: [Prose?] = [
      exceptions.summary,
      missed > 0 ? "\(.count(missed, "target", "targets")) missed without an explanation" : nil,
      errors > 0 ? .count(errors, "error in the data", "errors in the data") : nil,
    ]
    let said = all.compactMap(\.self)
    return said.isEmpty ? "There are no exceptions." : "Exceptions: \(said.sentence())."
  }
}

extension Period {
  /// The title where the year was named before: `Quarter 2`.
  fileprivate var shortTitle: String { if case .quarter(let number, _) = kind { "Quarter \(number)" } else { title } }
}

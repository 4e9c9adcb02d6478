@testable import Core

/// What the report says of a project of a random programme, from its raw rows. No such programme has strands, variations or
/// rates.
struct PlainProject {
  let index: Int
  let commission: Commission
  /// In hundredths.
  let days: Int64
  let daysInPeriod: Int64
  let lastDay: CalendarDay?
  private let entries: [RandomReport.Entry]

  private static let end = RandomReport.period.until
  private static let last = end.previous
  private static let nextQuarter = Span(from: end, until: end.advanced(byMonths: 3))

  init(_ random: RandomReport, _ index: Int) {
    self.index = index
    commission = random.world.programme.projects[index].commission
    entries = random.entries.filter { $0.project == index }
    days = entries.reduce(0) { $0 + $1.hundredths }
    daysInPeriod = entries.filter { RandomReport.period.contains($0.day) }.reduce(0) { $0 + $1.hundredths }
    lastDay = entries.map(\.day).max()
  }

  static func all(_ random: RandomReport) -> [PlainProject] {
    random.world.programme.projects.indices.map { PlainProject(random, $0) }
  }

  private func isOver(_ date: CalendarDay?) -> Bool { date.map { $0 <= Self.last } ?? false }

  var state: String {
    if isOver(commission.withdrawnOn) { return "withdrawn" }
    if isOver(commission.completedOn) { return "completed" }
    if isOver(commission.onHoldSince) { return "on hold" }
    if isOver(commission.startsOn) { return "active" }
    if isOver(commission.agreedOn) { return "agreed" }
    guard let asked = commission.requestedOn else { return "not recorded" }
    return asked <= Self.last ? "requested" : "not yet requested"
  }

  /// In hundredths.
  var agreed: Int64? { commission.daysAgreed?.hundredths }

  /// A planned end before the start counts as not recorded.
  var due: CalendarDay? {
    guard let due = commission.dueOn, commission.startsOn.map({ $0 <= due }) ?? true else { return nil }
    return due
  }

  /// In hundredths.
  var profiled: Int64? {
    guard let agreed else { return nil }
    if state == "completed" { return agreed }
    guard let starts = commission.startsOn, let due else { return nil }
    var end = Self.end
    if let hold = commission.onHoldSince { end = min(end, hold) }
    if let stopped = commission.withdrawnOn { end = min(end, stopped.next) }
    let whole = Int64(due.next - starts)
    return rounded(agreed * max(0, min(Int64(end - starts), whole)), whole)
  }

  private func rounded(_ dividend: Int64, _ divisor: Int64) -> Int64 { (2 * dividend + divisor) / (2 * divisor) }

  /// nil where nothing is overdue.
  var daysOverdue: Int? {
    guard let due, due <= Self.last, ["requested", "agreed", "active", "on hold"].contains(state) else { return nil }
    return Self.last - due
  }

  private func isBelow(_ percent: Int64) -> Bool { profiled.map { days * 100 < percent * $0 } ?? false }

  var progress: String {
    switch state {
    case "withdrawn": return "stopped"
    case "completed":
      guard let agreed else { return "delivered" }
      return days > agreed ? "delivered over" : days * 100 < 75 * agreed ? "delivered short" : "delivered"
    case "on hold": return "on hold"
    default: break
    }
    if entries.isEmpty, !isOver(commission.startsOn) { return "not started" }
    if let agreed, days > agreed { return "overrun" }
    if let daysOverdue, daysOverdue > 0 { return "overdue" }
    guard profiled != nil else { return "no plan" }
    if !isBelow(90) { return "on track" }
    if let starts = commission.startsOn, starts <= Self.last, Self.end - starts <= 28 { return "just started" }
    return isBelow(75) ? "behind" : "slipping"
  }

  /// `5.00 of 10.00 days profiled (50%)`; below a limit the percentage never reads as the limit.
  var againstProfile: String {
    guard let profiled else { return "\(spelled(days)) to date, no profile" }
    guard profiled > 0 else { return "\(written(days)) of \(spelled(profiled)) profiled" }
    let share = rounded(days * 100, profiled)
    let isLess = days * 100 < share * profiled
    let shown =
      isLess && [75, 90].contains(share) ? "under \(share)%" : percent(days * 100, of: profiled)
    return "\(written(days)) of \(spelled(profiled)) profiled (\(shown))"
  }

  /// In hundredths; nil where nobody knows.
  private var left: Int64? { agreed.map { max(0, $0 - days) } }

  /// The days of the next quarter that the project still takes, in hundredths; nil where nobody knows.
  var committed: Int64? {
    guard let left else { return nil }
    if left == 0 { return 0 }
    guard let due else { return nil }
    guard due > Self.last else { return left }
    let from = max(Self.end, commission.startsOn ?? Self.end)
    let inside = max(0, min(due.next, Self.nextQuarter.until) - max(from, Self.nextQuarter.from))
    return rounded(left * Int64(inside), Int64(due.next - from))
  }

  /// How many days after the last day reported on the days left are delivered at the pace of the last 56 days.
  private var daysToFinish: Int64? {
    guard let left, left > 0, !["withdrawn", "completed", "on hold"].contains(state) else { return nil }
    let recent = entries.filter { $0.day >= Self.end.advanced(by: -56) }
    let pace = recent.reduce(0) { $0 + $1.hundredths }
    guard recent.count >= 3, pace > 0 else { return nil }
    return (left * 56 + pace - 1) / pace
  }

  private var daysPastDue: Int64? {
    guard let due, due > Self.last, let daysToFinish else { return nil }
    return daysToFinish - Int64(due - Self.last)
  }

  private var finish: String {
    guard let days = daysToFinish else { return "–" }
    let isFar = days > Int64(Self.last.advanced(byMonths: 60) - Self.last)
    return isFar ? "not in sight" : Self.last.advanced(by: Int(days)).written
  }

  /// An exception that the project is, how grave, and what is said of it.
  struct PlainException {
    let title: String
    /// How it is called where it is not the gravest.
    let also: String
    let counted: String
    let gravity: Int64
    let words: String
  }

  /// Every exception that the project is, the gravest kind first.
  var exceptions: [PlainException] {
    var found: [PlainException] = []
    func add(
      _ title: String, _ counted: String, also: String? = nil, _ gravity: Int64, _ words: String, if holds: Bool
    ) {
      guard holds else { return }
      found.append(
        PlainException(title: title, also: also ?? "\(counted): ", counted: counted, gravity: gravity, words: words))
    }
    func since(_ day: CalendarDay?) -> Int64 { day.map { Int64(Self.end - $0) } ?? 0 }
    let dueOn = commission.dueOn?.written ?? ""
    let late = daysOverdue ?? 0
    add(
      "Overdue", "overdue", Int64(late),
      "due on \(dueOn)\(late == 0 ? "" : ", \(count(late, "day")) overdue"), and not completed", if: daysOverdue != nil)
    let over = days - (agreed ?? 0)
    add(
      "Overrun", "overrun", over,
      "\(spelled(days)) to date, \(written(over)) more than the \(written(agreed ?? 0)) agreed",
      if: progress == "overrun")
    let past = daysPastDue ?? 0
    add(
      "Heading past its date", "heading past its date", past,
      "due on \(dueOn); at the pace of the last 56 days its end is \(finish)", if: past > 14)
    add("Behind", "behind", (profiled ?? 0) - days, againstProfile, if: progress == "behind")
    let isLongSilent = lastDay.map { Self.end - $0 > 28 } ?? true
    let isLongActive = commission.startsOn.map { Self.end - $0 > 28 } ?? false
    let isStalled =
      state == "active" && profiled != nil && (agreed.map { days < $0 } ?? true) && isLongActive && isLongSilent
    add(
      "Stalled", "stalled", since(lastDay ?? commission.startsOn),
      lastDay.map { "no day entry since \($0.written)" }
        ?? "started on \(commission.startsOn?.written ?? ""), and no day entry yet", if: isStalled)
    let waited = commission.requestedOn.map { Self.last - $0 } ?? 0
    let waits =
      (state == "requested" || state == "agreed" && commission.startsOn == nil) && entries.isEmpty && waited > 28
    add(
      "Waiting too long", "waiting too long", Int64(waited),
      "requested on \(commission.requestedOn?.written ?? ""), and after \(count(waited, "day")) not begun", if: waits)
    let held = "on hold since \(commission.onHoldSince?.written ?? "")"
    add("On hold", "on hold", also: "", since(commission.onHoldSince), held, if: state == "on hold")
    let isUnshared = state == "completed" && since(commission.completedOn) > 30
    add(
      "Case study due", "with a case study due", since(commission.completedOn),
      "completed on \(commission.completedOn?.written ?? ""), and its case study not shared by 31 December 2010",
      if: isUnshared)
    add(
      "Runs out early", "running out early", -past,
      "due on \(dueOn); at the pace of the last 56 days its days run out on \(finish)", if: past < -14)
    return found
  }

  /// The state and since when.
  var standing: String {
    func since(_ words: String, _ day: CalendarDay?) -> String { "\(words) \(day?.written ?? "not recorded")" }
    return switch state {
    case "withdrawn": since("Withdrawn on", commission.withdrawnOn)
    case "completed": since("Completed on", commission.completedOn)
    case "on hold": since("On hold since", commission.onHoldSince)
    case "active": since("Active since", commission.startsOn)
    case "agreed": since("Agreed on", commission.agreedOn)
    case "requested": since("Requested on", commission.requestedOn)
    case "not yet requested": "Not yet requested"
    default: "Neither a request nor a start is recorded"
    }
  }

  /// What the progress means, with its numbers.
  var outlook: String {
    let over = spelled(days - (agreed ?? 0))
    return switch progress {
    case "stopped": "The work was stopped"
    case "delivered": "The work is delivered"
    case "delivered over": "The work is delivered, with \(over) more than agreed"
    case "delivered short": "The work is delivered, with \(written(days)) of \(spelled(agreed ?? 0)) agreed"
    case "on hold": "The work is on hold"
    case "not started": "The work has not started"
    case "no plan": "There is no profile of days to compare with"
    case "overrun": "Overrun: \(over) more than agreed"
    case "overdue": "Overdue by \(count(daysOverdue ?? 0, "day")): \(againstProfile)"
    default: "\(progress.capitalised): \(againstProfile)"
    }
  }
}

extension Programme {
  /// A project by its reference and its borough's name, as text.
  func plainName(_ commission: Commission) -> String {
    let reference = commission.reference?.string ?? "Commission \(commission.id)"
    guard let code = commission.boroughCode else { return "\(reference), all of London" }
    let name = boroughs.first { $0.code == code }?.name.recorded
    return "\(reference), \(name?.string ?? "borough \(code.string)")"
  }
}

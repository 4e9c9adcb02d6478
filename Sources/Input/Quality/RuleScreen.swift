import Core
import Database
import SQL

/// Every text passes here before anything else sees it: what looks as if it identified a person goes no further.
///
/// What is found is told by row and column, never by the text itself. Each label is looked at once, however many rows it
/// names.
final class Screen {
  /// A label must be withheld and its number is not known: the read begins again, with the numbers of all of them.
  struct NeedsNumbers: Error {}

  /// What is wrong with a label that something is wrong with.
  struct Suspect {
    let kinds: [PersonalData]
    let hidesCharacters: Bool
    var replacement: Text?
    /// The first row that it was read in.
    var place: RowKey?
  }

  private var labels = [[Text: Suspect?]](repeating: [:], count: Label.allCases.count)
  private let numbers: [Label: [Text: Int]]?
  private var lacksNumber = false
  private var found: Set<Finding> = []

  static let withheld: Text = "[withheld]"

  /// - Parameter suspects: by label, all the texts in the database in which anything could be wrong; nil when they were not
  ///   asked for, because nothing was found in those that are read.
  init(_ suspects: [Label: Set<Text>]?) {
    numbers = suspects?.mapValues { texts in
      let withheld = texts.filter { !PersonalData.kinds(in: $0.string).isEmpty }.sorted()
      return Dictionary(uniqueKeysWithValues: zip(withheld, 1...))
    }
  }

  /// A label as it may be printed.
  func label(
    _ text: Text?, _ label: Label, in place: @autoclosure () -> RowKey
  ) -> Text? {
    guard let text, let suspect = suspect(text, label) else { return text }
    let place = place()
    let first = suspect.place.map { min($0, place) } ?? place
    labels[Int(label.rawValue)][text]??.place = first
    return suspect.replacement ?? text
  }

  /// nil where nothing is wrong with a label.
  func suspect(_ text: Text, _ label: Label) -> Suspect? {
    if let known = labels[Int(label.rawValue)][text] { return known }
    let suspect = look(at: text, label)
    labels[Int(label.rawValue)][text] = .some(suspect)
    return suspect
  }

  private func look(at text: Text, _ label: Label) -> Suspect? {
    let kinds = PersonalData.kinds(in: text.string)
    var suspect = Suspect(kinds: kinds, hidesCharacters: text.holdsHiddenCharacters)
    guard !kinds.isEmpty else { return suspect.hidesCharacters ? suspect : nil }
    let number = numbers?[label]?[text]
    lacksNumber = lacksNumber || number == nil
    suspect.replacement = number.map { Text("[withheld-\($0)]") } ?? Self.withheld
    return suspect
  }

  /// Asked between statements: one that is broken off would end the snapshot.
  func checkNumbers() throws(NeedsNumbers) {
    if lacksNumber { throw NeedsNumbers() }
  }

  /// A reference as it may be printed: one that is withheld is known by its commission.
  func reference(_ text: Text?, of commission: Int64) -> Text? {
    let isWithheld = free(text, "reference", in: .commission(commission)) != text
    return isWithheld ? Text("[withheld-\(commission)]") : text
  }

  /// Any other text: all of it is withheld, or nothing.
  func free(_ text: Text?, _ column: String, in place: @autoclosure () -> RowKey) -> Text? {
    guard let text else { return nil }
    if text.holdsHiddenCharacters { found.insert(.hidden(column, place())) }
    let kinds = PersonalData.kinds(in: text.string)
    guard !kinds.isEmpty else { return text }
    found.insert(.withheld(column, kinds, "it is withheld from every file", place()))
    return Self.withheld
  }

  /// A word of a closed vocabulary, or whatever stands in its place.
  func term<Value>(
    _ term: Term<Value>?, _ column: String, in place: @autoclosure () -> RowKey
  ) -> Term<Value>? {
    guard let term, term.value == nil else { return term }
    return free(term.text, column, in: place()).map { Term($0) }
  }

  /// All that was found so far; a label once, in the first row that it was read in.
  var findings: Set<Finding> {
    var all = found
    for label in Label.allCases {
      for case .some(let suspect) in labels[Int(label.rawValue)].values {
        all.formUnion(suspect.findings(label))
      }
    }
    return all
  }
}

extension Screen.Suspect {
  fileprivate func findings(_ label: Label) -> [Finding] {
    guard let place else { return [] }
    var findings: [Finding] = []
    if hidesCharacters { findings.append(.hidden(label.column, place)) }
    if let replacement {
      let then = "\(replacement) stands for it in every file and in all rows that hold the same"
      findings.append(.withheld(label.column, kinds, then, place))
    }
    return findings
  }
}

extension Finding {
  fileprivate static func withheld(
    _ column: String, _ kinds: [PersonalData], _ then: String, _ place: RowKey
  ) -> Finding {
    let what = kinds.map(\.rawValue).joined(separator: " and ")
    return Finding(
      rule: "withheld-text", severity: .error, relation: place.relation, key: place.key,
      message: "\(column) looks as if it held \(what); \(then)")
  }

  fileprivate static func hidden(_ column: String, _ place: RowKey) -> Finding {
    Finding(
      rule: "hidden-characters", severity: .warning, relation: place.relation, key: place.key,
      message: "\(column) holds control or direction characters; the paper leaves them out")
  }
}

extension Reader {
  /// All labels in the database in which anything could be wrong: asked for only once one must be withheld.
  func readSuspects(_ connection: borrowing Connection) throws -> [Label: Set<Text>] {
    var labels: [Label: Set<Text>] = [:]
    let bounds: [Parameter] = [.day(context.period.span.from), .day(context.period.span.until)]
    try connection.forEach(query(.suspects, bounds), columns: [.int8, .text]) { row in
      guard let label = Label(rawValue: try row.int64(0)), let text = try row.recordedText(1)
      else { return }
      labels[label, default: []].insert(text)
    }
    return labels
  }

  /// The relations that hold no row at all.
  func readEmptyRelations(_ connection: borrowing Connection) throws -> Set<String> {
    var names: Set<String> = []
    try connection.forEach(query(.emptyRelations), columns: [.text]) { row in
      names.insert(try row.text(0))
    }
    return names
  }
}

/// Looks at the period's day entries as they go by, for rules about how entries go with each other and with advisers.
struct DayWatch {
  private let advisers: [Int64: Adviser]
  private let bankHolidays: Set<CalendarDay>
  private let months: [Span]
  private var day: CalendarDay?
  /// Of the date that is going by.
  private var daysByAdviser: [Int64: Days] = [:]
  private var worked: [Set<Int64>]
  private var rules: Set<String> = []

  init(_ programme: Programme, _ context: ReportingContext) {
    advisers = Dictionary(
      programme.advisers.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    bankHolidays = programme.bankHolidays
    let span = context.period.span
    months = Span(from: span.from, until: context.reportingEnd).wholeMonths
    worked = Array(repeating: [], count: months.count)
  }

  mutating func note(_ adviser: Int64, _ days: Days, on day: CalendarDay) {
    if self.day != day { begin(day) }
    let total = daysByAdviser[adviser, default: .zero] + days
    daysByAdviser[adviser] = total
    if total.hundredths > 100 { rules.insert("day-above-one") }
  }

  private mutating func begin(_ day: CalendarDay) {
    endDay()
    self.day = day
    if day.weekday > 5 || bankHolidays.contains(day) { rules.insert("day-off-worked") }
  }

  private mutating func endDay() {
    guard let day else { return }
    for id in daysByAdviser.keys {
      guard let adviser = advisers[id] else {
        rules.insert("unknown-adviser")
        continue
      }
      let isOutside = day < adviser.appointedOn || adviser.leftOn.map { day > $0 } ?? false
      if isOutside { rules.insert("day-outside-post") }
    }
    if let month = months.firstIndex(where: { $0.contains(day) }) {
      worked[month].formUnion(daysByAdviser.keys)
    }
    daysByAdviser.removeAll(keepingCapacity: true)
  }

  /// After the last entry.
  mutating func tell(_ quality: inout Suspicions) {
    endDay()
    for (month, worked) in zip(months, worked) {
      let isMissed = advisers.values.contains { adviser in
        adviser.appointedOn <= month.from && adviser.leftOn.map { $0 >= month.lastDay } ?? true
          && !worked.contains(adviser.id)
      }
      if isMissed { rules.insert("adviser-without-days") }
    }
    for rule in rules { quality.suspect(rule) }
  }
}

extension Span {
  /// The calendar months that lie wholly in it.
  fileprivate var wholeMonths: [Span] {
    var months: [Span] = []
    var first = from.day == 1 ? from : from.firstOfMonth.advanced(byMonths: 1)
    while first.advanced(byMonths: 1) <= until, first < until {
      let next = first.advanced(byMonths: 1)
      months.append(Span(from: first, until: next))
      first = next
    }
    return months
  }
}

/// Which rules of data quality could find anything, gathered on the passes that the report makes anyway: the others need not
/// be asked, and most never are.
///
/// A relation is suspect when one of its rows that rules look at is not as it should be by itself; then every rule that reads
/// the relation is asked. A rule about how rows go together is suspect by its own name.
struct Suspicions {
  private var names: Set<String> = []
  /// Of the period's entries, as they are spelled; nil where none is recorded.
  var activities: Set<String?> { Set(activityTotals.keys) }
  /// What the database adds the period's entries up to, by activity.
  var activityTotals: [String?: DayTotal] = [:]

  private var holdsRelation = false

  private static let relations = Set(Contract.relations.map(\.name))

  /// - Parameter name: of a relation or a rule.
  mutating func suspect(_ name: String) {
    names.insert(name)
    if Self.relations.contains(name) { holdsRelation = true }
  }

  /// - Parameter relations: looked up only where one is suspect, which is seldom.
  func asks(_ rule: String, reading relations: @autoclosure () -> Set<String>) -> Bool {
    names.contains(rule) || (holdsRelation && !names.isDisjoint(with: relations()))
  }

  /// Those that are neither blank nor too long, at a glance.
  var plainActivities: [Text] {
    activities.compactMap(\.self).filter {
      $0.utf8.count <= 100_000 && $0.utf8.first.map { (0x21...0x7E).contains($0) } ?? false
    }.map { Text($0) }
  }
}

extension Suspicions {
  /// What the facts that were read already tell of rules that look at several of them together.
  mutating func look(at programme: Programme, _ context: ReportingContext, caseStudyDueDays: Int) {
    let boroughs = Set(programme.boroughs.map(\.code))
    for project in programme.projects {
      look(at: project, context, dueBefore: context.reportingEnd.advanced(by: -caseStudyDueDays))
      let codes = [project.commission.boroughCode] + project.shares.map(\.boroughCode)
      if codes.contains(where: { $0.map { !boroughs.contains($0) } ?? false }) {
        suspect("unknown-borough")
      }
    }
    if !programme.holdsReferenceData(of: context.period.span) { suspect("missing-reference-data") }
    // Looked at whatever the rows are: nothing shows beforehand.
    suspect("look-alike-commission")
    // A project that ended shortly before a range of its own may not be among those read.
    if context.previous == nil {
      suspect("completed-without-review")
      suspect("completed-without-case-study")
    }
    // Of a period that is over nothing is looked at.
    if context.isPartial { suspect("future-date") }
  }

  private mutating func look(
    at project: Project, _ context: ReportingContext, dueBefore due: CalendarDay
  ) {
    let commission = project.commission
    var days = project.daysBefore
    days.add(project.days(in: .period))
    if let first = days.first, let last = days.last {
      if commission.requestedOn.map({ first < $0 }) ?? false { suspect("day-before-request") }
      if commission.completedOn.map({ last > $0 }) ?? false { suspect("day-after-completion") }
      if commission.withdrawnOn.map({ last > $0 }) ?? false { suspect("day-after-withdrawal") }
      if commission.onHoldSince.map({ last > $0 }) ?? false { suspect("day-while-on-hold") }
      if commission.startsOn == nil { suspect("worked-without-start") }
    }
    func isBefore(_ day: CalendarDay?, _ end: CalendarDay) -> Bool { day.map { $0 < end } ?? false }
    if isBefore(commission.completedOn, due),
      !isBefore(commission.withdrawnOn, context.reportingEnd)
    {
      if !isBefore(commission.caseStudyOn, context.reportingEnd) {
        suspect("completed-without-case-study")
      }
      let review = project.review
      if !isBefore(review?.askedOn, context.reportingEnd),
        !isBefore(review?.receivedOn, context.reportingEnd)
      {
        suspect("completed-without-review")
      }
    }
    let change = project.variations.reduce(Days.zero) { $0 + $1.daysChange }
    if commission.daysAgreed.map({ $0 + change < .zero }) ?? false {
      suspect("agreed-below-zero")
    }
    if project.repeatsRows { suspect("look-alike-row") }
  }
}

extension Programme {
  /// Whether there is a borough, an adviser, and a bank holiday of every year that a span touches: what was read, less
  /// than there may be, proves it.
  fileprivate func holdsReferenceData(of span: Span) -> Bool {
    let years = Set(bankHolidays.map(\.year))
    return !boroughs.isEmpty && !advisers.isEmpty
      && (span.from.year...span.lastDay.year).allSatisfy(years.contains)
  }
}

extension Project {
  /// Whether two of its variations or shares could be one that was entered twice: as far as they were read they are the same
  /// but for their number.
  fileprivate var repeatsRows: Bool {
    repeats(variations) {
      Variation(number: 0, agreedOn: $0.agreedOn, daysChange: $0.daysChange)
    }
      || repeats(shares) {
        SharedPractice(
          number: 0, sharedOn: $0.sharedOn, boroughCode: $0.boroughCode, channel: $0.channel)
      }
  }

  private func repeats<Row: Hashable>(_ rows: [Row], _ unnumbered: (Row) -> Row) -> Bool {
    rows.count > 1 && Set(rows.map(unnumbered)).count < rows.count
  }
}

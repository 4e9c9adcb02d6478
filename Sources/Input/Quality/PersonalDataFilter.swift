import Core
package import Database
import SQL

/// Withholds every text that may identify a person. Every text passes the filter before any other code reads the text.
///
/// A finding about a person's data names the row and the column, never the text. The filter checks each label once, however many rows use the label.
package final class PersonalDataFilter {
  /// A label must be withheld and its number is not known: the read begins again, with the numbers of all of them.
  package struct NeedsNumbers: Error {}

  /// What is wrong with a label that something is wrong with.
  struct Suspect {
    let kinds: [PersonalData]
    let hidesCharacters: Bool
    let damage: TextDamage?
    var replacement: Text?
    /// The first row that it was read in.
    var place: RowKey?
  }

  private var labels = [[Text: Suspect?]](repeating: [:], count: Label.allCases.count)
  private let numbers: [Label: [Text: Int]]?
  private var lacksNumber = false
  private var found: Set<Finding> = []
  private let caseNumbers: [CaseNumberPattern]

  static let withheld: Text = "[withheld]"

  /// - Parameter suspects: by label, all the texts in the database in which anything could be wrong; nil when they were not
  ///   asked for, because nothing was found in those that are read.
  init(_ suspects: [Label: Set<Text>]?, _ caseNumbers: [CaseNumberPattern]) {
    self.caseNumbers = caseNumbers
    numbers = suspects?.mapValues { texts in
      let withheld = texts.filter { !PersonalData.kinds(in: $0.string, caseNumbers: caseNumbers).isEmpty }.sorted()
      return Dictionary(uniqueKeysWithValues: zip(withheld, 1...))
    }
  }

  /// A label as it may be printed.
  func label(_ text: Text?, _ label: Label, in place: @autoclosure () -> RowKey) -> Text? {
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
    let kinds = PersonalData.kinds(in: text.string, caseNumbers: caseNumbers)
    var suspect = Suspect(
      kinds: kinds, hidesCharacters: text.holdsHiddenCharacters, damage: TextDamage(in: text.string))
    guard !kinds.isEmpty else { return suspect.hidesCharacters || suspect.damage != nil ? suspect : nil }
    let number = numbers?[label]?[text]
    lacksNumber = lacksNumber || number == nil
    suspect.replacement = number.map { Text("[withheld-\($0)]") } ?? Self.withheld
    return suspect
  }

  /// Asked between statements: one that is broken off would end the snapshot.
  func checkNumbers() throws(NeedsNumbers) { if lacksNumber { throw NeedsNumbers() } }

  /// A reference as it may be printed: one that is withheld is known by its commission.
  func reference(_ text: Text?, of commission: Int64) -> Text? {
    let isWithheld = screened(text, "reference", in: .commission(commission)) != text
    return isWithheld ? Text("[withheld-\(commission)]") : text
  }

  /// Any other text: all of it is withheld, or nothing. A placeholder counts as not recorded where the text may be absent, and a
  /// rule finds it.
  func free(_ text: Text?, _ column: String, mayBeAbsent: Bool = true, in place: @autoclosure () -> RowKey) -> Text? {
    guard let text, !(mayBeAbsent && Placeholder.isOne(text.string)) else { return nil }
    return screened(text, column, in: place())
  }

  private func screened(_ text: Text?, _ column: String, in place: @autoclosure () -> RowKey) -> Text? {
    guard let text else { return nil }
    if text.holdsHiddenCharacters { found.insert(.hidden(column, place())) }
    if let damage = TextDamage(in: text.string) { found.insert(.damaged(column, damage, place())) }
    let kinds = PersonalData.kinds(in: text.string, caseNumbers: caseNumbers)
    guard !kinds.isEmpty else { return text }
    found.insert(.withheld(column, kinds, "it is withheld from every file", place()))
    return Self.withheld
  }

  /// All that was found so far; a label once, in the first row that it was read in.
  var findings: Set<Finding> {
    var all = found
    for label in Label.allCases {
      for case .some(let suspect) in labels[Int(label.rawValue)].values { all.formUnion(suspect.findings(label)) }
    }
    return all
  }
}

extension PersonalDataFilter.Suspect {
  fileprivate func findings(_ label: Label) -> [Finding] {
    guard let place else { return [] }
    var findings: [Finding] = []
    if hidesCharacters { findings.append(.hidden(label.column, place)) }
    if let damage { findings.append(.damaged(label.column, damage, place)) }
    if let replacement {
      let then = "\(replacement) replaces it in every file and in all rows that hold the same"
      findings.append(.withheld(label.column, kinds, then, place))
    }
    return findings
  }
}

extension Finding {
  fileprivate static func withheld(_ column: String, _ kinds: [PersonalData], _ then: String, _ place: RowKey)
    -> Finding
  {
    let what = kinds.map(\.rawValue).joined(separator: " and ")
    return Finding(
      rule: "withheld-text", severity: .error, relation: place.relation, key: place.key,
      message: "\(column) looks as if it held \(what); \(then)")
  }

  fileprivate static func damaged(_ column: String, _ damage: TextDamage, _ place: RowKey) -> Finding {
    let what =
      switch damage {
      case .replaced: "has lost a letter: it holds the replacement character U+FFFD"
      case .decodedTwice: "was read in the wrong encoding on its way here, as cafÃ© for café"
      case .escaped: "has letters in the code of a web page, as &amp; for &"
      case .coded: "has line breaks or letters in a program's code, as in _x000D_, <br> or \\n"
      case .formula: "holds a formula in place of its value"
      }
    return Finding(
      rule: "damaged-text", severity: .warning, relation: place.relation, key: place.key, message: "\(column) \(what)")
  }

  fileprivate static func hidden(_ column: String, _ place: RowKey) -> Finding {
    Finding(
      rule: "hidden-characters", severity: .warning, relation: place.relation, key: place.key,
      message: "\(column) holds control or direction characters; the paper leaves them out")
  }
}

extension Reader {
  /// A filter that knows no numbers; nearly always none is needed.
  package var filter: PersonalDataFilter { PersonalDataFilter(nil, caseNumbers) }

  /// Returns a filter that knows the number of every label that must be withheld.
  package func filterWithNumbers(_ connection: borrowing Connection) throws -> PersonalDataFilter {
    PersonalDataFilter(try readSuspects(connection), caseNumbers)
  }

  /// All labels in the database in which anything could be wrong: asked for only once one must be withheld.
  func readSuspects(_ connection: borrowing Connection) throws -> [Label: Set<Text>] {
    var labels: [Label: Set<Text>] = [:]
    let bounds: [Parameter] = [.day(context.period.span.from), .day(context.period.span.until)]
    // Each text once where the rows are: a sharded database sends no more than that. Of days, only the period's are read.
    let texts = contract.offer.relations.flatMap { relation -> [String] in
      let dates = relation.dated.map { date in
        " where \(date) < $2" + (relation.name == "days" ? " and \(date) >= $1" : "")
      }
      return relation.columns.compactMap { column in
        column.label.map { label in
          "select distinct \(label.rawValue), \(column.name) from \(relation.name)" + (dates ?? "")
        }
      }
    }
    let sql = """
      with texts(label, text) as materialized (\(texts.joined(separator: " union ")))
      select label::bigint, left(text, 100000)::text from texts where text ~* '\(PersonalData.suspect)'
      """
    try connection.forEach(query("suspects", sql, bounds), columns: [.int8, .text]) { row in
      guard let label = Label(rawValue: try row.int64(0)), let text = try row.recordedText(1) else { return }
      labels[label, default: []].insert(text)
    }
    return labels
  }
}

extension Label {
  /// The column of the contract.
  var column: String {
    switch self {
    case .boroughCode: "borough_code"
    case .boroughName, .adviserName: "name"
    case .theme: "theme"
    case .activity: "activity"
    case .kind: "kind"
    case .channel: "channel"
    }
  }
}

/// A row, as findings name it.
struct RowKey: Comparable {
  let relation: String
  /// `column=value;…`
  let key: String

  init(_ relation: String, _ key: String) {
    self.relation = relation
    self.key = key
  }

  static func commission(_ id: Int64) -> RowKey { RowKey("commissions", "commission_id=\(id)") }

  static func day(_ commission: Int64, _ day: CalendarDay, _ adviser: Int64?) -> RowKey {
    RowKey(
      "days", "commission_id=\(commission);worked_on=\(day)" + (adviser.map { ";adviser_id=\($0)" } ?? ""))
  }

  static func < (left: RowKey, right: RowKey) -> Bool { (left.relation, left.key) < (right.relation, right.key) }
}

import Core
import Database
import SQL

/// Labels, references and codes that look alike, and labels that say nothing. Reports group by the exact text, so two spellings are two groups.
///
/// `Folding` decides what looks alike. It is Swift, because no server folds as it does: neither `lower` nor a normal form drops
/// invisible characters, and a server's locale decides the rest.
extension Reader {
  /// Finds labels that fold alike among the rows that a rule looks at, and labels that say nothing.
  ///
  /// - Parameter parameters: those of the rules.
  func findLookAlikeLabels(_ connection: borrowing Connection, _ parameters: [Parameter]) throws -> [Finding] {
    let labels = try readLabels(connection, parameters)
    var findings = labels.groups.flatMap { $0.findings(caseNumbers) } + labels.placeholders(caseNumbers)
    findings += try findLookAlikeDays(connection, parameters, labels.groups.filter { $0.label == .activity })
    return Finding.sorted(findings)
  }

  private func readLabels(_ connection: borrowing Connection, _ parameters: [Parameter]) throws -> Spelled {
    let columns = contract.offer.relations.flatMap { relation in
      relation.columns.compactMap { column in column.label.map { (relation: relation, column: column.name, label: $0) }
      }
    }
    // `offset 0` keeps PostgreSQL from cutting and comparing the text of every row: each text is cut once.
    let selects = columns.enumerated().map { index, column in
      """
      select \(index)::bigint, left(f.word, 1000)
      from (select distinct r.\(column.column)::text collate "C" as word from (\(column.relation.rows)) r offset 0) f
      where f.word is not null
      """
    }
    var spelled = Spelled()
    guard !selects.isEmpty else { return spelled }
    let sql = selects.joined(separator: "\nunion all\n")
    try connection.forEach(query("labels", sql, parameters, absent: .null), columns: [.int8, .text]) { row in
      guard let text = try row.recordedText(1) else { return }
      let place = Int(try row.int64(0))
      spelled.add(text, columns[place].label, place, columns[place].relation.name, columns[place].column)
    }
    return spelled
  }

  /// Finds references that fold alike. A reference names one commission. Two that look alike are one to people.
  ///
  /// - Parameter parameters: those of the rules.
  func findLookAlikeReferences(_ connection: borrowing Connection, _ parameters: [Parameter]) throws
    -> [Finding]
  {
    guard let relation = Contract.relation("commissions"), let unique = relation.unique,
      contract.offer.has(relation.name, unique)
    else { return [] }
    // Most references look like no other, and there may be very many: what is kept of each is a hash.
    var hashes: [(hash: Int, commission: Int64)] = []
    let all = "select commission_id::bigint, left(\(unique), 1000)::text from commissions"
    try connection.forEachCopied(copy("references", all, absent: .null), columns: [.int8, .text]) { row in
      guard let text = try row.optionalText(1), let id = try row.optionalInt64(0) else { return }
      hashes.append((Folding.key(text).hashValue, id))
    }
    let candidates = commissions(sharing: &hashes)
    guard !candidates.isEmpty else { return [] }
    var references: [String: [(text: Text, commission: Int64, isLookedAt: Bool)]] = [:]
    let sql = """
      select r.commission_id::bigint, left(r.\(unique), 1000)::text,
        $3::bigint[] is null or r.commission_id::bigint = any($3::bigint[])
      from commissions r where r.commission_id = any($6::bigint[]) order by 1
      """
    let query = query("look-alike references", sql, parameters + [.int64Array(candidates)], absent: .null)
    try connection.forEach(query, columns: [.int8, .text, .bool]) { row in
      guard let text = try row.recordedText(1) else { return }
      references[Folding.key(text.string), default: []].append((text, try row.int64(0), try row.bool(2)))
    }
    let groups = references.values.filter { $0.count > 1 && $0.contains(where: \.isLookedAt) }
    let findings = groups.flatMap { alike in
      let first = alike.first { Invisible.described(in: $0.text.string) == nil } ?? alike[0]
      return alike.filter { $0.text != first.text }.map { other in
        Finding(
          rule: "look-alike-reference", severity: .warning, relation: relation.name,
          key: "commission_id=\(other.commission)",
          message: LookAlike.message(
            first.text, other.text, "the \(unique) of commission \(first.commission)", caseNumbers))
      }
    }
    return Finding.sorted(findings)
  }

  /// Returns the commissions whose hash is that of another one too, in order.
  private func commissions(sharing hashes: inout [(hash: Int, commission: Int64)]) -> [Int64] {
    hashes.sort { $0.hash < $1.hash }
    var shared: [Int64] = []
    for index in hashes.indices {
      let hash = hashes[index].hash
      let isShared =
        index > 0 && hashes[index - 1].hash == hash || index + 1 < hashes.count && hashes[index + 1].hash == hash
      if isShared { shared.append(hashes[index].commission) }
    }
    return shared.sorted()
  }

  /// One piece of work is entered once: no two day entries of one adviser, date and commission have activities that look alike.
  private func findLookAlikeDays(_ connection: borrowing Connection, _ parameters: [Parameter], _ groups: [LookAlike])
    throws -> [Finding]
  {
    guard !groups.isEmpty, let days = Contract.relation("days") else { return [] }
    let words = groups.flatMap { group in group.spellings.map(\.text.string) }
    // No join with the list of words: a cluster has no plan for one.
    let sql = """
      select format('commission_id=%s;worked_on=%s;adviser_id=%s', r.commission_id, r.worked_on, r.adviser_id),
        string_agg(distinct left(r.activity, 1000)::text collate "C", chr(31))
      from (\(days.rows)) r
      where left(r.activity, 1000)::text collate "C" = any($6::text[])
      group by r.commission_id, r.worked_on, r.adviser_id
      having min(r.activity::text collate "C") < max(r.activity::text collate "C")
      """
    var findings: [Finding] = []
    let query = query("look-alike days", sql, parameters + [.textArray(words)], absent: .null)
    try connection.forEach(query, columns: [.text, .text]) { row in
      var first: [String: Text] = [:]
      for word in try row.text(1).split(separator: "\u{1F}").map(String.init) {
        guard let other = first[Folding.key(word)] else {
          first[Folding.key(word)] = Text(word)
          continue
        }
        let message = LookAlike.message(
          other, Text(word), "in another entry of the same day and adviser, and both count", caseNumbers)
        findings.append(
          Finding(
            rule: "look-alike-day", severity: .warning, relation: "days", key: try row.text(0), message: message))
      }
    }
    return findings
  }
}

/// The spellings of labels, grouped by what they fold to.
private struct Spelled {
  private var byKey: [Label: [String: LookAlike]] = [:]

  mutating func add(_ text: Text, _ label: Label, _ place: Int, _ relation: String, _ column: String) {
    byKey[label, default: [:]][Folding.key(text.string), default: LookAlike(label: label)].add(
      .init(text: text, place: place, relation: relation, column: column))
  }

  /// A finding for each label that says nothing, such as `NULL` or a dash.
  func placeholders(_ caseNumbers: [CaseNumberPattern]) -> [Finding] {
    byKey.values.flatMap(\.values).flatMap(\.spellings).filter { Placeholder.isOne($0.text.string) }.map { spelling in
      Finding(
        rule: "placeholder-text", severity: .warning, relation: spelling.relation,
        key: "\(spelling.column)=\(Finding.shown(spelling.text.string, caseNumbers))",
        message: "\(spelling.column) is a placeholder such as NULL, n/a or TBC, and reports print it; write what is so")
    }
  }

  /// Those with more than one spelling.
  var groups: [LookAlike] { byKey.values.flatMap(\.values).filter { $0.spellings.count > 1 } }
}

/// Texts of one label that fold alike.
private struct LookAlike {
  struct Spelling {
    let text: Text
    /// The index of the column in the contract.
    let place: Int
    let relation: String
    let column: String
  }

  let label: Label
  private(set) var spellings: [Spelling] = []

  init(label: Label) { self.label = label }

  mutating func add(_ spelling: Spelling) {
    guard !spellings.contains(where: { $0.text == spelling.text }) else { return }
    spellings.append(spelling)
  }

  /// One finding for each spelling but the one that is compared with: without invisible characters, first in the contract, first
  /// by its code points.
  func findings(_ caseNumbers: [CaseNumberPattern]) -> [Finding] {
    let ordered = spellings.sorted { left, right in
      let hidden = [left, right].map { Invisible.described(in: $0.text.string) != nil }
      if hidden[0] != hidden[1] { return hidden[1] }
      return (left.place, left.text) < (right.place, right.text)
    }
    return ordered.dropFirst().map { other in
      Finding(
        rule: "look-alike-text", severity: .warning, relation: other.relation,
        key: "\(other.column)=\(Finding.shown(other.text.string, caseNumbers))",
        message: Self.message(ordered[0].text, other.text, "and reports count them as two", caseNumbers))
    }
  }

  static func message(_ first: Text, _ second: Text, _ what: String, _ caseNumbers: [CaseNumberPattern]) -> String {
    let difference = Folding.difference(of: second.string, from: first.string)
    let (one, other) = (Finding.shown(second.string, caseNumbers), Finding.shown(first.string, caseNumbers))
    return "‘\(one)’ looks like ‘\(other)’, \(what); \(difference)"
  }
}

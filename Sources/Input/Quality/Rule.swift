import Core

/// A rule of data quality: one file of `sql/checks`. The name of the file is the name of the rule.
///
/// A rule is one SELECT, or several SELECTs joined by `union all` at the beginning of a line. A SELECT has one of two forms.
/// - `select SEVERITY, MESSAGE from {each row of RELATION} r where CONDITION` looks at each row by itself. One statement runs all
///   such SELECTs of a relation, whatever their rules, so the server reads each row once.
/// - Any other SELECT gives severity, relation, key and message.
///
/// A comment line `-- for each …` before a SELECT repeats the SELECT with other values: see `RuleValues`. Besides those values, words
/// in braces are replaced by what the contract says of a relation: `{rows of R}`, `{all rows of R}`, `{key of R}`, `{key columns of R}`,
/// `{makes no figure of R}`, whether the row `r` lacks a value that it cannot do without, `{makes a figure of R}`, whether all such values
/// can be used, and `{usable key of R}`, whether all values of its key can be used;
/// and for what Core says of texts: `{placeholder}`, whether the column is a placeholder, and `{invisible}`, a class of characters.
///
/// A rule reads relations by their names alone, and each has every column of the contract: a column that an organisation does not
/// offer is null in every row. A comment line `-- needs R, R.C` leaves the SELECT out where the relation or column is not offered.
/// A SELECT that is repeated for a column is left out for one that is not offered. A SELECT that groups by `{key columns of R}` is left
/// out for a relation whose key an index of the server keeps unique: for ten million day entries it would cost more than any other.
struct Rule {
  let name: String
  /// The SELECTs of the first form.
  let tests: [RowTest]
  /// The SELECTs of the second form as one statement; nil where there is none.
  let statement: String?

  init(_ name: String, _ text: String, _ offer: Offer, _ unique: Set<String>) {
    self.name = name
    var tests: [RowTest] = []
    var others: [String] = []
    for select in text.pieces(between: "\nunion all\n").map({ RuleSelect($0, offer, unique) }) {
      if select.testsRows {
        tests += select.rowTests
      } else {
        others += select.values.map { select.filled($0) }
      }
    }
    self.tests = tests
    statement = others.isEmpty ? nil : others.joined(separator: "\nunion all\n")
  }
}

/// A finding about a row of a relation, where a condition holds. Both expressions call the row `r`.
struct RowTest {
  let relation: String
  let severity: String
  let message: String
  let condition: String
}

/// One SELECT of a rule's file.
private struct RuleSelect {
  /// The SELECT without the comment lines before it.
  let body: Substring
  /// None where the SELECT could find nothing in what is offered.
  let values: [RuleValues]
  /// The contract's relations, with those columns that are offered.
  private let relations: [RelationSchema]

  init(_ text: Substring, _ offer: Offer, _ unique: Set<String>) {
    let lines = text.split(separator: "\n")
    let comments = lines.prefix { $0.hasPrefix("--") }
    body = comments.last.map { text[$0.endIndex...].dropFirst() } ?? text
    let offered = offer.relations
    relations = offered + Contract.relations.filter { relation in !offered.contains { $0.name == relation.name } }
    let needs = comments.filter { $0.hasPrefix("-- needs ") }.flatMap { $0.dropFirst(9).pieces(between: ", ") }
    let groupsByKey = body.pieces(between: "{key columns of ").count > 1
    guard offer.has(needs.map(String.init)) else {
      values = []
      return
    }
    values = RuleValues.all(named: comments, offered).filter { values in
      guard let name = values["relation"] else { return true }
      guard let relation = offered.first(where: { $0.name == name }) else { return false }
      return (!groupsByKey || relation.hasWholeKey && !unique.contains(name)) && values.namesOnlyColumns(of: relation)
    }
  }

  func filled(_ values: RuleValues) -> String { values.filled(into: body, relations) }

  var testsRows: Bool { body.pieces(between: "\nfrom {each row of ").count > 1 }

  /// One test for each set of values. A SELECT that names `{columns}` gives one finding for all columns of a row, so it is one test
  /// for each relation.
  var rowTests: [RowTest] {
    let tests = values.map { test($0.adding("columns", $0["column"] ?? "")) }
    guard body.pieces(between: "{columns}").count > 1 else { return tests }
    return relations.compactMap { relation in
      let columns = zip(values, tests).filter { $1.relation == relation.name }
      guard let first = columns.first else { return nil }
      let names = columns.map { "case when \($1.condition) then '\($0["column"] ?? "")' end" }
      let test = test(first.0.adding("columns", "concat_ws(', ', \(names.joined(separator: ", ")))"))
      return RowTest(
        relation: relation.name, severity: test.severity, message: test.message,
        condition: columns.map { "(\($1.condition))" }.joined(separator: " or "))
    }
  }

  private func test(_ values: RuleValues) -> RowTest {
    let text = filled(values)
    let parts = text.pieces(between: "\nfrom each row of ")
    let select = parts[0].pieces(between: "', ")
    let source = parts[parts.count - 1].pieces(between: " r\nwhere ")
    precondition(parts.count == 2 && select.count > 1 && source.count == 2, "form of a row test")
    return RowTest(
      relation: String(source[0]), severity: String(select[0].dropFirst("select '".count)),
      message: String(parts[0][select[1].startIndex...]), condition: String(source[1]))
  }
}

/// Values for the words in braces of one SELECT.
///
/// - `-- for each text, date` gives every column of these kinds; `-- for each required text` gives the columns that must be recorded,
///   and `-- for each past date` those that are no plan. The kinds are text, integer, number, date, time, boolean, and of texts word,
///   one of a closed vocabulary, and free text, which is no label, code or word. `{relation}` and `{column}`
///   name the column. `{choices}` and `{words}` are the vocabulary in prose and in SQL; `{least}` and `{most}` are the range.
/// - `-- for each relation | column` gives one set of values for each comment line below that is indented by two more blanks.
///
/// Without such a line there is one empty set.
private struct RuleValues {
  private var values: [(name: String, value: String)] = []

  subscript(name: String) -> String? { values.first { $0.name == name }?.value }

  func adding(_ name: String, _ value: String) -> RuleValues {
    var copy = self
    copy.values.append((name, value))
    return copy
  }

  func filled(into text: Substring, _ relations: [RelationSchema]) -> String {
    text.filled { name in
      if let value = self[name] { return value }
      if name == "placeholder" { return Placeholder.sqlTest("r.\(self["column"] ?? "")::text") }
      if name == "invisible" { return Folding.invisibleInSQL }
      return relations.lazy.compactMap { $0.part(of: name) }.first
    }
  }

  /// Returns whether no value names a column of the contract that the relation lacks.
  func namesOnlyColumns(of relation: RelationSchema) -> Bool {
    let all = Contract.relation(relation.name)
    return values.allSatisfy { all?.column($0.value) == nil || relation.column($0.value) != nil }
  }

  static func all(named comments: ArraySlice<Substring>, _ relations: [RelationSchema]) -> [RuleValues] {
    let directive = "-- for each "
    guard let start = comments.firstIndex(where: { $0.hasPrefix(directive) }) else { return [RuleValues()] }
    let words = comments[start].dropFirst(directive.count)
    let lines = comments[(start + 1)...].prefix { $0.hasPrefix("--   ") }
    guard lines.isEmpty else {
      let names = cells(words)
      return lines.map { line in RuleValues(values: zip(names, cells(line.dropFirst(5))).map { ($0, $1) }) }
    }
    let condition = ["required ", "past "].first { words.hasPrefix($0) } ?? ""
    let kinds = Set(words.dropFirst(condition.count).pieces(between: ", "))
    return relations.flatMap { relation in
      relation.columns.filter { column in
        !(condition == "required " && column.isNullable) && !(condition == "past " && column.isPlan)
          && column.kinds.contains { kinds.contains($0[...]) }
      }.map { RuleValues($0, of: relation) }
    }
  }

  private static func cells(_ line: Substring) -> [String] { line.pieces(between: " | ").map(String.init) }

  private init(values: [(name: String, value: String)] = []) { self.values = values }

  private init(_ column: ColumnSchema, of relation: RelationSchema) {
    values = [("relation", relation.name), ("column", column.name)]
    if let words = column.vocabulary, let last = words.last {
      values.append(("choices", words.dropLast().joined(separator: ", ") + " or " + last))
      values.append(("words", words.map { "'\($0)'" }.joined(separator: ", ")))
    }
    if let range = column.range {
      values.append(("least", range.lowerBound.short))
      values.append(("most", range.upperBound.short))
    }
  }
}

extension ColumnSchema {
  fileprivate var kinds: [String] {
    switch type {
    case .text: ["text"] + (vocabulary != nil ? ["word"] : label == nil && !isCode ? ["free text"] : [])
    case .integer: ["integer"]
    case .days: ["number"]
    case .date: ["date"]
    case .instant: ["time"]
    case .boolean: ["boolean"]
    }
  }
}

extension Days {
  /// A whole number without decimals.
  fileprivate var short: String { hundredths % 100 == 0 ? "\(hundredths / 100)" : description }
}

extension StringProtocol where SubSequence == Substring {
  /// Splits at every place where the separator is, in a tenth of the time that `split` takes.
  func pieces(between separator: String) -> [Substring] {
    let (bytes, sought) = (utf8, Array(separator.utf8))
    var pieces: [Substring] = []
    var (start, next) = (startIndex, startIndex)
    while let found = bytes[next...].firstIndex(of: sought[0]) {
      if bytes[found...].starts(with: sought) {
        pieces.append(self[start..<found])
        start = bytes.index(found, offsetBy: sought.count)
        next = start
      } else {
        next = bytes.index(after: found)
      }
    }
    return pieces + [self[start...]]
  }
}

extension Substring {
  /// Returns the text with a value in place of each name in braces. A name may hold another one.
  fileprivate func filled(_ value: (String) -> String?) -> String {
    var (open, text) = ([String](), "")
    for piece in piecesAtBraces {
      switch piece {
      case "{":
        open.append(text)
        text = ""
      case "}":
        guard let value = value(text), let before = open.popLast() else {
          preconditionFailure("no value for {\(text)}")
        }
        text = before + value
      default: text += piece
      }
    }
    return text
  }

  private var piecesAtBraces: [Substring] {
    var pieces: [Substring] = []
    var start = startIndex
    for index in utf8.indices where utf8[index] == 0x7B || utf8[index] == 0x7D {
      let next = utf8.index(after: index)
      pieces += [self[start..<index], self[index..<next]]
      start = next
    }
    return pieces + [self[start...]]
  }
}

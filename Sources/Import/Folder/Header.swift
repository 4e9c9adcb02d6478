import CSV
import Facts

/// The first line of a file, read against its relation.
struct Header {
  /// For each column of the relation its field.
  private(set) var fields: [Int?]
  private(set) var width: Int
  private(set) var mistakes: [Mistake] = []

  private let relation: Contract.Relation
  private let line: Int

  init(_ record: borrowing CSVRecord, of relation: Contract.Relation) {
    self.relation = relation
    line = record.line
    fields = relation.columns.map { _ in nil }
    width = record.fields.count
    while width > 0, record.fields[width - 1].range.isEmpty { width -= 1 }
    if let fault = record.fault { mistakes.append(.fault(fault, Table.file(of: relation), nil)) }
    for field in 0..<width { take(record.string(field), at: field) }
    for (column, field) in zip(relation.columns, fields) where field == nil && !column.isNullable {
      refuse(column.name, "the column is missing", expected: "it in the first line")
    }
  }

  private mutating func take(_ name: String, at field: Int) {
    let name = String(name.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    guard let column = relation.columns.firstIndex(where: { equal($0.name, name) }) else {
      let known = relation.columns.map(\.name).joined(separator: ", ")
      return name.isEmpty
        ? refuse(nil, "column \(field + 1) has no name", expected: "one of \(known)")
        : refuse(shown(name), "unknown column", expected: "one of \(known)")
    }
    guard fields[column] == nil else {
      return refuse(relation.columns[column].name, "the column is there twice", expected: "it once")
    }
    fields[column] = field
  }

  private mutating func refuse(_ column: String?, _ problem: String, expected: String) {
    mistakes.append(
      Mistake(
        file: Table.file(of: relation), line: line, column: column, problem: problem,
        expected: expected))
  }

  /// By bytes: Swift's own equality takes two spellings of a character for one.
  private func equal(_ left: String, _ right: String) -> Bool {
    left.utf8.elementsEqual(right.utf8)
  }

  /// A name nobody knows, fit for one line of a terminal.
  private func shown(_ name: String) -> String {
    let scalars = name.unicodeScalars.prefix(40).map { scalar in
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator: Unicode.Scalar(0xFFFD) ?? " "
      default: scalar
      }
    }
    return String(String.UnicodeScalarView(scalars))
  }
}

extension Mistake {
  /// A record that is not CSV.
  static func fault(_ fault: CSVFault, _ file: String, _ column: String?) -> Mistake {
    let (problem, expected) =
      switch fault.kind {
      case .unclosedQuote: ("a quote is opened and never closed", "a closing quote")
      case .textAfterClosingQuote:
        ("text behind a closing quote", "the next cell, or quotes doubled inside quotes")
      case .quoteInUnquotedField:
        ("a quote inside a cell without quotes", "quotes around the cell, and those inside doubled")
      }
    return Mistake(
      file: file, line: fault.line, column: column, problem: problem, expected: expected)
  }
}

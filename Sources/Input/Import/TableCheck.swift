import Core
import System

/// A check of one relation's sources, row by row. It keeps of the rows what the checks across rows and relations need.
struct TableCheck {
  private(set) var mistakes = Refusal()
  private(set) var warnings = Refusal()
  /// The fingerprints of the rows' keys: one number a row, so that ten million rows take 80 MB.
  private(set) var keys: [UInt64] = []
  private(set) var table: DataTable
  /// What the dates of each date column say of their order.
  private(set) var dates: [DateSurvey]
  /// The numbers of the first rows, by the name that people know a row by, such as a reference. Where the key is a text, the keys
  /// themselves, by what they fold to.
  private(set) var numbers = NamedNumbers()

  private let options: ReadingOptions
  private var uniques: [UInt64] = []
  private let key: [Int]
  /// The column of a row's number, and that of its name; nil for a relation whose rows have none.
  private let named: (number: Int, name: Int)?
  /// Whether the key is a text, such as a borough's code.
  private let hasTextKey: Bool
  private let known: KnownRows
  /// The columns that are absent where no row has a value.
  private let absentIfEmpty: [Int]
  private let unique: [Int]
  private let order: (earlier: Int, later: Int)?
  /// The keys of the other relation, for each column that refers to one.
  private let references: [(column: Int, reference: ColumnSchema.Reference, keys: Set<UInt64>)]

  init(_ table: DataTable, known: KnownRows, _ options: ReadingOptions) {
    self.table = table
    self.known = known
    self.options = options
    let relation = table.relation
    dates = relation.columns.map { _ in DateSurvey() }
    key = relation.key.compactMap(relation.index(of:))
    absentIfEmpty = relation.columns.indices.filter { relation.columns[$0].isAbsentIfEmpty }
    unique = relation.unique.flatMap(relation.index(of:)).map { [$0] } ?? []
    order = relation.order.flatMap { order in
      guard let earlier = relation.index(of: order.earlier), let later = relation.index(of: order.later) else {
        return nil
      }
      return (earlier, later)
    }
    let numbers = key.filter { relation.columns[$0].type == .integer }
    let name = relation.index(of: relation.unique ?? "name")
    hasTextKey = key.count == 1 && relation.columns[key[0]].type == .text
    named = key.count == 1 && numbers.count == 1 ? name.map { (numbers[0], $0) } : nil
    references = relation.columns.enumerated().compactMap { index, column in
      guard let reference = column.reference, let keys = known.keys[reference.relation] else { return nil }
      return (index, reference, keys)
    }
  }

  /// Reads every source to its end, and a second time when rows seem to share a key.
  mutating func run() throws(ImportError) {
    for number in table.parts.indices {
      let part = table.parts[number]
      var row = DataRow(part, of: table.relation, options, known.numbers)
      var rows = 0
      try part.forEachRow { (record) throws(ImportError) in
        rows += 1
        row.read(record)
        check(row, part)
      }
      table.parts[number].rows = rows
      surveyDates(row, part)
    }
    try findRepeated(keys, key)
    try findRepeated(uniques, unique)
  }

  private mutating func check(_ row: DataRow, _ part: DataPart) {
    for mistake in row.mistakes { mistakes.add(mistake) }
    for warning in row.warnings { warnings.add(warning) }
    if let fingerprint = row.fingerprint(key) { keys.append(fingerprint) }
    if !unique.isEmpty, let fingerprint = row.fingerprint(unique) { uniques.append(fingerprint) }
    if let named, !row.isNull(named.name), let name = row.key([named.name]), let number = row.key([named.number]) {
      numbers.add(number, name: name)
    }
    if hasTextKey, let code = row.text(key[0]) { numbers.add(Array(code.utf8), name: Array(Folding.key(code).utf8)) }
    checkReferences(row, part)
    checkOrder(row, part)
    if row.isCounted { table.isCounted = true }
    for index in absentIfEmpty where !row.isNull(index) { table.recorded.insert(table.relation.columns[index].name) }
  }

  private mutating func checkReferences(_ row: DataRow, _ part: DataPart) {
    for (column, reference, keys) in references {
      guard let fingerprint = row.fingerprint([column]), !keys.contains(fingerprint), let text = row.text(column) else {
        continue
      }
      let isText = table.relation.columns[column].type == .text
      let error = refusal(of: text, row.readers[column], isText: isText, reference)
      refuse(row, part, column, error.problem, expected: error.expected)
    }
  }

  /// Returns why a value is refused that no row of the other relation has.
  private func refusal(
    of text: String, _ reader: ColumnReader, isText: Bool, _ reference: ColumnSchema.Reference
  ) -> CellError {
    let cell = Array(text.utf8)
    if let error = reader.nothingRecorded(cell.span) { return error }
    let shown = CellError.shownCode(cell.span)
    let folded = Array(Folding.key(text).utf8)
    if isText, let other = known.numbers[reference.relation]?[folded.span] {
      let known = CellError.shownCode(Array(other.utf8).span)
      let difference = Folding.difference(of: text, from: other)
      return CellError(
        "\(shown) looks like \(known) of \(reference.relation), but \(difference)", expected: "the same in both")
    }
    return CellError(
      "\(shown) is in no row of \(reference.relation)", expected: "the \(reference.column) of a row there")
  }

  private mutating func checkOrder(_ row: DataRow, _ part: DataPart) {
    guard let order, let earlier = row.key([order.earlier]), let later = row.key([order.later]),
      later.lexicographicallyPrecedes(earlier)
    else { return }
    let first = table.relation.columns[order.earlier].name
    refuse(
      row, part, order.later, "\(CellError.shown(later.span)) is before \(first)",
      expected: "\(CellError.shown(earlier.span)) or later")
  }

  private mutating func refuse(
    _ row: DataRow, _ part: DataPart, _ column: Int, _ problem: String, expected: String
  ) {
    mistakes.add(
      part.source.mistake(
        at: row.line, field: part.fields[column], table.relation.columns[column].name, problem, expected: expected))
  }

  /// Refuses a column whose dates contradict the order of day and month, or in which a spreadsheet has probably exchanged them.
  private mutating func surveyDates(_ row: DataRow, _ part: DataPart) {
    for (index, column) in table.relation.columns.enumerated() {
      let survey = row.readers[index].dates
      dates[index].add(survey)
      guard let wrong = survey.contradiction ?? survey.exchanged else { continue }
      mistakes.add(
        part.source.mistake(
          at: wrong.line, field: part.fields[index], column.name,
          survey.problem(options.dates), expected: survey.expected(options.dates)))
    }
  }

  /// Finds rows with the same key. The fingerprints show that there are some; a second reading shows which.
  private mutating func findRepeated(_ fingerprints: [UInt64], _ columns: [Int]) throws(ImportError) {
    let repeated = repeatedNumbers(fingerprints)
    guard !repeated.isEmpty else { return }
    let names = columns.map { table.relation.columns[$0].name }.joined(separator: ", ")
    var places: [[UInt8]: (part: Int, line: Int)] = [:]
    for (number, part) in table.parts.enumerated() {
      var row = DataRow(part, of: table.relation, options)
      try part.forEachRow { (record) throws(ImportError) in
        row.read(record)
        guard let fingerprint = row.fingerprint(columns), repeated.contains(fingerprint), let key = row.key(columns)
        else { return }
        guard let first = places[key] else { return places[key] = (number, row.line) }
        let source = table.parts[first.part].source
        let unit = source.sheet == nil ? "line" : "row"
        let place = first.part == number ? "" : " of \(source.sheet.map { "sheet \($0)" } ?? source.file)"
        mistakes.add(
          part.source.mistake(
            at: row.line, names, "the value is in \(unit) \(first.line)\(place) already", expected: "one row for each"))
      }
    }
  }

  private func repeatedNumbers(_ numbers: [UInt64]) -> Set<UInt64> {
    let sorted = numbers.sorted()
    var repeated: Set<UInt64> = []
    for (number, next) in zip(sorted, sorted.dropFirst()) where number == next { repeated.insert(number) }
    return repeated
  }
}

package import Core
package import Database
import SQL
package import System

/// The order of day and month in a date such as 06/08/2010.
package enum DateOrder: String, CaseIterable, Sendable {
  case dayFirst = "day-first"
  case monthFirst = "month-first"

  var other: DateOrder { self == .dayFirst ? .monthFirst : .dayFirst }
}

/// How people's data is read.
package struct ReadingOptions: Hashable, Sendable {
  /// Whether the rows go into our own tables, which need more columns than a report: in a report from the folder a column that the
  /// sources lack is absent, and so is a relation that has no source or no row.
  package var isImported = false
  /// Whether the sources hold some rows of their relations, which add to what the database holds.
  package var isPart = false
  /// Where a time that is only a date ends with that day.
  package var timeZone = "Europe/London"
  /// The order of day and month; nil for day first, which a warning then says once where no date decides it.
  package var dateOrder: DateOrder?
  /// Whether columns that the contract has not are left out instead of refused.
  package var ignoresExtra = false
  /// The day after which a date is suspect; nil where no warning is wanted.
  package var today: CalendarDay?

  package init() {}

  var dates: DateOrder { dateOrder ?? .dayFirst }
}

/// The rows that a person gave as a folder, as files or as a workbook. They were checked and have no mistake.
///
/// The sources belong to people: nothing in them is taken for this program's formula guard, and a leading apostrophe is
/// kept. The rows are read again when they are loaded, so a source may be larger than memory.
package struct DataSet: Sendable {
  /// The tables in the contract's order: each after those to which it refers.
  package let tables: [DataTable]
  /// What a person should know although the data is read.
  package let warnings: Refusal
  /// The warnings of guesses on which figures depend, in the order of quality.csv. The report says them to those who read it, because a
  /// run under cron prints nothing.
  package let findings: [Finding]
  let options: ReadingOptions

  /// Reads every source to its end. Throws all mistakes, not only the first.
  package static func read(_ given: GivenSources, _ options: ReadingOptions = ReadingOptions()) throws(ImportError)
    -> DataSet
  {
    var check = SourceCheck(given, options)
    var tables: [DataTable] = []
    for relation in Contract.relations {
      let relation = options.isImported ? relation.asImported(isPart: options.isPart) : relation.asReported
      if let table = try check.read(relation) { tables.append(table) }
    }
    guard check.mistakes.count == 0 else { throw ImportError.refused(check.mistakes) }
    check.sayDateOrder()
    if !options.isImported { tables = tables.filter { $0.rows > 0 || $0.relation.isNeeded }.map(\.offered) }
    return DataSet(
      tables: tables, warnings: check.warnings, findings: Finding.sorted(check.findings), options: options)
  }
}

/// What is known of the rows that other relations refer to.
struct KnownRows {
  /// The keys of each relation; absent when a key could not be read.
  var keys: [String: Set<UInt64>] = [:]
  var numbers: [String: NamedNumbers] = [:]
}

/// The numbers of rows by the names that people know them by, so that a message can say which number a name has. The rows of a
/// relation whose key is a text have the key in place of a number, and its folded form in place of a name.
struct NamedNumbers {
  private static let limit = 10_000

  private var numbers: [[UInt8]: String] = [:]

  subscript(name: CellBytes) -> String? {
    numbers.isEmpty ? nil : numbers[name.indices.map { name[$0] }]
  }

  mutating func add(_ number: [UInt8], name: [UInt8]) {
    if numbers.count < Self.limit { numbers[name] = String(decoding: number, as: UTF8.self) }
  }
}

/// The mistakes of all sources, and what the check of one relation needs from others.
private struct SourceCheck {
  var mistakes: Refusal
  var warnings = Refusal()
  private(set) var findings: [Finding] = []
  private let given: GivenSources
  private let options: ReadingOptions
  private var known = KnownRows()
  /// What all dates so far say of their order, and where the first one is that could be read both ways.
  private var dates = DateSurvey()
  private var ambiguous: (mistake: Mistake, relation: RelationSchema)?

  init(_ given: GivenSources, _ options: ReadingOptions) {
    self.given = given
    self.options = options
    mistakes = given.mistakes
  }

  /// Returns nil when no source of the relation can be read as rows.
  mutating func read(_ relation: RelationSchema) throws(ImportError) -> DataTable? {
    let parts = try parts(of: relation)
    guard !parts.isEmpty, !given.unreadable.contains(relation.name) else { return nil }
    var check = TableCheck(DataTable(relation: relation, parts: parts), known: known, options)
    try check.run()
    mistakes.add(check.mistakes)
    warnings.add(check.warnings)
    survey(check)
    // When a row's own key cannot be read, the rows that refer to it would get its mistake.
    if relation.key.count == 1, check.keys.count == check.table.rows,
      options.isImported || check.table.rows > 0
    {
      known.keys[relation.name] = Set(check.keys)
    }
    known.numbers[relation.name] = check.numbers
    return check.table
  }

  private mutating func parts(of relation: RelationSchema) throws(ImportError) -> [DataPart] {
    var parts: [DataPart] = []
    for given in given.sources where given.relation == relation.name {
      let source = given.source
      guard let (header, index) = try Header.find(in: source, of: relation, ignoresExtra: options.ignoresExtra) else {
        mistakes.add(
          source.mistake(
            at: 1, nil, "the \(source.sheet == nil ? "file" : "sheet") is empty",
            expected: "a first row with the names of the columns"))
        return []
      }
      for mistake in header.mistakes { mistakes.add(mistake) }
      if !header.ignored.isEmpty {
        warnings.add(
          source.mistake(
            at: nil, nil, "\(header.ignored.joined(separator: ", ")) not read",
            expected: "no such column if its data matters"))
      }
      if let form = given.form, let letters = form.guessedLetters {
        let guess = source.mistake(
          at: nil, nil,
          "the file is not UTF-8, and its encoding is taken for \(form.encoding.rawValue), with \(letters)",
          expected: "the file saved as CSV UTF-8 if a letter comes out wrong")
        warn(of: guess, "guessed-encoding", relation, key: "file=\(source.file)")
      }
      parts.append(
        DataPart(source: source, form: given.form, headerIndex: index, fields: header.fields, width: header.width))
    }
    return parts
  }

  private mutating func survey(_ check: TableCheck) {
    for (column, survey) in zip(check.table.relation.columns, check.dates) {
      if ambiguous == nil, let cell = survey.ambiguous {
        let place = DataTable.place(survey.part, cell.line)
        let guess = check.table.mistake(
          at: place, column.name,
          "no date says whether the day or the month comes first; ‘\(cell.text)’ is read \(options.dates.rawValue)",
          expected: "--dates \(options.dates.other.rawValue) if it is not")
        ambiguous = (guess, check.table.relation)
      }
      dates.add(survey)
    }
  }

  /// Says once which order of day and month was used, where no date decides it and nobody chose it.
  mutating func sayDateOrder() {
    guard options.dateOrder == nil, dates.confirming == 0, let (guess, relation) = ambiguous else { return }
    warn(of: guess, "guessed-date-order", relation, key: "column=\(guess.column ?? "")")
  }

  /// Adds a warning of a guess, and the finding that says the same.
  private mutating func warn(of guess: Mistake, _ rule: String, _ relation: RelationSchema, key: String) {
    warnings.add(guess)
    findings.append(
      Finding(
        rule: rule, severity: .warning, relation: relation.name, key: key,
        message: "\(guess.problem); give \(guess.expected)"))
  }
}

extension DataSet {
  /// Creates tables in a database that has none, such as a private server's, and fills them, all or nothing. For a report the
  /// tables follow the contract's declaration and have the columns that the sources have. They have no constraint and no default:
  /// the checks of the sources and the rules of quality do the rest. For an import they are our own tables, without the indexes
  /// that only spare a report the reading of old years.
  package func load(into connection: borrowing Connection) throws(ImportError) {
    try Self.reporting {
      try connection.withTransaction { connection in
        try connection.execute(
          script: options.isImported ? Statement.tables.sql(in: schema) : definitions, name: "schema")
        // Rows copied into a table of the same transaction can be frozen, so they need no vacuum.
        for table in tables { try copy(table, into: connection, isFrozen: true) }
        try connection.execute(script: "ANALYZE", name: "analyse")
      }
    }
  }

  /// Copies the rows of a table into the relation or another table with the same columns. Call this in a transaction.
  package func copy(
    _ table: DataTable, into connection: borrowing Connection, target: String? = nil, isFrozen: Bool = false,
    isNumbered: Bool = false
  ) throws(ImportError) {
    let target = target ?? QualifiedName(schema, table.relation.name).quoted
    let statement = table.copyStatement(into: target, isFrozen: isFrozen, numbered: isNumbered)
    try Self.reporting {
      try connection.copyIn(Query("copy \(table.relation.name)", statement)) { writer in
        // The session must receive its own error, because that error may report one that the server sent before.
        var lost: DatabaseError?
        do throws(ImportError) {
          try forEachPiece(of: table, numbered: isNumbered) { (piece) throws(ImportError) in
            do throws(DatabaseError) { try writer.write(piece) } catch {
              lost = error
              throw ImportError.database(error)
            }
          }
        } catch {
          if let lost { throw lost }
          throw error
        }
      }
    }
  }

  private var schema: String { "programme" }

  private var definitions: String {
    let tables = tables.map { table in
      let columns = table.relation.columns.map { "\($0.name) \($0.type.sqlName)" }
      return "create table \(schema).\(table.relation.name) (\(columns.joined(separator: ", ")))"
    }
    return (["create schema \(schema)"] + tables).joined(separator: ";\n")
  }

  /// Runs work that may throw errors of both kinds. A constraint that refuses the data is a mistake of the data. The
  /// message names relation and constraint only, because the server's message could hold a row.
  private static func reporting(_ body: () throws -> Void) throws(ImportError) {
    do { try body() } catch let error as ImportError { throw error } catch let error as DatabaseError
      where error.object.constraint != nil
    { throw ImportError(.refused(by: error.object)) } catch let error as DatabaseError {
      throw ImportError.database(error)
    } catch { throw ImportError.database(DatabaseError(.other, "the import failed unexpectedly")) }
  }
}

extension Mistake {
  fileprivate static func refused(by object: DatabaseError.DatabaseObject) -> Mistake {
    Mistake(
      file: (object.table ?? "?") + ".csv", column: object.column,
      problem: "our tables refuse a row by the constraint \(object.constraint ?? "?")", expected: "rows that satisfy it"
    )
  }
}

/// The reason why people's data was not read or loaded. Nothing was changed.
package enum ImportError: Error {
  /// The data has mistakes, or our tables refuse the data.
  case refused(Refusal)
  /// The folder or a file cannot be read.
  case unreadable(FileError)
  /// The server failed; the data is not the cause.
  case database(DatabaseError)

  /// Makes the error of a single mistake.
  package init(_ mistake: Mistake) { self = .refused(Refusal(mistake)) }

  package var refusal: Refusal? { if case .refused(let refusal) = self { refusal } else { nil } }
}

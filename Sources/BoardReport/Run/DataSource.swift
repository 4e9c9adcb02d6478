import Core
import Database
import Input
import System
import Workbook

/// The database that a run reads: a server of the organisation, or a private server that holds a folder's rows and ends
/// with this value.
struct DataSource: ~Copyable {
  /// The connection string; nil for libpq's own environment, service and password files.
  let conninfo: String?
  /// The schema of the relations in that database.
  let schema: String
  /// What was guessed of a folder's files.
  let findings: [Finding]
  private let server: PrivateServer?

  /// Whether the rows are a folder's.
  var isFolder: Bool { server != nil }

  /// Opens the source. Starts and fills a private server when the source is a folder.
  static func open(
    _ source: RowSource, schema: String, deadline: Deadline, signals: Signals, reporter: ProgressReporter
  ) throws -> DataSource {
    switch source {
    case .database(let conninfo): return DataSource(conninfo: conninfo, schema: schema, findings: [], server: nil)
    case .folder(let path, let options):
      reporter.progress("reading \(path)")
      let data = try DataSet.read(try PeopleData.whole(at: path), options)
      if reporter.isVerbose { PeopleData.warn(data.warnings) }
      reporter.progress("starting a private PostgreSQL")
      let server = try PrivateServer.start(deadline: deadline, signals: signals)
      let conninfo = server.conninfo
      let connection = try Connection.open(
        conninfo, applicationName: "board-report", deadline: deadline, signals: signals)
      reporter.progress("loading \(path)")
      try data.load(into: connection)
      return DataSource(conninfo: conninfo, schema: "programme", findings: data.findings, server: server)
    }
  }
}

/// What people keep: a folder of CSV files, a workbook, or single files.
enum PeopleData {
  /// Returns the sources at the path of a folder or a workbook.
  static func whole(at path: String) throws -> GivenSources {
    if isOtherWorkbook(path) {
      throw Failure(.usage, "\(path) is a workbook of another kind; save it as .xlsx")
    }
    if isReadWorkbook(path) { return try GivenSources.workbook(path) }
    if isPlainFile(path) {
      throw Failure(
        .usage, "\(path) is neither a folder nor a workbook; give a folder of CSV files, or a workbook saved as .xlsx")
    }
    return try GivenSources.folder(path)
  }

  /// Returns the sources at paths that a person gave, and whether they are part of what the database holds: single files add
  /// to it, a folder or a workbook is all of it.
  static func sources(at paths: [String]) throws -> (given: GivenSources, isPart: Bool) {
    func isWhole(_ path: String) -> Bool {
      isFolder(path) || isReadWorkbook(path) || isOtherWorkbook(path) || isPacked(path)
    }
    if paths.count == 1, isWhole(paths[0]) { return (try whole(at: paths[0]), false) }
    if let other = paths.first(where: isWhole) {
      throw Failure(
        .usage, "\(other) is a folder or a workbook among other paths; give one folder, one workbook, or CSV files")
    }
    return (try GivenSources.files(paths), true)
  }

  /// Prints what a person should know of data that is read all the same.
  static func warn(_ warnings: Refusal) {
    for line in warnings.lines { Console.print(mistake: "warning: \(line)") }
  }

  /// Returns whether the path names a workbook as the program writes one.
  static func isWorkbook(_ path: String) -> Bool { path.lowercased().hasSuffix(".xlsx") }

  /// Returns whether the path names a workbook of a kind that is not written: one with macros, which is read, among them.
  static func isUnwrittenWorkbook(_ path: String) -> Bool { hasMacros(path) || isOtherWorkbook(path) }

  private static func isReadWorkbook(_ path: String) -> Bool { isWorkbook(path) || hasMacros(path) }

  private static func hasMacros(_ path: String) -> Bool { path.lowercased().hasSuffix(".xlsm") }

  /// Returns whether the path names a workbook of a kind that is neither read nor written.
  private static func isOtherWorkbook(_ path: String) -> Bool {
    [".ods", ".fods", ".xls", ".xlsb", ".xltx", ".numbers"].contains { path.lowercased().hasSuffix($0) }
      && !isFolder(path)
  }

  /// Returns whether the path names a file of several tables that is no workbook: a zip file or a database.
  private static func isPacked(_ path: String) -> Bool {
    [".zip", ".accdb", ".mdb"].contains { path.lowercased().hasSuffix($0) } && isPlainFile(path)
  }

  private static func isPlainFile(_ path: String) -> Bool {
    do throws(FileError) {
      _ = try FileReader(given: path)
      return true
    } catch { return false }
  }

  private static func isFolder(_ path: String) -> Bool { (try? Folder.open(path)) != nil }
}

/// The difference between this machine's clock and the server's.
struct ClockDifference {
  /// The server's clock in seconds since 1970.
  let server: Int64
  /// Positive when this machine's clock is ahead.
  let seconds: Int64

  /// - Parameters:
  ///   - server: the start of the server's transaction by the server's clock.
  ///   - begun: an earlier moment by this machine's clock. The server's moment lies between it and now when both clocks
  ///   are right.
  init(server: Int64, since begun: Int64) {
    self.server = server
    let now = CivilClock.seconds
    seconds = server < begun ? begun - server : server > now ? now - server : 0
  }

  /// Whether the difference is larger than between clocks that the network sets.
  var isLarge: Bool { seconds.magnitude > 300 }

  var words: String {
    let hours = (seconds.magnitude + 1_800) / 3_600
    let size =
      hours < 2 ? "\((seconds.magnitude + 30) / 60) min" : hours < 48 ? "\(hours) h" : "\((hours + 12) / 24) days"
    return "the clock here is \(size) \(seconds > 0 ? "ahead of" : "behind") the server's"
  }
}

/// The decisions of a run that depend on the machine's clock.
struct ClockDecisions {
  /// Whether no period was given, so that the last complete quarter by the clock is used.
  let choosesPeriod: Bool
}

extension RunOrder {
  /// Refuses to run when the server's clock would lead to another report. A wrong clock could issue a quarter as final
  /// before it ends, and no issue is ever altered. So a person must decide which clock is right.
  func refuse(_ difference: ClockDifference) throws {
    guard let byClock, difference.isLarge, let day = CalendarDay(in: job.timeZone, at: difference.server) else {
      return
    }
    let last = Period(lastQuarterBefore: day, yearStartsIn: job.yearStartsIn)
    let isOtherPeriod = byClock.choosesPeriod && last != period
    let isOtherDay = ReportingContext(period, today: day)?.reportingEnd != context.reportingEnd
    guard isOtherPeriod || isOtherDay else { return }
    throw Failure(
      .contract,
      "\(difference.words): it is \(context.today) here and \(day) there, and the report would be another; set the clock, or give --today; nothing published"
    )
  }
}

extension GivenSources {
  /// Returns the sheets of a workbook, each named after its relation. A sheet without a row below its header offers nothing, unless
  /// no report is made without its relation.
  static func workbook(_ path: String) throws(ImportError) -> GivenSources {
    let file = String(path.split(separator: "/").last ?? path[...])
    #if Workbook
      let bytes: [UInt8]
      do throws(FileError) { bytes = try FileReader.bytes(of: path, limit: ReadWorkbook.largest) } catch {
        throw ImportError.unreadable(error)
      }
      let workbook = try Mistake.located(file) { () throws(WorkbookFault) in try ReadWorkbook(bytes) }
      var given = GivenSources()
      for sheet in workbook.sheets where !WorkbookTemplate.otherSheets.contains(sheet.name) {
        let source = CellSource(workbook, sheet, file)
        let name = Folding.name(sheet.name)
        let relation = Contract.relations.first { Folding.name($0.name) == name }
        let holdsRows = try source.holdsRows(of: relation)
        if let relation {
          if holdsRows || relation.isNeeded { given.add(source, of: relation.name) }
        } else if holdsRows {
          let names = Contract.relations.map(\.name).joined(separator: ", ")
          given.refuse(
            Mistake(
              file: file, sheet: sheet.name, problem: "no relation has the name of the sheet\(sheet.hiddenNote)",
              expected: "one of \(names); or remove the sheet\(sheet.howToShow)"))
        }
      }
      for relation in Contract.relations
      where relation.isNeeded && !given.sources.contains(where: { $0.relation == relation.name }) {
        given.refuse(
          Mistake(
            file: file, sheet: relation.name, problem: "the sheet is missing",
            expected: "it, at least with its first row"), relation: relation.name)
      }
      return given
    #else
      throw ImportError(
        Mistake(
          file: file, problem: "this program was built without workbooks",
          expected: "its sheets as CSV files, or build the program with `swift build --traits Workbook`"))
    #endif
  }
}

#if Workbook
  extension ReadWorkbook.Sheet {
    /// What follows the word *sheet* in a message where nobody sees the sheet.
    fileprivate var hiddenNote: String { visibility == .visible ? "" : " (hidden)" }

    /// How a person makes the sheet seen.
    fileprivate var howToShow: String {
      switch visibility {
      case .visible: ""
      case .hidden: ", which Unhide shows in the menu of a sheet's tab"
      case .veryHidden: ", which only Excel's editor of macros shows: press Alt+F11 and set the sheet's Visible"
      }
    }
  }

  extension CellSource {
    fileprivate init(_ workbook: ReadWorkbook, _ sheet: ReadWorkbook.Sheet, _ file: String) {
      self.init(file: file, sheet: sheet.name) { (body) throws(ImportError) in
        var rows = try Mistake.located(file) { () throws(WorkbookFault) in try SheetRows(sheet, of: workbook) }
        while let (number, cells) = try Mistake.located(file, { () throws(WorkbookFault) in try rows.next() }) {
          guard try body(CSVRecord(line: number, cells: cells)) else { return }
        }
      }
    }

    /// Returns whether the sheet has more than a title or the names of the relation's columns: two rows, or one of other cells.
    ///
    /// - Parameter relation: nil for a sheet of none, in which every cell counts.
    fileprivate func holdsRows(of relation: RelationSchema?) throws(ImportError) -> Bool {
      let names = relation.map { Set($0.columns.map { Folding.name($0.name) }) }
      var (rows, holds) = (0, false)
      try forEachRecord { (record) throws(ImportError) in
        rows += 1
        let cells = (0..<record.fields.count).map { record.string($0) }.filter { Folding.isVisible($0) }
        holds = names.map { rows > 1 || cells.count > 1 && $0.isDisjoint(with: cells.map(Folding.name)) } ?? true
        return !holds
      }
      return holds
    }
  }

  extension Mistake {
    /// Reads a workbook. Its fault is a mistake in the file.
    fileprivate static func located<Value>(_ file: String, _ read: () throws(WorkbookFault) -> Value)
      throws(ImportError) -> Value
    {
      do throws(WorkbookFault) { return try read() } catch {
        throw ImportError(
          Mistake(
            file: file, sheet: error.sheet, line: error.row, field: error.field, problem: error.problem,
            expected: error.expected))
      }
    }
  }
#endif

import Core
import Input
import System
import Workbook

extension GivenSources {
  /// Returns the sheets of a workbook, each named after its relation. A sheet without a row below its header offers nothing, unless
  /// no report is made without its relation.
  static func workbook(_ path: String) throws(ImportError) -> GivenSources {
    let file = String(path.split(separator: "/").last ?? path[...])
    #if Workbook
      let bytes: [UInt8]
      do throws(FileError) { bytes = try FileReader.bytes(of: path, limit: ReadWorkbook.largest) } catch {
        throw ImportError(.unreadable(error))
      }
      let workbook: ReadWorkbook
      do throws(WorkbookFault) { workbook = try ReadWorkbook(bytes) } catch { throw ImportError(Mistake(error, file)) }
      var given = GivenSources()
      for sheet in workbook.sheets where !WorkbookTemplate.otherSheets.contains(sheet.name) {
        let source = CellSource(workbook, sheet, file)
        let name = Folding.name(sheet.name)
        let relation = Contract.relations.first { Folding.name($0.name) == name }
        let holdsRows = try source.holdsRows(of: relation)
        if let relation {
          if holdsRows || relation.isNeeded { given.add(source, of: relation.name) }
        } else if holdsRows {
          given.refuse(
            Mistake(
              file: file, sheet: sheet.name, problem: "no relation has the name of the sheet",
              expected: "one of \(Contract.relations.map(\.name).joined(separator: ", ")); or remove the sheet"))
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
  extension CellSource {
    fileprivate init(_ workbook: ReadWorkbook, _ sheet: ReadWorkbook.Sheet, _ file: String) {
      self.init(file: file, sheet: sheet.name) { (body) throws(ImportError) in
        do throws(SheetError<ImportError>) {
          try workbook.forEachRow(of: sheet) { (number, cells) throws(ImportError) in
            try body(CSVRecord(line: number, cells: cells))
          }
        } catch {
          switch error {
          case .unreadable(let fault): throw ImportError(Mistake(fault, file))
          case .stopped(let error): throw error
          }
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
    fileprivate init(_ fault: WorkbookFault, _ file: String) {
      self.init(
        file: file, sheet: fault.sheet, line: fault.row, field: fault.field, problem: fault.problem,
        expected: fault.expected)
    }
  }
#endif

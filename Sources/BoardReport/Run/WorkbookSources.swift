import Core
import Input
import System
import Workbook

extension GivenSources {
  /// Returns the sheets of a workbook, each named after its relation. A sheet without a row below its header offers nothing.
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
        let rows = try source.rows(upTo: 2)
        let name = Folding.name(sheet.name)
        if let relation = Contract.relations.first(where: { Folding.name($0.name) == name }) {
          if rows > 1 { given.add(source, of: relation.name) }
        } else if rows > 0 {
          given.refuse(
            Mistake(
              file: file, sheet: sheet.name, problem: "no relation has the name of the sheet",
              expected: "one of " + Contract.relations.map(\.name).joined(separator: ", ")))
        }
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
            try body(CSVRecord(line: number, cells: cells.lazy.map(\.utf8)))
          }
        } catch {
          switch error {
          case .unreadable(let fault): throw ImportError(Mistake(fault, file))
          case .stopped(let error): throw error
          }
        }
      }
    }

    /// Counts the rows in which something can be seen, `limit` at most.
    fileprivate func rows(upTo limit: Int) throws(ImportError) -> Int {
      var count = 0
      try forEachRecord { _ in
        count += 1
        return count < limit
      }
      return count
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

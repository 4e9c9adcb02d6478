#if Workbook
  import Core
  package import System

  /// The rows of a sheet while they are read, hidden ones too. An error names sheet, row and cell.
  package struct SheetRows {
    /// Of a row's texts, in bytes.
    private static let longestRow = 4 << 20
    private static let mostColumns = 16_384
    /// As every spreadsheet program has it.
    private static let mostRows = 1_048_576

    private let workbook: ReadWorkbook
    private let sheet: ReadWorkbook.Sheet
    private let xml: XMLPart
    private var row = 0
    private var isPastRows = false
    private var cells: [SheetCell] = []
    private var length = 0

    package init(_ sheet: ReadWorkbook.Sheet, of workbook: ReadWorkbook) throws(WorkbookFault) {
      self.sheet = sheet
      self.workbook = workbook
      guard let part = try ZipArchive(workbook.bytes).part(sheet.path) else { throw .damaged }
      xml = try XMLPart(part)
    }

    /// Returns the next row's number from 1 and its cells from column A on; nil at the sheet's end. Merged cells are found after the last
    /// row.
    package mutating func next() throws(WorkbookFault) -> (Int, [SheetCell])? {
      while let event = try xml.next() {
        switch event {
        // Behind its rows a sheet has elements of the same name, for drawings.
        case .end("sheetData"): isPastRows = true
        case .start("row", let isEmpty) where !isPastRows:
          row = xml.attributes["r"].flatMap { Int($0) } ?? row + 1
          guard row >= 1 else { throw .damaged }
          guard row <= Self.mostRows else { throw .tooLarge }
          guard !isEmpty else { continue }
          try readCells()
          return (row, cells)
        case .start("mergeCell", _):
          let place = xml.attributes["ref"] ?? "?"
          throw fault("\(place) is merged", expected: "each cell its own value; unmerge them", field: nil)
        default: break
        }
      }
      return nil
    }

    private mutating func readCells() throws(WorkbookFault) {
      cells.removeAll(keepingCapacity: true)
      length = 0
      while let event = try xml.next() {
        switch event {
        case .end("row"): return
        case .start("c", let isEmpty):
          let attributes = xml.attributes
          let column = attributes["r"].map(Self.column) ?? cells.count
          guard let column, column < Self.mostColumns, column >= cells.count else { throw .damaged }
          while cells.count < column { cells.append(SheetCell("")) }
          let cell = isEmpty ? SheetCell("") : try readCell(attributes, column)
          length += cell.text.utf8.count
          guard length <= Self.longestRow else {
            throw fault(
              "the row holds more than \(Self.longestRow >> 20) MB of text", expected: "shorter texts", field: nil)
          }
          cells.append(cell)
        default: break
        }
      }
      throw .damaged
    }

    private func readCell(_ attributes: [String: String], _ column: Int) throws(WorkbookFault) -> SheetCell {
      var (value, rich): (String?, String?) = (nil, nil)
      var (isValue, hasFormula) = (false, false)
      reading: while let event = try xml.next() {
        switch event {
        case .end("c"): break reading
        case .start("v", let isEmpty): (isValue, value) = (!isEmpty, "")
        case .end("v"): isValue = false
        case .text(let piece) where isValue: value? += piece
        case .start("f", _): hasFormula = true
        case .start("is", let isEmpty): rich = isEmpty ? "" : try xml.richText(until: "is")
        default: break
        }
      }
      // A formula whose result is the empty text has an empty value too, and is of the type `str`.
      if hasFormula, rich == nil, value == nil || value == "" && attributes["t"] != "str" {
        throw fault(
          "the formula has no saved value", expected: "a value, or save the workbook in a spreadsheet program",
          field: column)
      }
      guard let value else { return SheetCell(rich ?? "") }
      switch attributes["t"] ?? "n" {
      case "s":
        // Some programs leave out the number of an empty text.
        if value.isEmpty { return SheetCell("") }
        guard let text = Int(value).flatMap({ workbook.strings[$0] }) else { throw .damaged }
        return SheetCell(text)
      case "str", "inlineStr", "e": return SheetCell(rich ?? CellText.read(value))
      case "b": return SheetCell(value == "1" || value == "true" ? "true" : "false", .boolean)
      case "d": return SheetCell(value.hasSuffix("T00:00:00") ? String(value.dropLast(9)) : value, .date)
      default:
        let style = attributes["s"].flatMap { Int($0) } ?? 0
        let format = workbook.formats.indices.contains(style) ? workbook.formats[style] : .number
        let text = CellNumber.text(value, format, is1904: workbook.is1904)
        guard case .shown(let display) = format else { return SheetCell(text) }
        return SheetCell(text, display)
      }
    }

    private func fault(_ problem: String, expected: String, field: Int?) -> WorkbookFault {
      WorkbookFault(
        problem: problem, expected: expected, sheet: sheet.name, row: field == nil ? nil : row, field: field)
    }

    /// Returns the index of the column of `AB12`, from 0; nil where there is none.
    private static func column(_ place: String) -> Int? {
      var column = 0
      for byte in place.utf8 {
        guard (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) else { break }
        column = column * 26 + Int(byte - 64)
        if column > mostColumns { return nil }
      }
      return column == 0 ? nil : column - 1
    }
  }
#endif

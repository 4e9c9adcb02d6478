package import Core

/// A workbook of one sheet, which holds one table.
package enum TableWorkbook {
  /// Returns the workbook's bytes. The first row names the columns as the CSV file does.
  package static func bytes(_ table: FilledTable) throws -> [UInt8] {
    #if Workbook
      try TemplateWriter.bytes { writer throws(OutputFormatError) in try writer.add(table) }
    #else
      throw WorkbookTemplate.missing
    #endif
  }
}

#if Workbook
  import CXlsxwriter
  import Issues

  extension TemplateWriter {
    fileprivate func add(_ table: FilledTable) throws(OutputFormatError) {
      let columns = table.shape.columns
      guard table.rows.count < WrittenSheet.mostRows else {
        throw OutputFormatError(
          .tooLarge, "the table has \(table.rows.count) rows, more than a sheet of a workbook; give --format csv")
      }
      let sheet = try unsafe sheet(table.shape.title)
      for (index, column) in columns.enumerated() {
        let place = lxw_col_t(index)
        let widest = table.rows.map { SheetValue($0[index]).width(CellStyle($0[index], column)) }.max() ?? 0
        _ = unsafe worksheet_set_column(sheet, place, place, Double(min(max(widest, column.name.count) + 3, 60)), nil)
        try unsafe write(column.name, on: sheet, 0, index, .header)
      }
      for (row, cells) in table.rows.enumerated() {
        for (index, cell) in cells.enumerated() {
          let (line, place) = (lxw_row_t(row + 1), lxw_col_t(index))
          let style = unsafe file.styles[CellStyle(cell, columns[index])]
          switch SheetValue(cell) {
          case .empty: continue
          case .text(let text): try unsafe write(text, on: sheet, row + 1, index, .text)
          case .number(let number):
            try XLSXFile.check(unsafe worksheet_write_number(sheet, line, place, number, style), table.shape.title)
          case .boolean(let flag):
            try XLSXFile.check(
              unsafe worksheet_write_boolean(sheet, line, place, flag ? 1 : 0, style), table.shape.title)
          }
        }
      }
      // SAFETY: the worksheet is the workbook's, which is open.
      unsafe worksheet_freeze_panes(sheet, 1, 0)
      try XLSXFile.check(
        unsafe worksheet_autofilter(sheet, 0, 0, lxw_row_t(table.rows.count), lxw_col_t(columns.count - 1)),
        table.shape.title)
    }
  }
#endif

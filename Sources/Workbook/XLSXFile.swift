#if Workbook
  import CXlsxwriter
  import Core
  import Glibc
  import Issues

  /// A workbook that is being written: libxlsxwriter's own value, closed once whatever happens.
  @safe struct XLSXFile: ~Copyable {
    let workbook: UnsafeMutablePointer<lxw_workbook>
    let styles: Styles
    /// Rows go to a temporary file as they come, and cannot be looked at again.
    let isStreaming: Bool
    private var isClosed = false

    /// What is known of the workbook before its sheets.
    struct Options {
      /// In which temporary files are made and removed.
      let scratch: String
      let isStreaming: Bool
      /// For more than 4 GB.
      let isHuge: Bool
    }

    static func create(_ path: String, _ options: Options) throws(OutputFormatError) -> XLSXFile {
      // SAFETY: both strings live through the call, which copies them; what it returns is owned by the value alone.
      let strings = CStrings()
      var chosen = unsafe lxw_workbook_options()
      unsafe chosen.constant_memory = options.isStreaming ? 1 : 0
      unsafe chosen.tmpdir = strings(options.scratch)
      unsafe chosen.use_zip64 = options.isHuge ? 1 : 0
      let made = unsafe workbook_new_opt(path, &chosen)
      guard let workbook = unsafe made else { throw OutputFormatError.library("out of memory", "file") }
      return unsafe XLSXFile(owning: workbook, isStreaming: options.isStreaming)
    }

    /// - Precondition: owned by nobody else.
    private init(owning workbook: UnsafeMutablePointer<lxw_workbook>, isStreaming: Bool) {
      unsafe self.workbook = workbook
      unsafe styles = Styles(workbook)
      self.isStreaming = isStreaming
    }

    deinit {
      // SAFETY: ours until it is closed, which frees it.
      if !isClosed { unsafe lxw_workbook_free(workbook) }
    }

    /// Writes the file, and throws where the library reports an error.
    consuming func close() throws(OutputFormatError) {
      let lost = haveRowsBeenLost
      isClosed = true
      // SAFETY: workbook_close(3) frees the workbook, also where it fails.
      try Self.check(unsafe workbook_close(workbook), "file")
      if lost { throw OutputFormatError.disk("rows") }
    }

    /// Whether a write to a temporary file of rows failed: the library does not check that.
    private var haveRowsBeenLost: Bool {
      // SAFETY: the list is the workbook's own, and read before it is freed.
      var next = unsafe workbook.pointee.worksheets.pointee.stqh_first
      var lost = false
      while let sheet = unsafe next {
        if isStreaming, let file = unsafe sheet.pointee.optimize_tmpfile {
          unsafe lost = fflush(file) != 0 || ferror(file) != 0 || lost
        }
        unsafe next = sheet.pointee.list_pointers.stqe_next
      }
      return lost
    }

    /// Returns a column's name: `A`, `Z`, `AA`.
    static func letters(_ column: Int) -> String {
      let letter = String(Character(Unicode.Scalar(UInt8(65 + column % 26))))
      return column < 26 ? letter : letters(column / 26 - 1) + letter
    }

    static func check(_ error: lxw_error, _ place: String) throws(OutputFormatError) {
      switch error {
      case LXW_NO_ERROR: return
      case LXW_ERROR_CREATING_XLSX_FILE, LXW_ERROR_CREATING_TMPFILE, LXW_ERROR_READING_TMPFILE,
        LXW_ERROR_ZIP_FILE_OPERATION, LXW_ERROR_ZIP_FILE_ADD, LXW_ERROR_ZIP_CLOSE:
        throw OutputFormatError.disk(place)
      default:
        // SAFETY: a constant of the library's.
        let message = unsafe lxw_strerror(error).map { unsafe String(cString: $0) }
        throw OutputFormatError.library(message ?? "error \(error.rawValue)", place)
      }
    }
  }

  /// C strings that live as long as the value.
  @safe final class CStrings {
    private var strings: [UnsafeMutablePointer<CChar>] = unsafe []

    func callAsFunction(_ text: String) -> UnsafeMutablePointer<CChar>? {
      // SAFETY: the copy is ours until deinit.
      guard let copy = unsafe strdup(text) else { return nil }
      unsafe strings.append(copy)
      return unsafe copy
    }

    /// The same for libxlsxwriter 1.2, whose structures hold `const char *`.
    func callAsFunction(_ text: String) -> UnsafePointer<CChar>? {
      let copy: UnsafeMutablePointer<CChar>? = unsafe self(text)
      return unsafe copy.map { unsafe UnsafePointer($0) }
    }

    /// Returns a list of strings as the type that a structure of libxlsxwriter holds: of `char *`, or from 1.2 on of `const char *`.
    static func list<Pointer>(_ strings: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> UnsafeMutablePointer<
      Pointer?
    >? {
      // SAFETY: both are pointers to the same bytes.
      unsafe strings.map { unsafe UnsafeMutableRawPointer($0).assumingMemoryBound(to: Pointer?.self) }
    }

    deinit { unsafe strings.forEach { unsafe free($0) } }
  }

  /// Every style of a workbook, made once; the workbook owns them.
  @safe struct Styles {
    private let formats: [CellStyle: UnsafeMutablePointer<lxw_format>]

    init(_ workbook: UnsafeMutablePointer<lxw_workbook>) {
      var formats: [CellStyle: UnsafeMutablePointer<lxw_format>] = unsafe [:]
      // SAFETY: the formats are the workbook's own and set before they are used.
      for style in CellStyle.allCases {
        guard let format = unsafe workbook_add_format(workbook) else { continue }
        unsafe format_set_font_name(format, "Arial")
        unsafe format_set_font_size(format, style == .title ? 14 : 11)
        unsafe format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
        if let number = style.numberFormat { unsafe format_set_num_format(format, number) }
        if style.isCell {
          unsafe format_set_bottom(format, UInt8(LXW_BORDER_HAIR.rawValue))
          unsafe format_set_bottom_color(format, 0x8C8C8C)
        }
        switch style {
        case .title: unsafe format_set_bold(format)
        case .header:
          unsafe format_set_bold(format)
          unsafe format_set_text_wrap(format)
          unsafe format_set_bottom(format, UInt8(LXW_BORDER_THIN.rawValue))
        case .text: unsafe format_set_text_wrap(format)
        case .identifier: unsafe format_set_align(format, UInt8(LXW_ALIGN_LEFT.rawValue))
        case .link:
          unsafe format_set_underline(format, UInt8(LXW_UNDERLINE_SINGLE.rawValue))
          unsafe format_set_font_color(format, 0x0B4A82)
        default: break
        }
        unsafe formats[style] = format
      }
      unsafe self.formats = formats
    }

    subscript(style: CellStyle) -> UnsafeMutablePointer<lxw_format>? { unsafe formats[style] }
  }

  /// A chart of the spreadsheet's own: a bar a row with its value, what it is compared with as an open bar beside it.
  struct ChartDrawing {
    let chart: Chart
    let sheet: WrittenSheet
    /// Of its data in the sheet.
    let rows: ClosedRange<Int>

    private static let ink: lxw_color_t = 0x1A1A1A
    private static let fill: lxw_color_t = 0x1F4E79

    func draw(in file: borrowing XLSXFile, on worksheet: UnsafeMutablePointer<lxw_worksheet>, beside head: Int)
      -> lxw_error
    {
      // SAFETY: the workbook owns the chart and its parts; strings and options live through the calls, which copy them.
      guard let drawing = unsafe workbook_add_chart(file.workbook, UInt8(LXW_CHART_BAR.rawValue)) else {
        return LXW_ERROR_MEMORY_MALLOC_FAILED
      }
      unsafe addSeries(to: drawing, column: 1, isOpen: false)
      if chart.markMeaning != nil { unsafe addSeries(to: drawing, column: 2, isOpen: true) }
      unsafe chart_title_set_name(drawing, CellText.shown(chart.title.plain))
      unsafe chart_legend_set_position(
        drawing, UInt8((chart.markMeaning == nil ? LXW_CHART_LEGEND_NONE : LXW_CHART_LEGEND_BOTTOM).rawValue))
      // The first row on top, as in the table; every bar says its value, so no scale is needed.
      unsafe chart_axis_set_reverse(drawing.pointee.y_axis)
      unsafe chart_axis_set_interval_unit(drawing.pointee.y_axis, 1)
      // Bars begin at zero: the length of a bar is what a reader compares.
      let values = chart.bars.flatMap { [$0.value] + ($0.mark.map { [$0] } ?? []) }
      if values.allSatisfy({ $0.mantissa >= 0 }) { unsafe chart_axis_set_min(drawing.pointee.x_axis, 0) }
      unsafe chart_axis_off(drawing.pointee.x_axis)
      unsafe chart_axis_major_gridlines_set_visible(drawing.pointee.x_axis, 0)
      let strings = CStrings()
      var options = unsafe lxw_chart_options()
      unsafe options.x_offset = 20
      unsafe options.x_scale = 600.0 / 480.0
      unsafe options.y_scale = height / 288.0
      unsafe options.object_position = UInt8(LXW_OBJECT_MOVE_DONT_SIZE.rawValue)
      unsafe options.description = strings(CellText.shown(chart.sentence.plain))
      return unsafe worksheet_insert_chart_opt(
        worksheet, lxw_row_t(head), lxw_col_t(sheet.columns.count), drawing, &options)
    }

    /// In pixels.
    private var height: Double { 110 + Double(rows.count) * (chart.markMeaning == nil ? 24 : 34) }

    private func addSeries(to drawing: UnsafeMutablePointer<lxw_chart>, column: Int, isOpen: Bool) {
      let (first, last) = (lxw_row_t(rows.lowerBound), lxw_row_t(rows.upperBound))
      guard let series = unsafe chart_add_series(drawing, nil, nil) else { return }
      unsafe chart_series_set_categories(series, sheet.name, first, 0, last, 0)
      let place = lxw_col_t(column)
      unsafe chart_series_set_values(series, sheet.name, first, place, last, place)
      unsafe chart_series_set_name(series, CellText.shown(sheet.columns[column].title))
      var line = lxw_chart_line(color: Self.ink, none: 0, width: 1, dash_type: 0, transparency: 0)
      var paint = lxw_chart_fill(color: isOpen ? 0xFFFFFF : Self.fill, none: 0, transparency: 0)
      unsafe chart_series_set_line(series, &line)
      unsafe chart_series_set_fill(series, &paint)
      unsafe chart_series_set_labels(series)
    }
  }
#endif

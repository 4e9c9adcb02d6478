#if Workbook
  import CXlsxwriter
  import Core
  import Issues

  /// A chart of the spreadsheet's own beside the table of a sheet, drawn from the table's rows.
  @safe struct SheetDrawing {
    private let file: UnsafeMutablePointer<lxw_workbook>
    private let worksheet: UnsafeMutablePointer<lxw_worksheet>
    private let sheet: WrittenSheet
    private let rows: ClosedRange<Int>

    private static let ink: lxw_color_t = 0x1A1A1A
    private static let fill: lxw_color_t = 0x1F4E79

    /// - Parameter rows: of the table, below its head.
    init(
      in file: borrowing XLSXFile, on worksheet: UnsafeMutablePointer<lxw_worksheet>, of sheet: WrittenSheet,
      _ rows: ClosedRange<Int>
    ) {
      unsafe (self.file, self.worksheet) = (file.workbook, worksheet)
      (self.sheet, self.rows) = (sheet, rows)
    }

    /// Draws a bar a row with its value, what it is compared with as an open bar beside it.
    func draw(_ chart: Chart) -> lxw_error {
      // SAFETY: the workbook owns the chart and its parts.
      guard let drawing = unsafe workbook_add_chart(file, UInt8(LXW_CHART_BAR.rawValue)) else {
        return LXW_ERROR_MEMORY_MALLOC_FAILED
      }
      unsafe addBars(1, to: drawing, Self.fill)
      if chart.markMeaning != nil { unsafe addBars(2, to: drawing, 0xFFFFFF) }
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
      let height = 110 + Double(rows.count) * (chart.markMeaning == nil ? 24 : 34)
      return unsafe insert(drawing, chart.title, chart.sentence, width: 600, height: height)
    }

    /// Draws a line through the points, and the mean and the limits as dashed lines.
    func draw(_ curve: LineChart) -> lxw_error {
      // SAFETY: the workbook owns the chart and its parts.
      guard let drawing = unsafe workbook_add_chart(file, UInt8(LXW_CHART_LINE.rawValue)) else {
        return LXW_ERROR_MEMORY_MALLOC_FAILED
      }
      unsafe addLine(1, to: drawing, LXW_CHART_LINE_DASH_SOLID, isPoints: true)
      unsafe addLine(2, to: drawing, LXW_CHART_LINE_DASH_DASH)
      if curve.segments.contains(where: { $0.upper != nil }) {
        unsafe addLine(3, to: drawing, LXW_CHART_LINE_DASH_ROUND_DOT)
        unsafe addLine(4, to: drawing, LXW_CHART_LINE_DASH_ROUND_DOT)
      }
      unsafe chart_legend_set_position(drawing, UInt8(LXW_CHART_LEGEND_BOTTOM.rawValue))
      // A gap is a gap, and the scale starts at zero unless a point or a limit is negative.
      unsafe chart_show_blanks_as(drawing, UInt8(LXW_CHART_BLANKS_AS_GAP.rawValue))
      let values = curve.points.map(\.value) + curve.segments.map(\.lower)
      if !values.contains(where: { ($0?.mantissa ?? 0) < 0 }) { unsafe chart_axis_set_min(drawing.pointee.y_axis, 0) }
      unsafe chart_axis_set_label_position(drawing.pointee.x_axis, UInt8(LXW_CHART_AXIS_LABEL_POSITION_LOW.rawValue))
      return unsafe insert(drawing, curve.title, curve.sentence, width: 640, height: 340)
    }

    /// Places the chart beside the table's head. Its size is in pixels.
    private func insert(
      _ drawing: UnsafeMutablePointer<lxw_chart>, _ title: Prose, _ sentence: Prose, width: Double, height: Double
    ) -> lxw_error {
      // SAFETY: strings and options live through the calls, which copy them.
      let strings = CStrings()
      unsafe chart_title_set_name(drawing, CellText.shown(title.plain))
      var options = unsafe lxw_chart_options()
      unsafe options.x_offset = 20
      unsafe options.x_scale = width / 480
      unsafe options.y_scale = height / 288
      unsafe options.object_position = UInt8(LXW_OBJECT_MOVE_DONT_SIZE.rawValue)
      unsafe options.description = strings(CellText.shown(sentence.plain))
      return unsafe worksheet_insert_chart_opt(
        worksheet, lxw_row_t(rows.lowerBound - 1), lxw_col_t(sheet.columns.count), drawing, &options)
    }

    private func addBars(_ column: Int, to drawing: UnsafeMutablePointer<lxw_chart>, _ colour: lxw_color_t) {
      guard let series = unsafe addSeries(column, to: drawing) else { return }
      var line = lxw_chart_line(color: Self.ink, none: 0, width: 1, dash_type: 0, transparency: 0)
      var paint = lxw_chart_fill(color: colour, none: 0, transparency: 0)
      unsafe chart_series_set_line(series, &line)
      unsafe chart_series_set_fill(series, &paint)
      unsafe chart_series_set_labels(series)
    }

    private func addLine(
      _ column: Int, to drawing: UnsafeMutablePointer<lxw_chart>, _ dashes: lxw_chart_line_dash_type,
      isPoints: Bool = false
    ) {
      guard let series = unsafe addSeries(column, to: drawing) else { return }
      var line = lxw_chart_line(
        color: isPoints ? Self.fill : Self.ink, none: 0, width: isPoints ? 2.25 : 1.25,
        dash_type: UInt8(dashes.rawValue), transparency: 0)
      unsafe chart_series_set_line(series, &line)
      let marker = isPoints ? LXW_CHART_MARKER_CIRCLE : LXW_CHART_MARKER_NONE
      unsafe chart_series_set_marker_type(series, UInt8(marker.rawValue))
      if isPoints { unsafe chart_series_set_marker_size(series, 5) }
    }

    /// Adds the rows of a column, named by its title.
    private func addSeries(_ column: Int, to drawing: UnsafeMutablePointer<lxw_chart>)
      -> UnsafeMutablePointer<lxw_chart_series>?
    {
      let (first, last, place) = (lxw_row_t(rows.lowerBound), lxw_row_t(rows.upperBound), lxw_col_t(column))
      guard let series = unsafe chart_add_series(drawing, nil, nil) else { return nil }
      unsafe chart_series_set_categories(series, sheet.name, first, 0, last, 0)
      unsafe chart_series_set_values(series, sheet.name, first, place, last, place)
      unsafe chart_series_set_name(series, CellText.shown(sheet.columns[column].title))
      return unsafe series
    }
  }
#endif

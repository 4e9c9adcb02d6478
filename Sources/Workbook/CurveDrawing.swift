#if Workbook
  import CXlsxwriter
  import Core
  import Issues

  /// A line chart of the spreadsheet's own: the points, and the mean and the limits as dashed lines.
  struct CurveDrawing {
    let curve: LineChart
    let sheet: WrittenSheet
    /// Of its data in the sheet.
    let rows: ClosedRange<Int>

    private static let ink: lxw_color_t = 0x1A1A1A
    private static let fill: lxw_color_t = 0x1F4E79

    func draw(in file: borrowing XLSXFile, on worksheet: UnsafeMutablePointer<lxw_worksheet>, beside head: Int)
      -> lxw_error
    {
      // SAFETY: the workbook owns the chart and its parts; strings and options live through the calls, which copy them.
      guard let drawing = unsafe workbook_add_chart(file.workbook, UInt8(LXW_CHART_LINE.rawValue)) else {
        return LXW_ERROR_MEMORY_MALLOC_FAILED
      }
      unsafe add(1, to: drawing, LXW_CHART_LINE_DASH_SOLID, isPoints: true)
      unsafe add(2, to: drawing, LXW_CHART_LINE_DASH_DASH)
      if curve.segments.contains(where: { $0.upper != nil }) {
        unsafe add(3, to: drawing, LXW_CHART_LINE_DASH_ROUND_DOT)
        unsafe add(4, to: drawing, LXW_CHART_LINE_DASH_ROUND_DOT)
      }
      unsafe chart_title_set_name(drawing, CellText.shown(curve.title.plain))
      unsafe chart_legend_set_position(drawing, UInt8(LXW_CHART_LEGEND_BOTTOM.rawValue))
      // A gap is a gap, and the scale starts at zero unless a point or a limit is negative.
      unsafe chart_show_blanks_as(drawing, UInt8(LXW_CHART_BLANKS_AS_GAP.rawValue))
      if !isNegative { unsafe chart_axis_set_min(drawing.pointee.y_axis, 0) }
      unsafe chart_axis_set_label_position(drawing.pointee.x_axis, UInt8(LXW_CHART_AXIS_LABEL_POSITION_LOW.rawValue))
      let strings = CStrings()
      var options = unsafe lxw_chart_options()
      unsafe options.x_offset = 20
      unsafe options.x_scale = 640.0 / 480.0
      unsafe options.y_scale = 340.0 / 288.0
      unsafe options.object_position = UInt8(LXW_OBJECT_MOVE_DONT_SIZE.rawValue)
      unsafe options.description = strings(CellText.shown(curve.sentence.plain))
      return unsafe worksheet_insert_chart_opt(
        worksheet, lxw_row_t(head), lxw_col_t(sheet.columns.count), drawing, &options)
    }

    private var isNegative: Bool {
      (curve.points.map(\.value) + curve.segments.map(\.lower)).contains { ($0?.mantissa ?? 0) < 0 }
    }

    private func add(
      _ column: Int, to drawing: UnsafeMutablePointer<lxw_chart>, _ dashes: lxw_chart_line_dash_type,
      isPoints: Bool = false
    ) {
      let (first, last) = (lxw_row_t(rows.lowerBound), lxw_row_t(rows.upperBound))
      guard let series = unsafe chart_add_series(drawing, nil, nil) else { return }
      unsafe chart_series_set_categories(series, sheet.name, first, 0, last, 0)
      let place = lxw_col_t(column)
      unsafe chart_series_set_values(series, sheet.name, first, place, last, place)
      unsafe chart_series_set_name(series, CellText.shown(sheet.columns[column].title))
      var line = lxw_chart_line(
        color: isPoints ? Self.fill : Self.ink, none: 0, width: isPoints ? 2.25 : 1.25,
        dash_type: UInt8(dashes.rawValue), transparency: 0)
      unsafe chart_series_set_line(series, &line)
      let marker = isPoints ? LXW_CHART_MARKER_CIRCLE : LXW_CHART_MARKER_NONE
      unsafe chart_series_set_marker_type(series, UInt8(marker.rawValue))
      if isPoints { unsafe chart_series_set_marker_size(series, 5) }
    }
  }
#endif

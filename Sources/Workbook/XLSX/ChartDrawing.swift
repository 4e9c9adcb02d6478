#if Workbook
  import CXlsxwriter
  import Reports
  import Writing

  /// A chart of the spreadsheet's own: a bar a row with its value, what it is compared with as an open bar beside it.
  struct ChartDrawing {
    let chart: Chart
    let sheet: Sheet
    /// Of its data in the sheet.
    let rows: ClosedRange<Int>

    private static let ink: lxw_color_t = 0x1A1A1A
    private static let fill: lxw_color_t = 0x1F4E79

    func draw(
      in file: borrowing XLSXFile, on worksheet: UnsafeMutablePointer<lxw_worksheet>,
      beside head: Int
    ) -> lxw_error {
      // SAFETY: the workbook owns the chart and its parts; strings and options live through the calls, which copy them.
      guard
        let drawing = unsafe workbook_add_chart(file.workbook, UInt8(LXW_CHART_BAR.rawValue))
      else { return LXW_ERROR_MEMORY_MALLOC_FAILED }
      unsafe addSeries(to: drawing, column: 1, isOpen: false)
      if chart.markMeaning != nil { unsafe addSeries(to: drawing, column: 2, isOpen: true) }
      unsafe chart_title_set_name(drawing, CellText.shown(chart.title.plain))
      unsafe chart_legend_set_position(
        drawing,
        UInt8((chart.markMeaning == nil ? LXW_CHART_LEGEND_NONE : LXW_CHART_LEGEND_BOTTOM).rawValue)
      )
      // The first row on top, as in the table; every bar says its value, so no scale is needed.
      unsafe chart_axis_set_reverse(drawing.pointee.y_axis)
      unsafe chart_axis_set_interval_unit(drawing.pointee.y_axis, 1)
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
    private var height: Double {
      110 + Double(rows.count) * (chart.markMeaning == nil ? 24 : 34)
    }

    private func addSeries(
      to drawing: UnsafeMutablePointer<lxw_chart>, column: Int, isOpen: Bool
    ) {
      let (first, last) = (lxw_row_t(rows.lowerBound), lxw_row_t(rows.upperBound))
      guard let series = unsafe chart_add_series(drawing, nil, nil) else { return }
      unsafe chart_series_set_categories(series, sheet.name, first, 0, last, 0)
      let place = lxw_col_t(column)
      unsafe chart_series_set_values(series, sheet.name, first, place, last, place)
      unsafe chart_series_set_name(series, CellText.shown(sheet.columns[column].title))
      var line = lxw_chart_line(
        color: Self.ink, none: 0, width: 1, dash_type: 0, transparency: 0)
      var paint = lxw_chart_fill(
        color: isOpen ? 0xFFFFFF : Self.fill, none: 0, transparency: 0)
      unsafe chart_series_set_line(series, &line)
      unsafe chart_series_set_fill(series, &paint)
      unsafe chart_series_set_labels(series)
    }
  }
#endif

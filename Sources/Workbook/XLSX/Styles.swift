#if Workbook
  import CXlsxwriter

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
#endif

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

    /// - Parameters:
    ///   - scratch: the folder in which temporary files are made and removed.
    ///   - isHuge: whether the file may be of more than 4 GB.
    init(_ path: String, scratch: String, isStreaming: Bool = false, isHuge: Bool = false) throws(OutputFormatError) {
      // SAFETY: both strings live through the call, which copies them; what it returns is owned by the value alone.
      let strings = CStrings()
      var options = unsafe lxw_workbook_options()
      unsafe options.constant_memory = isStreaming ? 1 : 0
      unsafe options.tmpdir = strings(scratch)
      unsafe options.use_zip64 = isHuge ? 1 : 0
      let made = unsafe workbook_new_opt(path, &options)
      guard let workbook = unsafe made else { throw OutputFormatError.library("out of memory", "file") }
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
#endif

#if Workbook
  import CXlsxwriter
  import Facts
  import Glibc

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

    static func create(_ path: String, _ options: Options) throws(WorkbookError) -> XLSXFile {
      // SAFETY: both strings live through the call, which copies them; what it returns is owned by the value alone.
      let made = unsafe options.scratch.withCString { scratch in
        var chosen = unsafe lxw_workbook_options(
          constant_memory: options.isStreaming ? 1 : 0,
          tmpdir: UnsafeMutablePointer(mutating: scratch), use_zip64: options.isHuge ? 1 : 0)
        return unsafe workbook_new_opt(path, &chosen)
      }
      guard let workbook = unsafe made else {
        throw WorkbookError(.library("out of memory"), "file")
      }
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

    /// The file is written, as far as the library can tell.
    consuming func close() throws(WorkbookError) {
      let lost = haveRowsBeenLost
      isClosed = true
      // SAFETY: workbook_close(3) frees the workbook, also where it fails.
      try Self.check(unsafe workbook_close(workbook), "file")
      if lost { throw WorkbookError(.disk, "rows") }
    }

    /// Of the rows' temporary files the library does not look at errors.
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

    static func check(_ error: lxw_error, _ place: String) throws(WorkbookError) {
      switch error {
      case LXW_NO_ERROR: return
      case LXW_ERROR_CREATING_XLSX_FILE, LXW_ERROR_CREATING_TMPFILE, LXW_ERROR_READING_TMPFILE,
        LXW_ERROR_ZIP_FILE_OPERATION, LXW_ERROR_ZIP_FILE_ADD, LXW_ERROR_ZIP_CLOSE:
        throw WorkbookError(.disk, place)
      default:
        // SAFETY: a constant of the library's.
        let message = unsafe lxw_strerror(error).map { unsafe String(cString: $0) }
        throw WorkbookError(.library(message ?? "error \(error.rawValue)"), place)
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

    deinit { unsafe strings.forEach { unsafe free($0) } }
  }
#endif

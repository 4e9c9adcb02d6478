#if Workbook
  import CLibxml2
  import CLibzip
  import Glibc

  /// The parts of a workbook's file, a zip archive that lies in memory: every reading sees the same bytes.
  ///
  /// The archive is a stranger's. Its directory and each part are bounded before memory is taken for them.
  @safe final class ZipArchive {
    /// An XLSX has one part for each sheet and chart, and a few more.
    static let mostParts = 4096
    /// Of a part, unpacked.
    static let longestPart = 512 << 20
    /// Between two marks `<` of a part. A cell holds at most 32,767 characters; libxml2 would keep 10 MB of an attribute.
    static let longestText = 4 << 20

    private let archive: OpaquePointer

    init(_ bytes: [UInt8]) throws(WorkbookFault) {
      guard bytes.starts(with: [0x50, 0x4B]) else { throw .noWorkbook }
      try Self.checkDirectory(bytes)
      var error = unsafe zip_error_t()
      // SAFETY: libzip owns the copy from the moment that the source is made, and frees it with the source.
      guard let copy = unsafe malloc(bytes.count) else { throw .tooLarge }
      unsafe UnsafeMutableRawBufferPointer(start: copy, count: bytes.count).copyBytes(from: bytes)
      guard let source = unsafe zip_source_buffer_create(copy, UInt64(bytes.count), 1, &error) else {
        unsafe free(copy)
        throw .damaged
      }
      guard let archive = unsafe zip_open_from_source(source, ZIP_RDONLY, &error) else {
        unsafe zip_source_free(source)
        unsafe zip_error_fini(&error)
        throw .damaged
      }
      unsafe self.archive = archive
    }

    deinit {
      // SAFETY: ours alone. Nothing was changed, so nothing is written.
      unsafe zip_discard(archive)
    }

    /// Opens a part; nil where the archive has none of this name.
    func part(_ name: String) throws(WorkbookFault) -> ZipPart? {
      // SAFETY: the name lives through the calls.
      let index = unsafe zip_name_locate(archive, name, UInt32(ZIP_FL_NOCASE))
      guard index >= 0 else { return nil }
      guard let file = unsafe zip_fopen_index(archive, UInt64(index), 0) else { throw .damaged }
      return unsafe ZipPart(owning: file, of: self)
    }

    /// Refuses a directory that is large in memory. libzip reads all of it when it opens an archive.
    private static func checkDirectory(_ bytes: [UInt8]) throws(WorkbookFault) {
      let tail = bytes.suffix(66_000)
      var isFound = false
      for start in tail.indices.dropLast(21) where tail[start] == 0x50 && tail[start + 1] == 0x4B {
        switch (tail[start + 2], tail[start + 3]) {
        case (5, 6):
          isFound = true
          guard Int(tail[start + 10]) | Int(tail[start + 11]) << 8 <= mostParts else { throw .tooLarge }
        // The archive is of more than 4 GB or 65,535 parts.
        case (6, 7): throw .tooLarge
        default: break
        }
      }
      guard isFound else { throw .damaged }
    }
  }

  /// A part that is read from its start to its end.
  @safe final class ZipPart {
    private let file: OpaquePointer
    /// Lives as long as its parts.
    private let archive: ZipArchive
    private var length = 0
    /// How many bytes were read since the last `<`.
    private var textLength = 0
    /// Why a read failed; nil while none has.
    private(set) var fault: WorkbookFault?

    /// - Precondition: owned by nobody else.
    init(owning file: OpaquePointer, of archive: ZipArchive) {
      unsafe self.file = file
      self.archive = archive
    }

    deinit {
      // SAFETY: ours alone, and its archive is still open.
      _ = unsafe zip_fclose(file)
    }

    /// Reads at most `count` bytes; 0 at the end, -1 where the part is damaged or too long.
    func read(into buffer: UnsafeMutableRawPointer, count: Int) -> Int {
      // SAFETY: the caller's buffer has `count` bytes.
      let read = unsafe Int(zip_fread(file, buffer, UInt64(count)))
      guard read >= 0 else {
        fault = .damaged
        return -1
      }
      length += read
      let mark = unsafe UnsafeRawBufferPointer(start: buffer, count: read).lastIndex(of: UInt8(ascii: "<"))
      textLength = mark.map { read - $0 } ?? textLength + read
      if length > ZipArchive.longestPart || textLength > ZipArchive.longestText { fault = .tooLarge }
      return fault == nil ? read : -1
    }
  }

  /// A part of a workbook read by libxml2's pull parser, element by element: no part is ever in memory as a whole.
  ///
  /// Nothing is loaded from outside, and a part that declares a document type is refused, so that no entity is expanded. libxml2
  /// itself limits a text to 10 MB and the depth to 256.
  @safe final class XMLPart {
    enum XMLEvent: Hashable {
      /// The names are without a prefix: Strict and Transitional workbooks differ in their namespaces alone.
      case start(String, isEmpty: Bool)
      case end(String)
      case text(String)
    }

    private let reader: xmlTextReaderPtr
    private let part: ZipPart
    private static let isReady: Void = xmlInitParser()

    init(_ part: ZipPart) throws(WorkbookFault) {
      _ = Self.isReady
      self.part = part
      let options = XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
      // SAFETY: the part lives as long as the reader, which passes it back and reads into a buffer of its own.
      let reader = unsafe xmlReaderForIO(
        { context, buffer, count in
          guard let context = unsafe context, let buffer = unsafe buffer else { return -1 }
          let part = unsafe Unmanaged<ZipPart>.fromOpaque(context).takeUnretainedValue()
          return unsafe Int32(part.read(into: buffer, count: Int(count)))
        }, nil, Unmanaged.passUnretained(part).toOpaque(), nil, nil, Int32(options))
      guard let reader = unsafe reader else { throw .damaged }
      unsafe self.reader = reader
    }

    deinit {
      // SAFETY: ours alone.
      unsafe xmlFreeTextReader(reader)
    }

    /// Returns the next start, end or text; nil at the end of the part.
    func next() throws(WorkbookFault) -> XMLEvent? {
      while true {
        let code = unsafe xmlTextReaderRead(reader)
        if code == 0 { return nil }
        guard code == 1 else { throw part.fault ?? .damaged }
        switch unsafe xmlTextReaderNodeType(reader) {
        case 1: return unsafe .start(name, isEmpty: xmlTextReaderIsEmptyElement(reader) == 1)
        case 15: return .end(name)
        // Text, a CDATA section, and white space that counts.
        case 3, 4, 14: return unsafe .text(string(xmlTextReaderConstValue(reader)))
        case 5, 10: throw .declarations
        default: continue
        }
      }
    }

    /// Returns the attributes of the element that `next` returned the start of.
    var attributes: [String: String] {
      var attributes: [String: String] = [:]
      // SAFETY: the reader is ours; the strings are copied before it moves.
      while unsafe xmlTextReaderMoveToNextAttribute(reader) == 1 {
        unsafe attributes[name] = string(xmlTextReaderConstValue(reader))
      }
      _ = unsafe xmlTextReaderMoveToElement(reader)
      return attributes
    }

    private var name: String { unsafe string(xmlTextReaderConstLocalName(reader)) }

    /// SAFETY: a string that libxml2 holds until the reader moves, and that is copied at once.
    private func string(_ text: UnsafePointer<xmlChar>?) -> String {
      guard let text = unsafe text else { return "" }
      return unsafe String(cString: text)
    }
  }

  extension XMLPart {
    /// Passes the start of every element to a body.
    func forEachElement(_ body: (String) throws(WorkbookFault) -> Void) throws(WorkbookFault) {
      while let event = try next() { if case .start(let name, _) = event { try body(name) } }
    }
  }
#endif

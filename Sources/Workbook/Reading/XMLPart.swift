#if Workbook
  import CLibxml2

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

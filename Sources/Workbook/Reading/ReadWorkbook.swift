#if Workbook
  import Core

  /// A workbook that a person saved, as far as its sheets can be read one by one. No formula is evaluated: a cell holds the value
  /// that the spreadsheet program saved.
  package struct ReadWorkbook: Sendable {
    /// A hidden sheet is read like all others.
    package struct Sheet: Hashable, Sendable {
      package let name: String
      package let visibility: Visibility
      let path: String
    }

    /// Whether a person sees a sheet, in the words of the file. Excel's menus do not show one that is very hidden.
    package enum Visibility: String, Sendable { case visible, hidden, veryHidden }

    /// Of the file, packed.
    package static let largest = 16 << 20

    /// In the workbook's order. Sheets of charts have no rows and are left out.
    package let sheets: [Sheet]
    let bytes: [UInt8]
    let strings: SharedStrings
    /// Of each style of a cell.
    let formats: [CellNumber.Format]
    let is1904: Bool

    package init(_ bytes: [UInt8]) throws(WorkbookFault) {
      self.bytes = bytes
      let archive = try ZipArchive(bytes)
      let root = try Relationships(of: "", in: archive)
      // A binary workbook (XLSB) has parts of the same types that are no XML.
      guard let path = root.target(ofType: "officeDocument"), !path.hasSuffix(".bin"), let part = try archive.part(path)
      else {
        throw .noWorkbook
      }
      let parts = try Relationships(of: path, in: archive)
      var (sheets, is1904): ([Sheet], Bool) = ([], false)
      let xml = try XMLPart(part)
      try xml.forEachElement { (name) throws(WorkbookFault) in
        switch name {
        // An extension of Excel's has an element of the same name.
        case "workbookPr": if let epoch = xml.attributes["date1904"] { is1904 = epoch == "1" || epoch == "true" }
        case "sheet":
          let attributes = xml.attributes
          guard let name = attributes["name"], let target = attributes["id"].flatMap({ parts.byID[$0] }) else {
            throw .damaged
          }
          guard target.type.hasSuffix("/worksheet") else { return }
          let visibility = attributes["state"].flatMap { Visibility(rawValue: $0) } ?? .visible
          sheets.append(Sheet(name: name, visibility: visibility, path: target.path))
        default: break
        }
      }
      guard !sheets.isEmpty else { throw .noWorkbook }
      (self.sheets, self.is1904) = (sheets, is1904)
      strings = try SharedStrings(
        parts.target(ofType: "sharedStrings").flatMap { (path) throws(WorkbookFault) in try archive.part(path) })
      formats = try Self.formats(
        parts.target(ofType: "styles").flatMap { (path) throws(WorkbookFault) in try archive.part(path) })
    }

    /// Returns what each style of a cell shows.
    private static func formats(_ part: ZipPart?) throws(WorkbookFault) -> [CellNumber.Format] {
      guard let part else { return [] }
      let xml = try XMLPart(part)
      var codes: [String: CellNumber.Format] = [:]
      var formats: [CellNumber.Format] = []
      var isInCells = false
      while let event = try xml.next() {
        switch event {
        case .start("numFmt", _):
          let attributes = xml.attributes
          if let id = attributes["numFmtId"] { codes[id] = CellNumber.format(code: attributes["formatCode"] ?? "") }
        case .start("cellXfs", _): isInCells = true
        case .end("cellXfs"): isInCells = false
        case .start("xf", _) where isInCells:
          let id = xml.attributes["numFmtId"] ?? "0"
          formats.append(codes[id] ?? CellNumber.format(builtIn: Int(id) ?? 0))
          guard formats.count <= 100_000 else { throw .tooLarge }
        default: break
        }
      }
      return formats
    }
  }

  /// Where the parts of a part are.
  private struct Relationships {
    private(set) var byID: [String: (type: String, path: String)] = [:]

    /// - Parameter path: of the part; empty for the whole package.
    init(of path: String, in archive: ZipArchive) throws(WorkbookFault) {
      let slash = path.lastIndex(of: "/")
      let folder = slash.map { String(path[...$0]) } ?? ""
      let name = slash.map { String(path[path.index(after: $0)...]) } ?? path
      guard let part = try archive.part("\(folder)_rels/\(name).rels") else { return }
      let xml = try XMLPart(part)
      var found: [String: (type: String, path: String)] = [:]
      try xml.forEachElement { (name) throws(WorkbookFault) in
        guard name == "Relationship" else { return }
        let attributes = xml.attributes
        guard let id = attributes["Id"], let target = attributes["Target"], attributes["TargetMode"] != "External"
        else {
          return
        }
        found[id] = (attributes["Type"] ?? "", Self.resolved(target, in: folder))
        guard found.count <= ZipArchive.mostParts else { throw .tooLarge }
      }
      byID = found
    }

    func target(ofType type: String) -> String? { byID.values.first { $0.type.hasSuffix("/" + type) }?.path }

    /// Returns a part's name in the archive: `/xl/a.xml` begins at its root, `a.xml` and `../a.xml` at the folder.
    private static func resolved(_ target: String, in folder: String) -> String {
      var steps = target.hasPrefix("/") ? [] : folder.split(separator: "/")
      for step in target.split(separator: "/") where step != "." {
        if step == ".." { _ = steps.popLast() } else { steps.append(step) }
      }
      return steps.joined(separator: "/")
    }
  }

  /// The texts that cells name by number, in one piece of memory.
  struct SharedStrings: Sendable {
    private static let longest = 8 << 20
    private static let most = 1 << 20

    private var bytes: [UInt8] = []
    /// Where each text ends.
    private var ends: [Int32] = []

    init(_ part: ZipPart?) throws(WorkbookFault) {
      guard let part else { return }
      let xml = try XMLPart(part)
      while let event = try xml.next() {
        guard case .start("si", let isEmpty) = event else { continue }
        if !isEmpty { bytes += try xml.richText(until: "si").utf8 }
        ends.append(Int32(bytes.count))
        guard bytes.count <= Self.longest, ends.count <= Self.most else { throw .tooLarge }
      }
    }

    /// Returns a text; nil for a number that names none.
    subscript(number: Int) -> String? {
      guard ends.indices.contains(number) else { return nil }
      let start = number == 0 ? 0 : Int(ends[number - 1])
      return String(decoding: bytes[start..<Int(ends[number])], as: UTF8.self)
    }
  }

  extension XMLPart {
    /// Returns the text of an element whose start was read, up to its end: the runs of it, and not what says how to pronounce
    /// them.
    func richText(until end: String) throws(WorkbookFault) -> String {
      var text = ""
      var (isText, spoken) = (false, 0)
      while let event = try next() {
        switch event {
        case .end(end): return CellText.read(text)
        case .start("t", let isEmpty): isText = !isEmpty
        case .end("t"): isText = false
        case .start("rPh", let isEmpty): spoken += isEmpty ? 0 : 1
        case .end("rPh"): spoken -= 1
        case .text(let piece) where isText && spoken == 0: text += piece
        default: break
        }
      }
      throw .damaged
    }
  }

  extension CellText {
    /// Returns a text without the codes that a sheet writes for characters: `_x000D_` is a carriage return.
    static func read(_ text: String) -> String {
      guard text.utf8.contains(UInt8(ascii: "_")) else { return text }
      let scalars = Array(text.unicodeScalars)
      var read = String.UnicodeScalarView()
      var index = 0
      while index < scalars.count {
        if scalars[index] == "_", let scalar = code(scalars[index...].prefix(7)) {
          read.append(scalar)
          index += 7
        } else {
          read.append(scalars[index])
          index += 1
        }
      }
      return String(read)
    }

    /// Returns the character of `_x0041_`.
    private static func code(_ scalars: ArraySlice<Unicode.Scalar>) -> Unicode.Scalar? {
      guard isCode(scalars) else { return nil }
      return UInt32(String(String.UnicodeScalarView(scalars.dropFirst(2).dropLast())), radix: 16).flatMap {
        Unicode.Scalar($0)
      }
    }
  }
#endif

/// Why a workbook, or a place in it, cannot be read.
package struct WorkbookFault: Error, Hashable, Sendable {
  package let problem: String
  package let expected: String
  /// nil for the whole file.
  package var sheet: String?
  /// From 1; nil for the whole sheet.
  package var row: Int?
  /// The index of the cell in its row, from 0; nil for the whole row.
  package var field: Int?

  static let noWorkbook = Self(
    problem: "the file is no workbook of the kind XLSX",
    expected: "one that a spreadsheet program saved as .xlsx, without a password")
  static let damaged = Self(problem: "the workbook is damaged or cut short", expected: "a whole one; save it again")
  static let tooLarge = Self(
    problem: "the workbook is larger when unpacked than this program reads", expected: "its sheets as CSV files")
  static let declarations = Self(
    problem: "the workbook declares entities, which no spreadsheet program writes",
    expected: "one that such a program saved")
}

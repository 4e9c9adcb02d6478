#if Workbook
  import Support
  import System
  import Testing

  @testable import Core
  @testable import Workbook

  /// A workbook that the test makes part by part, so that it can be wrong in any way.
  private struct MadeWorkbook {
    var sheet = ""
    var styles =
      "<numFmts><numFmt numFmtId=\"164\" formatCode=\"&quot;P-&quot;000\"/></numFmts>"
      + "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/></cellXfs>"
    var strings: [String] = []
    var properties = ""
    /// Before the root element of the sheet.
    var prolog = ""
    var others: [(String, String)] = []

    var bytes: [UInt8] {
      let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
      let types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
      func relationships(_ items: [(String, String)]) -> String {
        let body = items.enumerated().map {
          "<Relationship Id=\"r\($0)\" Type=\"\(types)/\($1.0)\" Target=\"\($1.1)\"/>"
        }
        return "<Relationships>\(body.joined())</Relationships>"
      }
      return zipped(
        [
          ("_rels/.rels", relationships([("officeDocument", "xl/workbook.xml")])),
          (
            "xl/workbook.xml",
            """
            <workbook xmlns="\(main)" xmlns:r="\(types)">\(properties)<sheets>\
            <sheet name="days" sheetId="1" r:id="r0"/></sheets></workbook>
            """
          ),
          (
            "xl/_rels/workbook.xml.rels",
            relationships([("worksheet", "/xl/s.xml"), ("sharedStrings", "t.xml"), ("styles", "./styles.xml")])
          ), ("xl/s.xml", "\(prolog)<worksheet xmlns=\"\(main)\">\(sheet)</worksheet>"),
          ("xl/t.xml", "<sst>\(strings.map { "<si>\($0)</si>" }.joined())</sst>"),
          ("xl/styles.xml", "<styleSheet>\(styles)</styleSheet>"),
        ] + others)
    }

    /// Returns the text of every row, by its number.
    func rows() throws -> [Int: [String]] { try rows(of: bytes) }

    func rows(of bytes: [UInt8]) throws -> [Int: [String]] { try cells(of: bytes).mapValues { $0.map(\.text) } }

    func cells(of bytes: [UInt8]) throws -> [Int: [SheetCell]] {
      let workbook = try ReadWorkbook(bytes)
      var rows: [Int: [SheetCell]] = [:]
      var sheet = try SheetRows(workbook.sheets[0], of: workbook)
      while let (number, cells) = try sheet.next() { rows[number] = cells }
      return rows
    }
  }

  /// Returns a zip archive of parts that are stored as they are.
  private func zipped(_ parts: [(name: String, text: String)]) -> [UInt8] {
    func number(_ value: Int, _ width: Int) -> [UInt8] { (0..<width).map { UInt8(value >> ($0 * 8) & 0xFF) } }
    var (bytes, directory): ([UInt8], [UInt8]) = ([], [])
    for part in parts {
      let (name, data) = (Array(part.name.utf8), Array(part.text.utf8))
      let about =
        number(20, 2) + number(0, 8) + number(Int(checksum(data)), 4) + number(data.count, 4) + number(data.count, 4)
        + number(name.count, 2) + number(0, 2)
      directory += number(0x0201_4B50, 4) + number(20, 2) + about + number(0, 10) + number(bytes.count, 4) + name
      bytes += number(0x0403_4B50, 4) + about + name + data
    }
    let end = number(0x0605_4B50, 4) + number(0, 4) + number(parts.count, 2) + number(parts.count, 2)
    return bytes + directory + end + number(directory.count, 4) + number(bytes.count, 4) + number(0, 2)
  }

  /// Returns the CRC-32 that a zip archive holds of each part.
  private func checksum(_ bytes: [UInt8]) -> UInt32 {
    var sum: UInt32 = 0xFFFF_FFFF
    for byte in bytes { sum = sum >> 8 ^ remainders[Int(UInt8(truncatingIfNeeded: sum) ^ byte)] }
    return ~sum
  }

  /// By byte: a part may be of several million bytes.
  private let remainders = (0..<256 as Range<UInt32>).map { byte in
    (0..<8).reduce(byte) { rest, _ in rest >> 1 ^ (rest & 1 == 1 ? 0xEDB8_8320 : 0) }
  }

  /// A sheet with one row of cells.
  private func row(_ cells: String...) -> String { "<sheetData><row r=\"1\">\(cells.joined())</row></sheetData>" }

  @Suite struct `A workbook that is read` {
    @Test func `is none of XLSX where its root part is binary`() {
      let root = "<Relationship Id=\"r\" Type=\"x/officeDocument\" Target=\"xl/workbook.bin\"/>"
      #expect(throws: WorkbookFault.noWorkbook) {
        try ReadWorkbook(
          zipped([("_rels/.rels", "<Relationships>\(root)</Relationships>"), ("xl/workbook.bin", "\u{1}binary")]))
      }
    }

    @Test(arguments: [
      ("1.1000000000000001", "1.1"), ("0.30000000000000004", "0.3"), ("1E-3", "0.001"), ("4.0E2", "400"), ("7", "7"),
      ("-2.5", "-2.5"), ("999999999999999.9", "1E+15"), ("0", "0"), ("-0", "0"), ("1e5", "100000"),
      ("0.99999999999999989", "1"), ("12345678901234567", "1.23456789012346E+16"), ("abc", "abc"), ("1e", "1e"),
      ("1E-9223372036854775808", "1E-9223372036854775808"), ("1e400", "1e400"),
      ("1e99999999999999999999", "1e99999999999999999999"), ("123456789012345", "123456789012345"),
      ("-4e20", "-4E+20"),
    ])
    func `shows numbers with the digits that the sheet kept`(_ source: String, _ text: String) {
      #expect(CellNumber.text(source, .number, is1904: false) == text)
    }

    @Test(arguments: [
      ("40396", false, "2010-08-06"), ("38934", true, "2010-08-06"),
      ("40396.378472222219", false, "2010-08-06 09:05:00"),
      ("1", false, "1900-01-01"), ("59", false, "1900-02-28"), ("60", false, "1900-02-29"), ("61", false, "1900-03-01"),
      ("0", true, "1904-01-01"), ("0.5", false, "0.5"), ("-1", false, "-1"), ("2958465", false, "9999-12-31"),
      ("2958466", false, "2958466"), ("40395.999999999", false, "2010-08-06"),
    ])
    func `shows dates of both epochs`(_ source: String, _ is1904: Bool, _ text: String) {
      #expect(CellNumber.text(source, .shown(.date), is1904: is1904) == text)
    }

    @Test(arguments: [
      ("47", "P-0047"), ("12345", "P-12345"), ("0", "P-0000"), ("4.5", "4.5"), ("-4", "-4"), ("x", "x"),
    ])
    func `shows a code as the sheet does`(_ source: String, _ text: String) {
      #expect(CellNumber.text(source, .code(prefix: "P-", digits: 4), is1904: false) == text)
    }

    @Test(arguments: [
      ("General", CellNumber.Format.number), ("0.00", .number), ("#,##0.00 \"days\"", .number),
      ("yyyy-mm-dd", .shown(.date)), ("d mmm yyyy_)", .shown(.date)), ("[$-809]dd mmmm yyyy;@", .shown(.date)),
      ("m/d/yy h:mm", .shown(.date)), ("mmm", .shown(.date)), ("h:mm", .shown(.time)), ("[h]:mm:ss", .shown(.time)),
      ("mm:ss", .shown(.time)), ("[Red]0;[Blue]-0", .number), ("\\d0", .number), ("@", .number),
      ("0%", .shown(.percentage)), ("0.00%", .shown(.percentage)), ("0\"%\"", .number),
      ("0.00E+00", .shown(.scientific)), ("##0.0E-0", .shown(.scientific)), ("#,##0.00", .number),
      ("[$£-809]#,##0.00", .shown(.money)), ("\"£\"#,##0;[Red]-\"£\"#,##0", .shown(.money)),
      ("$#,##0", .shown(.money)), ("#,##0.00\\ \\€", .shown(.money)), ("_-* #,##0.00_-", .number),
      ("[$-809]0.00", .number), ("# ?/?", .shown(.fraction)), ("# ??/100", .shown(.fraction)),
      ("DD.MM.YYYY", .shown(.date)), ("\"day\" 0", .number),
      ("\"", .number),
      ("[", .number), ("0;yyyy", .number), ("0000", .code(prefix: "", digits: 4)), ("0", .number), ("00.0", .number),
      ("\"P-\"000", .code(prefix: "P-", digits: 3)), ("\\P000", .code(prefix: "P", digits: 3)),
      ("\"LRSA-\"0", .number), ("000\"days\"", .number), ("000-00", .number),
      ("\"-\"0", .number), ("#,##000", .number),
    ])
    func `knows by its format what a cell shows`(_ code: String, _ format: CellNumber.Format) {
      #expect(CellNumber.format(code: code) == format)
    }

    @Test func `holds every kind of cell as a CSV file would`() throws {
      var made = MadeWorkbook()
      made.strings = [
        "<t>plain</t>", "<r><t>ri</t></r><r><rPr><b/></rPr><t xml:space=\"preserve\">ch </t></r>",
        "<t>漢字</t><rPh sb=\"0\" eb=\"2\"><t>かんじ</t></rPh>", "<t>a_x000D_b _x005F_x000D_ &amp; c</t>", "<t/>",
      ]
      made.sheet = row(
        "<c r=\"A1\" t=\"s\"><v>0</v></c>", "<c r=\"B1\" t=\"s\"><v>1</v></c>", "<c t=\"s\"><v>2</v></c>",
        "<c r=\"E1\" t=\"s\"><v>3</v></c>", "<c r=\"F1\" t=\"inlineStr\"><is><r><t>in</t></r><t>line</t></is></c>",
        "<c r=\"G1\" t=\"str\"><f>A1&amp;B1</f><v>both</v></c>", "<c r=\"H1\" t=\"b\"><v>1</v></c>",
        "<c r=\"I1\" t=\"e\"><v>#N/A</v></c>", "<c r=\"J1\" s=\"1\"><v>40396</v></c>", "<c r=\"K1\" s=\"1\"/>",
        "<c r=\"L1\"><f>1/2</f><v>0.5</v></c>", "<c r=\"M1\" t=\"d\"><v>2010-08-06T00:00:00</v></c>",
        "<c r=\"N1\" t=\"s\"><v>4</v></c>", "<c r=\"O1\" t=\"s\"><v></v></c>", "<c r=\"P1\" s=\"2\"><v>47</v></c>",
        "<c r=\"Q1\" t=\"str\"><f>A1</f><v></v></c>", "<c r=\"R1\" t=\"str\"><f>A1</f><v/></c>",
        "<c r=\"AA1\"><v>7</v></c>")
      let cells = try #require(try made.rows()[1])
      #expect(
        cells.prefix(18) == [
          "plain", "rich ", "漢字", "", "a\rb _x000D_ & c", "inline", "both", "true", "#N/A", "2010-08-06", "", "0.5",
          "2010-08-06", "", "", "P-047", "", "",
        ])
      #expect(cells.count == 27 && cells[26] == "7")
    }

    private static let builtIns: [(Int, CellDisplay?)] = [
      (0, nil), (2, nil), (5, .money), (9, .percentage), (10, .percentage), (11, .scientific), (12, .fraction),
      (14, .date), (20, .time), (41, nil), (44, .money), (48, .scientific), (49, nil),
    ]

    @Test(arguments: builtIns)
    func `says what a number shows besides its digits`(_ format: Int, _ display: CellDisplay?) throws {
      var made = MadeWorkbook()
      made.styles = "<cellXfs><xf numFmtId=\"\(format)\"/></cellXfs>"
      made.sheet = row("<c s=\"0\"><v>40396</v></c>", "<c s=\"0\"/>", "<c s=\"0\" t=\"str\"><v>text</v></c>")
      let cells = try #require(try made.cells(of: made.bytes)[1])
      #expect(cells.map(\.display) == [display, nil, nil])
    }

    @Test func `says what a cell without a format shows besides its text`() throws {
      var made = MadeWorkbook()
      made.sheet = row("<c t=\"b\"><v>1</v></c>", "<c t=\"d\"><v>2010-08-06T00:00:00</v></c>", "<c><v>1</v></c>")
      #expect(
        try made.cells(of: made.bytes) == [
          1: [SheetCell("true", .boolean), SheetCell("2010-08-06", .date), SheetCell("1")]
        ])
    }

    @Test func `keeps the numbers of rows, hidden ones too`() throws {
      var made = MadeWorkbook()
      made.sheet =
        "<sheetData><row r=\"3\" hidden=\"1\"><c><v>1</v></c></row><row/><row><c><v>2</v></c></row></sheetData>"
      #expect(try made.rows() == [3: ["1"], 5: ["2"]])
      made.properties = "<workbookPr date1904=\"1\"/><extLst><ext><workbookPr chart=\"1\"/></ext></extLst>"
      made.sheet = row("<c s=\"1\"><v>38934</v></c>") + "<controls><row>7</row></controls>"
      #expect(try made.rows() == [1: ["2010-08-06"]])
    }

    @Test(arguments: [
      ("<mergeCells><mergeCell ref=\"B2:C3\"/></mergeCells>", "B2:C3 is merged", nil),
      ("<sheetData><row r=\"7\"><c r=\"B7\"><f>A1</f></c></row></sheetData>", "the formula has no saved value", 1),
      ("<sheetData><row r=\"7\"><c r=\"B7\"><f>A1</f><v/></c></row></sheetData>", "the formula has no saved value", 1),
      (
        "<sheetData><row r=\"7\"><c r=\"B7\" t=\"n\"><f>A1</f><v></v></c></row></sheetData>",
        "the formula has no saved value", 1
      ),
      ("<sheetData><row r=\"7\"><c r=\"B7\" t=\"s\"><v>9</v></c></row></sheetData>", "damaged", nil),
      ("<sheetData><row r=\"7\"><c r=\"ZZZZ7\"><v>9</v></c></row></sheetData>", "damaged", nil),
      ("<sheetData><row r=\"7\"><c r=\"B7\"/><c r=\"A7\"/></row></sheetData>", "damaged", nil),
      ("<sheetData><row>", "damaged", nil),
      ("<sheetData><row r=\"0\"><c><v>9</v></c></row></sheetData>", "damaged", nil),
      ("<sheetData><row r=\"-9223372036854775808\"><c><v>9</v></c></row></sheetData>", "damaged", nil),
      ("<sheetData><row r=\"1048577\"><c><v>9</v></c></row></sheetData>", "larger when unpacked", nil),
    ])
    func `is refused where a cell cannot be read, with the place`(_ sheet: String, _ problem: String, _ field: Int?)
      throws
    {
      var made = MadeWorkbook()
      made.sheet = sheet
      let bytes = made.bytes
      let fault = try #require(#expect(throws: WorkbookFault.self) { try made.rows(of: bytes) })
      #expect(fault.problem.contains(problem))
      #expect(fault.field == field)
      #expect(fault.row == (field == nil ? nil : 7))
    }

    @Test func `is refused where it declares entities`() throws {
      var made = MadeWorkbook()
      let bomb = (1...9).map { "<!ENTITY e\($0) \"\(String(repeating: "&e\($0 - 1);", count: 10))\">" }.joined()
      for use in ["<c t=\"str\"><v>&e9;</v></c>", "<c t=\"&e9;\"><v>1</v></c>"] {
        made.prolog = "<!DOCTYPE x [<!ENTITY e0 \"lol\">\(bomb)]>"
        made.sheet = row(use)
        // libxml2 may refuse the declarations by itself.
        let fault = #expect(throws: WorkbookFault.self) { try made.rows() }
        #expect(fault == .declarations || fault == .damaged)
      }
      made.prolog = "<!DOCTYPE x SYSTEM \"file:///etc/passwd\">"
      made.sheet = row("<c><v>1</v></c>")
      #expect(throws: WorkbookFault.declarations) { try made.rows() }
    }

    @Test func `is refused wherever it is cut short`() throws {
      var made = MadeWorkbook()
      made.sheet = row("<c t=\"s\"><v>0</v></c>")
      made.strings = ["<t>text</t>"]
      let bytes = made.bytes
      #expect(try made.rows(of: bytes) == [1: ["text"]])
      for length in 0..<bytes.count {
        #expect(throws: (any Error).self, "\(length)") { try made.rows(of: Array(bytes.prefix(length))) }
      }
    }

    @Test func `is refused or read, and never crashes, with any byte changed`() throws {
      var made = MadeWorkbook()
      made.sheet = row("<c t=\"s\"><v>0</v></c>", "<c s=\"1\"><v>40396.5</v></c>")
      made.strings = ["<r><t>text</t></r>"]
      let bytes = made.bytes
      for index in bytes.indices {
        for change in [0x00, 0x3C, 0xFF] as [UInt8] {
          var changed = bytes
          changed[index] = change
          _ = try? made.rows(of: changed)
        }
      }
    }

    @Test func `is refused where its directory or a part is too large`() {
      let parts = (0...ZipArchive.mostParts).map { ("part\($0)", "") }
      #expect(throws: WorkbookFault.tooLarge) { try ReadWorkbook(zipped(parts)) }
      var made = MadeWorkbook()
      made.strings = Array(repeating: "<t>\(String(repeating: "a", count: 1000))</t>", count: 9000)
      let bytes = made.bytes
      #expect(throws: WorkbookFault.tooLarge) { try ReadWorkbook(bytes) }
    }

    @Test func `is refused where it is no workbook`() {
      for bytes in [[], Array("a,b\n".utf8), [0xD0, 0xCF, 0x11, 0xE0] + [UInt8](repeating: 0, count: 600)] {
        #expect(throws: WorkbookFault.noWorkbook) { try ReadWorkbook(bytes) }
      }
      #expect(throws: WorkbookFault.noWorkbook) { try ReadWorkbook(zipped([("word/document.xml", "<w/>")])) }
    }
  }
#endif

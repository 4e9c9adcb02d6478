#if Workbook
  import Database
  import Foundation
  import Support
  import System
  import Testing

  /// Workbooks that people fill in. `Workbooks` holds what Tests/lab/tools/make-workbooks wrote.
  @Suite(.waits) struct `A workbook of rows` {
    private static let folder = repository + "/Tests/ProgramTests/DataIn/Workbooks"
    private static let workbooks = [
      "openpyxl", "libreoffice", "libreoffice-1904", "xlsxwriter-1904", "xlsxwriter-inline",
    ]
    private static let hasPython = isInstalled("python3")

    /// Every row of our tables but the time at which it was recorded.
    private func rows(_ conninfo: String) throws -> [String] {
      let connection = try open(conninfo)
      var rows: [String] = []
      for name in relations {
        let query = Query(
          "rows", "select '\(name) ' || (to_jsonb(t) - 'recorded_at')::text from programme.\(name) t order by 1")
        try connection.forEach(query, columns: [.text]) { row in rows.append(try row.text(0)) }
      }
      return rows
    }

    private func imported(_ path: String) throws -> [String] {
      let world = try World()
      let database = try emptyDatabase()
      let outcome = try world.program(["import", path, "--database", database])
      outcome.expectSuccess()
      return try rows(database)
    }

    @Test(arguments: workbooks) func `gives the rows of CSV files, whatever program saved it`(_ name: String) throws {
      let expected = try imported(Self.folder + "/programme")
      #expect(expected.count > 20)
      #expect(try imported("\(Self.folder)/\(name).xlsx") == expected)
    }

    @Test func `gives the report of its CSV files`() throws {
      func figures(_ source: String) throws -> [[String: String]] {
        let world = try World()
        let outcome = try world.run(World.quarter + ["--data", source])
        outcome.expectSuccess()
        return try world.rows("figures.csv")
      }
      #expect(try figures(Self.folder + "/libreoffice.xlsx") == figures(Self.folder + "/programme"))
    }

    @Test func `changes nothing when it is imported again, and only what was corrected after a correction`() throws {
      let world = try World()
      let database = try emptyDatabase()
      func importing(_ name: String) throws -> [String] {
        let outcome = try world.program(["import", "\(Self.folder)/\(name).xlsx", "--database", database])
        outcome.expectSuccess()
        return outcome.output
      }
      #expect(try importing("openpyxl").last == "imported")
      #expect(try importing("libreoffice-1904").last == "nothing to change; the database already holds all of it")
      try run("update programme.days set days = 0.9 where commission_id = 3", database)
      let corrected = try importing("libreoffice")
      #expect(corrected.last == "imported")
      #expect(corrected.contains { $0.wholeMatch(of: /days +0 +1 +\d+ +0/) != nil }, "\(corrected)")
    }

    /// A copy of a workbook, one text in a part replaced by another. `old` is a regular expression.
    private func changed(_ name: String, _ part: String, _ old: String, _ new: String, in world: borrowing World) throws
      -> String
    {
      let target = world.home["programme.xlsx"]
      let script = """
        import re, sys, zipfile
        source, target, part, old, new = sys.argv[1:]
        with zipfile.ZipFile(source) as book, zipfile.ZipFile(target, 'w') as copy:
            for name in book.namelist():
                data = book.read(name)
                if name == part:
                    data, count = re.subn(old.encode(), new.encode(), data, count=1, flags=re.DOTALL)
                    assert count == 1, data
                copy.writestr(name, data)
        """
      let made = try shell(
        "exec python3 -c \"$1\" \"$2\" \"$3\" \"$4\" \"$5\" \"$6\" 2>&1", script, "\(Self.folder)/\(name).xlsx", target,
        part, old, new)
      #expect(made.status.succeeded, "\(made.lines)")
      return target
    }

    @Test(
      .enabled(if: hasPython),
      arguments: [
        ("xl/worksheets/sheet4.xml", "<v>0.5</v>", "<v>0.555</v>", "programme.xlsx: sheet days, cell E2: days: "),
        ("xl/worksheets/sheet4.xml", "<v>2</v>", "<v>9</v>", "programme.xlsx: sheet days, cell C4: adviser_id: "),
        (
          "xl/worksheets/sheet4.xml", "<c r=\"D2\".*?</c>", "<c r=\"D2\" s=\"1\"><v>46082</v></c>",
          "programme.xlsx: sheet days, cell D2: activity: the cell holds a date, and the column is text; give the column"
        ),
        (
          "xl/worksheets/sheet4.xml", "<c r=\"D2\".*?</c>", "<c r=\"D2\" t=\"b\"><v>1</v></c>",
          "programme.xlsx: sheet days, cell D2: activity: the cell holds TRUE or FALSE, and the column is text; give"
        ),
        (
          "xl/worksheets/sheet4.xml", "<c r=\"E2\"", "<c r=\"E2\" s=\"1\"",
          "programme.xlsx: sheet days, cell E2: days: the cell shows a date, and the column is a number; give the column"
        ),
        (
          "xl/worksheets/sheet4.xml", "</sheetData>", "</sheetData><mergeCells><mergeCell ref=\"A2:A3\"/></mergeCells>",
          "programme.xlsx: sheet days: A2:A3 is merged; give each cell its own value"
        ),
        (
          "xl/worksheets/sheet4.xml", "<v>0.5</v>", "<f>1/2</f>",
          "programme.xlsx: sheet days, cell E2: the formula has no saved value"
        ),
        ("xl/workbook.xml", "name=\"days\"", "name=\"Dayz\"", "programme.xlsx: sheet Dayz: no relation has the name"),
        (
          "xl/workbook.xml", "name=\"days\"", "name=\"Example\"",
          "programme.xlsx: sheet days: the sheet is missing; give it, at least with its first row"
        ),
        (
          "xl/worksheets/sheet4.xml", "<row r=\"1\">(.*?)</row><row r=\"2\"[^>]*>(.*?)</row>",
          "<row r=\"1\">\\2</row><row r=\"2\">\\1</row>",
          "programme.xlsx: sheet days, row 1: the row is above the row of the columns' names; give the names in the first row"
        ),
        (
          "xl/worksheets/sheet4.xml", "</row></sheetData>", "<c r=\"H8\"><v>1</v></c></row></sheetData>",
          "programme.xlsx: sheet days, cell H8: the cell is outside the table; give it no text, or its column a name"
        ),
        (
          "xl/worksheets/sheet3.xml", "<c r=\"B2\".*?</c>", "<c r=\"B2\"><v>12345678901234567</v></c>",
          "programme.xlsx: sheet commissions, cell B2: reference: "
        ),
        (
          "xl/worksheets/sheet10.xml", "<row r=\"1\">.*?</row>", "",
          "programme.xlsx: sheet bank_holidays, row 2: holiday_on: the column is missing"
        ),
      ])
    func `is refused with sheet, cell and column`(_ part: String, _ old: String, _ new: String, _ said: String) throws {
      let world = try World()
      let database = try emptyDatabase()
      let path = try changed("openpyxl", part, old, new, in: world)
      let outcome = try world.program(["import", path, "--database", database])
      #expect(outcome.code == 65)
      #expect(outcome.error.contains { $0.hasPrefix(said) }, "\(outcome.error)")
      #expect(try rows(database) == [])
    }

    @Test(
      .enabled(if: hasPython),
      arguments: [
        ("xl/sharedStrings.xml", "'<sst><si><t>', 'a', '</t></si></sst>'"),
        ("xl/sharedStrings.xml", "'<sst>', '<si><t>a</t></si>', '</sst>'"),
        ("xl/worksheets/sheet1.xml", "'<worksheet a=\"', 'a', '\"/>'"),
        ("xl/worksheets/sheet1.xml", "'', '<worksheet>', ''"),
        ("xl/worksheets/sheet1.xml", "'<worksheet><sheetData><row>', '<c t=\"str\"><v>aaaaaaaaaaaaaaaa</v></c>', ''"),
        (
          "xl/worksheets/sheet1.xml",
          "'<!DOCTYPE a [<!ENTITY b \"' + 'a' * 1000 + '\">]><worksheet><sheetData><row><c t=\"str\"><v>', '&b;', ''"
        ),
        ("xl/styles.xml", "'<styleSheet><cellXfs>', '<xf numFmtId=\"14\"/>', '</cellXfs></styleSheet>'"),
        ("xl/_rels/workbook.xml.rels", "'<Relationships>', '\\0', '</Relationships>'"),
      ])
    func `is refused within 64 MB of memory where it is a bomb`(_ part: String, _ text: String) throws {
      let world = try World()
      let path = world.home["bomb.xlsx"]
      // A part of 200 MB in a file of less than one.
      let script = """
        import sys, zipfile
        source, target, part = sys.argv[1:]
        begin, middle, end = \(text)
        with zipfile.ZipFile(source) as book, zipfile.ZipFile(target, 'w', zipfile.ZIP_DEFLATED) as copy:
            for name in book.namelist():
                if name != part:
                    copy.writestr(name, book.read(name))
            with copy.open(part, 'w', force_zip64=True) as out:
                out.write(begin.encode())
                piece = middle.encode() * (1000000 // len(middle))
                for _ in range(200):
                    out.write(piece)
                out.write(end.encode())
        """
      let made = try shell(
        "exec python3 -c \"$1\" \"$2\" \"$3\" \"$4\" 2>&1", script, "\(Self.folder)/libreoffice.xlsx", path, part)
      try #require(made.status.succeeded, "\(made.lines)")
      let (run, kibibytes) = try world.peak(World.quarter + ["--data", path])
      #expect(run.code == 65, "\(run.error)")
      #expect(
        run.error.contains { $0.contains("bomb.xlsx: ") && $0.contains("the workbook ") || $0.contains("MB of text") })
      #expect(kibibytes < 64 << 10)
    }

    @Test func `is refused where it is cut short or no workbook`() throws {
      let world = try World()
      let whole = try bytes(of: Self.folder + "/libreoffice.xlsx")
      for length in [0, 1, whole.count / 2, whole.count - 1] {
        try Data(whole.prefix(length)).write(to: URL(fileURLWithPath: world.home["cut.xlsx"]))
        let outcome = try world.program(["import", world.home["cut.xlsx"], "--dry-run", "--database", "host=/nowhere"])
        #expect(outcome.code == 65)
        #expect(outcome.error.contains { $0.hasPrefix("cut.xlsx: the ") }, "\(outcome.error)")
      }
    }

    /// The last of very many rows holds a mistake, so that an import that reads all of them says something else.
    @Test(.enabled(if: hasPython)) func `is read no further once a signal has come`() throws {
      let world = try World()
      let path = world.home["large.xlsx"]
      let script = """
        import sys, zipfile
        source, target = sys.argv[1:]
        text = '<c r="%s%d" t="inlineStr"><is><t>%s</t></is></c>'
        def row(n):
            cells = [('A', '2'), ('B', '2010-11-20'), ('C', '2'), ('D', f'activity {n}'), ('E', '0.01' if n < 60000 else 'none')]
            return f'<row r="{n}">' + ''.join(text % (column, n, value) for column, value in cells) + '</row>'
        rows = ''.join(row(n) for n in range(1000, 60001))
        with zipfile.ZipFile(source) as book, zipfile.ZipFile(target, 'w', zipfile.ZIP_DEFLATED) as copy:
            for name in book.namelist():
                data = book.read(name)
                if name == 'xl/worksheets/sheet4.xml':
                    data = data.replace(b'</sheetData>', rows.encode() + b'</sheetData>')
                copy.writestr(name, data)
        """
      let made = try shell(
        "exec python3 -c \"$1\" \"$2\" \"$3\" 2>&1", script, "\(Self.folder)/xlsxwriter-inline.xlsx", path)
      try #require(made.status.succeeded, "\(made.lines)")
      let words = ["import", path, "--dry-run", "--database", "host=/nowhere"]
      let whole = try world.program(words)
      #expect(whole.code == 65)
      #expect(whole.error.first?.contains("sheet days, cell E60000: days: ") == true, "\(whole.error)")
      var child = try world.start(words)
      child.closeInput()
      let number = child.number
      // The program reads the workbook as soon as it catches SIGINT.
      try eventually("it reads") {
        let status = try? text(of: "/proc/\(number)/status")
        let caught = status?.firstMatch(of: /SigCgt:\s+([0-9a-f]+)/).flatMap { UInt64($0.1, radix: 16) }
        return caught.map { $0 & 1 << (UInt64(SIGINT) - 1) != 0 } ?? false
      }
      child.kill(SIGINT)
      let ended = try child.wait().code
      #expect(ended == 130)
      #expect(try world.complaints() == ["board-report: stopped by signal 2; nothing changed"])
    }

    @Test(.enabled(if: hasPython)) func `may lose a sheet of no relation`() throws {
      let world = try World()
      let path = try changed("openpyxl", "xl/workbook.xml", "name=\"bank_holidays\"", "name=\"Notes\"", in: world)
      let outcome = try world.program(["import", path, "--dry-run", "--database", "host=/nowhere"])
      #expect(outcome.code == 65)
      let line = try #require(outcome.error.first)
      #expect(line.hasPrefix("programme.xlsx: sheet Notes: ") && line.contains("; or remove the sheet"), "\(line)")
    }

    @Test(.enabled(if: hasPython)) func `gives a report before there is an outcome`() throws {
      let world = try World()
      let path = try changed(
        "openpyxl", "xl/worksheets/sheet5.xml", "<row r=\"2\".*</sheetData>", "</sheetData>", in: world)
      let outcome = try world.run(World.quarter + ["--data", path])
      outcome.expectSuccess()
    }

    @Test(arguments: ["programme.ods", "programme.xls", "PROGRAMME.XLSB", "programme.numbers", "programme.xltx"])
    func `is refused where it is of another kind, whatever it shall do`(_ name: String) throws {
      let world = try World()
      let path = world.home[name]
      for outcome in [
        try world.program(["import", path, "--dry-run", "--database", "host=/nowhere"]),
        try world.program(["check", "--data", path]), try world.run(World.quarter + ["--data", path]),
      ] {
        #expect(outcome.code == 64)
        #expect(
          outcome.error.contains { $0.contains("\(name) is a workbook of another kind; save it as .xlsx") },
          "\(outcome.error)")
      }
      #expect(try world.program(["template", path]).code == 64)
      #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test func `is no zip file of another kind and no text`() throws {
      let world = try World()
      for name in ["programme.zip", "programme.accdb"] {
        try write("PK", to: world.home[name])
        for outcome in [
          try world.program(["import", world.home[name], "--dry-run", "--database", "host=/nowhere"]),
          try world.program(["check", "--data", world.home[name]]),
        ] {
          #expect(outcome.code == 64)
          #expect(
            outcome.error.contains { $0.contains("\(name) is neither a folder nor a workbook; give a folder") },
            "\(outcome.error)")
        }
      }
      let missing = try world.program(["import", world.home["nope"], "--dry-run", "--database", "host=/nowhere"])
      #expect(missing.error.contains { $0.contains("nope: cannot open: No such file") }, "\(missing.error)")
    }

    @Test(
      .enabled(if: hasPython),
      arguments: [("hidden", "Unhide shows in the menu"), ("veryHidden", "only Excel's editor of macros shows")]
    )
    func `says how to show a hidden sheet of no relation`(_ state: String, _ how: String) throws {
      let world = try World()
      let path = try changed(
        "openpyxl", "xl/workbook.xml", "name=\"bank_holidays\" sheetId=\"(.*?)\" state=\"hidden\"",
        "name=\"Notes\" sheetId=\"\\1\" state=\"\(state)\"", in: world)
      let outcome = try world.program(["import", path, "--dry-run", "--database", "host=/nowhere"])
      #expect(outcome.code == 65)
      let line = try #require(outcome.error.first)
      #expect(line.hasPrefix("programme.xlsx: sheet Notes: no relation has the name of the sheet (hidden); give"))
      #expect(line.contains("or remove the sheet, which \(how)"), "\(line)")
    }

    @Test func `may have macros where it is read, and none where it is written`() throws {
      let world = try World()
      let path = world.home["programme.xlsm"]
      try FileManager.default.copyItem(atPath: Self.folder + "/libreoffice.xlsx", toPath: path)
      #expect(try imported(path) == imported(Self.folder + "/programme"))
      #expect(try world.program(["template", world.home["other.xlsm"]]).code == 64)
    }

    @Test func `begins as a template, which is written over nothing`() throws {
      let world = try World()
      let path = world.home["programme.xlsx"]
      try world.program(["template", path]).expectSuccess()
      let made = try bytes(of: path)
      let again = try world.program(["template", path])
      #expect(again.code == 73)
      #expect(again.error.first?.contains("programme.xlsx exists already") == true)
      #expect(try bytes(of: path) == made)
      let database = try emptyDatabase()
      let outcome = try world.program(["import", path, "--database", database])
      outcome.expectSuccess()
      #expect(outcome.output.last == "nothing to change; the database already holds all of it")
    }

    /// Every cell to fill in says what to write, and of a word, a date or a number what is refused.
    @Test(.enabled(if: hasPython)) func `says in each column what to write`() throws {
      let world = try World()
      let path = world.home["programme.xlsx"]
      try world.program(["template", path]).expectSuccess()
      let script = """
        import re, sys, zipfile
        with zipfile.ZipFile(sys.argv[1]) as book:
            strings = re.findall('<si><t[^>]*>(.*?)</t></si>', book.read('xl/sharedStrings.xml').decode())
            names = re.findall('<sheet name="([^"]+)"', book.read('xl/workbook.xml').decode())
            for number, name in enumerate(names, 1):
                if name in ('Example', 'Lists'):
                    continue
                xml = book.read(f'xl/worksheets/sheet{number}.xml').decode()
                heads = re.findall('<c r="([A-Z]+)1"[^>]*><v>([0-9]+)</v>', xml)
                rules = {m[1]: m[0] for m in re.findall('<dataValidation ([^>]*sqref="([A-Z]+)2:[^>]*)>', xml)}
                for column, head in heads:
                    rule = rules.get(column, '')
                    says = 'showInputMessage="1"' in rule and 'promptTitle="' + strings[int(head)][:32] in rule
                    kind = re.search('type="([a-z]+)"', rule)
                    print(name, strings[int(head)], says, kind[1] if kind else 'any')
        """
      let read = try shell("exec python3 -c \"$1\" \"$2\"", script, path)
      #expect(read.status.succeeded)
      #expect(read.lines.count > 60)
      #expect(read.lines.filter { !$0.contains(" True ") } == [])
      for line in [
        "commissions borough_code True list", "commissions title True any", "commissions arrangement True list",
        "days worked_on True date", "days days True decimal", "outcomes stage True list",
        "reviews may_publish True list",
        "boroughs name True any", "bank_holidays holiday_on True date",
      ] { #expect(read.lines.contains(line), "\(line)") }
    }

    @Test func `holds the form of a request beside its Markdown`() throws {
      let world = try World()
      try world.program(["template", "--request", world.home["form"]]).expectSuccess()
      #expect(try names(in: world.home["form"]).sorted() == ["request-form.md", "request-form.xlsx"])
      let form = try text(of: world.home["form/request-form.md"])
      for column in ["commission_id", "borough_code", "adviser_id"] { #expect(!form.contains(column)) }
      let refused = try world.program(["template", "--request", world.home["form.xlsx"]])
      #expect(refused.code == 64)
    }
  }
#endif

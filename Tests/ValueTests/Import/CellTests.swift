import Core
import Foundation
import Input
import Support
import System
import Testing

private let dayHeader = "commission_id,worked_on,adviser_id,activity,days,recorded_at\n"

/// A folder whose only day entry has this cell in a column.
private func folder(_ column: String, _ cell: String) throws -> TestFolder {
  let cells = [
    "commission_id": "7", "worked_on": "2010-08-06", "adviser_id": "1", "activity": "audit", "days": "0.5",
    "recorded_at": "2010-08-06T15:40:00Z",
  ].merging([column: cell], uniquingKeysWith: { $1 })
  let names = ["commission_id", "worked_on", "adviser_id", "activity", "days", "recorded_at"]
  let row = names.map { cells[$0] ?? "" }.joined(separator: ",") + "\n"
  return try TestFolder(["days.csv": dayHeader + row])
}

/// The one mistake of such a folder.
private func mistake(_ column: String, _ cell: String) throws -> String? {
  let found = try folder(column, cell).mistakes()
  #expect(found.count <= 1)
  return found.first
}

@Suite struct CellTests {
  @Test(arguments: [
    ("days", "\"1,000\"", "‘1,000’ has a comma"), ("days", "0.125", "‘0.125’ has more than two decimals"),
    ("days", "\"0,125\"", "‘0,125’ has more than two decimals"),
    ("days", "1.23E+17", "‘1.23E+17’ is a number whose digits a spreadsheet has cut off"),
    ("days", "-0.5", "out of range"),
    ("days", "0", "out of range"), ("days", "31.01", "out of range; give 0.01 to 31.00"),
    ("days", "99999999999999999", "out of range"), ("days", "99999999999999999999999", "out of range"),
    ("days", ".", "‘.’ says that nothing is recorded; give a value"), ("days", "\",\"", "nothing is recorded"),
    ("days", "-", "‘-’ says that nothing is recorded; give a value in every row"),
    ("worked_on", "NaT", "‘NaT’ says that nothing is recorded"), ("worked_on", "0", "nothing is recorded"),
    ("days", "NaN", "‘NaN’ says that nothing is recorded"), ("days", "+1", "‘+1’ is not a number of days"),
    ("days", "half a day", "‘half a day’ is not a number of days"), ("days", "7h", "‘7h’ is not a number of days"),
    ("days", "1/2", "not a number of days"), ("days", "1½½", "not a number of days"), ("days", "½ day", "not a number"),
    ("days", "0·5", "not a number of days"), ("days", "1’000", "not a number of days"),
    ("days", "\"1.000,5\"", "something between its digits"), ("days", "3—", "not a number of days"),
    ("days", "(3)", "give a plain minus before it, as in -3"), ("days", "\u{2212}3", "give a plain minus"),
    ("days", "3-", "give a plain minus"), ("days", "–3", "give a plain minus"),
    ("days", "50%", "‘50%’ is a percentage"),
    ("days", "£3", "an amount of money"), ("days", "0:30", "‘0:30’ is a time"), ("days", "1e0", "not a number of days"),
    ("days", "'0.5", "‘'0.5’ begins with an apostrophe; give the number without it"),
    ("days", "⅓", "not a number of days"), ("days", "1 000", "something between its digits"),
    ("days", "\"1,000.5\"", "something between its digits"), ("days", "", "the cell is empty"),
    ("days", "\"\"", "the cell is empty"), ("days", "\"  \"", "the cell is empty"),
    ("days", "0\u{A0}.5", "‘0[no-break space].5’"),
    ("days", "\u{A0}\u{2003}", "the cell is empty"), ("worked_on", "\u{200B}\u{FEFF}", "the cell is empty"),
    ("worked_on", "2010-02-29", "the calendar has no ‘2010-02-29’"),
    ("worked_on", "31/02/2010", "the calendar has no ‘31/02/2010’"),
    ("worked_on", "08/13/2010", "‘08/13/2010’ is no date if the day comes before the month; give --dates month-first"),
    ("worked_on", "2010-W32-5", "is not a date"), ("worked_on", "2010-218", "is not a date"),
    ("worked_on", "20100806", "is not a date"), ("worked_on", "2010年8月6日", "is not a date"),
    ("worked_on", "6 août 2010", "is not a date"), ("worked_on", "00/00/0000", "the calendar has no"),
    ("worked_on", "2010-08-05T23:00:00Z", "has a time after the date"), ("worked_on", "Aug-10", "is not a date"),
    ("worked_on", "6 Augus 2010x", "is not a date"), ("worked_on", "0000-01-01", "the calendar has no"),
    ("worked_on", "infinity", "‘infinity’ is not a date"), ("worked_on", "August 2010", "is not a date"),
    ("worked_on", "2010-08-06 09:30", "has a time after the date"), ("worked_on", "6/8", "‘6/8’ is not a date"),
    ("worked_on", "2010-08-06 25:00", "is not a date"), ("worked_on", "6/8/110", "is not a date"),
    ("worked_on", "40396", "‘40396’ is a spreadsheet's number of a day"), ("adviser_id", "1.5", "not a whole number"),
    ("adviser_id", "one", "‘one’ is not a whole number; give a whole number, digits alone"),
    ("adviser_id", "Adviser 1", "is not a whole number; give 1, its adviser_id in advisers"),
    ("commission_id", " LRSA-007", "is not a whole number; give 7, its commission_id in commissions"),
    ("adviser_id", "Jane Smith", "the text is not a whole number"),
    ("adviser_id", "2147483648", "out of range"), ("adviser_id", "2", "‘2’ is in no row of advisers"),
    ("commission_id", "8", "‘8’ is in no row of commissions"),
    ("recorded_at", "2010-08-06T24:00:00Z", "not a date and time"),
    ("recorded_at", "2010-08-06T15:40:00ZZ", "not a date and time"),
    ("recorded_at", "0001-01-01T00:00:00+01:00", "not a date and time"),
    ("recorded_at", "2010-08-06 15:40 BST", "not a date and time"),
    ("recorded_at", "2010-08-06 13:40 pm", "not a date and time"),
    ("recorded_at", "2010-08-06 15:40 +010", "not a date and time"),
    ("recorded_at", "2010-08-06 15:40+01:", "not a date and time"),
    ("recorded_at", "2010-08-06 15:40+01:60", "not a date and time"),
    ("recorded_at", "20100806T154000Z", "is not a date"),
  ]) func `a cell that its column cannot hold is refused with the reason`(
    _ column: String, _ cell: String, _ expected: String
  ) throws {
    let found = try #require(try mistake(column, cell))
    #expect(found.hasPrefix("days.csv:2: \(column): "), "\(found)")
    #expect(found.contains(expected), "\(found)")
  }

  @Test(arguments: ["NULL", "n/a", "-", "–", "NaN", "\\N", "tbc", "None"])
  func `a word for nothing asks for an empty cell where there may be one, but in free text`(_ word: String) throws {
    let folder = try TestFolder([
      "commissions.csv": "commission_id,reference,borough_code,title,theme,arrangement,requested_on,due_on,days_agreed,"
        + "follows_commission_id\n7,LRSA-007,\(word),Plans,\(word),\(word),2010-07-12,\(word),\(word),\(word)\n",
      "reviews.csv": "commission_id,rating,may_publish,comment\n7,\(word),\(word),\(word)\n",
    ])
    let columns = ["arrangement", "due_on", "days_agreed", "follows_commission_id", "borough_code"]
    let problem = "‘\(word)’ says that nothing is recorded; give"
    #expect(
      try folder.mistakes() == columns.map { "commissions.csv:2: \($0): \(problem) an empty cell" } + [
        "reviews.csv:2: rating: \(problem) an empty cell",
        "reviews.csv:2: may_publish: \(problem) a value in every row",
      ])
  }

  @Test(arguments: [
    (
      "Е09000015", "E09000015",
      "‘Е09000015’ looks like ‘E09000015’ of boroughs, but it has a Cyrillic or Greek letter that looks like a Latin one"
    ),
    ("E09000015", "Е09000015", "but the other has a Cyrillic or Greek letter that looks like a Latin one"),
    ("E0900\u{AD}0015", "E09000015", "‘E0900[soft hyphen]0015’ looks like ‘E09000015’ of boroughs, but it has a soft"),
    ("E09000015", "E0900\u{AD}0015", "looks like ‘E0900[soft hyphen]0015’ of boroughs, but the other has a soft"),
    ("e09000015", "E09000015", "‘e09000015’ looks like ‘E09000015’ of boroughs, but they differ in capitals"),
    ("E09000015*", "E09000015", "‘E09000015*’ is in no row of boroughs"),
  ])
  func `a code that looks like one of the other relation says what differs`(
    _ code: String, _ other: String, _ expected: String
  ) throws {
    let commissions = TestFolder.small["commissions.csv", default: ""]
    let found = try TestFolder([
      "boroughs.csv": "borough_code,name\n\(other),Harrow\n",
      "commissions.csv": commissions.replacingOccurrences(of: "E09000015", with: code),
    ]).mistakes()
    #expect(found.count == 1)
    #expect(found.first?.hasPrefix("commissions.csv:2: borough_code: ") == true)
    #expect(found.first?.contains(expected) == true, "\(found)")
  }

  /// What spreadsheets write for a failed formula, in the languages of their programs, and what they show in place of a value.
  @Test(arguments: [
    "#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#FIELD!", "#BLOCKED!",
    "#CONNECT!", "#UNKNOWN!", "#BUSY!", "#PYTHON!", "#GETTING_DATA", "#ERROR!", "#REF", "#NV", "#WERT!", "#BEZUG!",
    "#ZAHL!", "#¡VALOR!", "#¡REF!", "#¿NOMBRE?", "#VALEUR!", "#N/D", "#NOM?", "#ЗНАЧ!", "#ССЫЛКА!", "#Н/Д", "#ARG!",
    "#値!", "#ДЕЛ/0!", "#ИМЯ?", "#WAARDE!", "#VERW!", "#N/B", "#VALORE!", "#NOME?", "#HODNOTA!", "#NÁZEV?", "#ÉRTÉK!",
    "#HIÁNYZIK", "#DEĞER!", "#YOK", "#VÄRDEFEL!", "#SAKNAS!", "#ARVO!", "#PUUTTUU", "#VÆRDI!", "#ΤΙΜΗ!", "#ค่า!", "#n/a",
    "#value!", "#TIMEOUT!", "=#REF!", "=Sheet1!#REF!", "Err :502", "Błąd:502", "Ошибка:502", "Σφάλμα:508", "Hata:522",
    "エラー:502", "错误:504", "Fejl:502", "Loading…", "Chargement...", "Cargando…", "Wird geladen...", "Err:502", "Err:508",
    "Fehler:504", "Erreur:511", "###", "########", "Loading...", " #REF! ",
  ]) func `an error word of a spreadsheet is refused in every column`(_ word: String) throws {
    for column in ["activity", "days", "worked_on", "adviser_id"] {
      let found = try #require(try mistake(column, word))
      #expect(found.contains(" is a spreadsheet's failed formula") || found.contains(" is what a spreadsheet shows"))
    }
  }

  @Test(arguments: [
    "#1", "#metoo", "#Support", "C#", "Err: see note", "Room:512b", "# of visits", "Ref:123", "Room:512", "=see #1",
    "#and/or", "Loading bay...", "#yok", "A=B", "= 1",
  ])
  func `a text that only resembles an error word is taken`(_ text: String) throws {
    #expect(try mistake("activity", text) == nil)
  }

  @Test(arguments: [
    ("days", "1"), ("days", "1.500"), ("days", " 0.25 "), ("days", "31"), ("days", ".5"), ("days", "1."),
    ("days", "½"), ("days", "1½"), ("days", "1 ¼"), ("days", "\"0,5\""), ("days", "\"1,25\""),
    ("days", "\u{A0}0.5\u{202F}"),
    ("worked_on", "6/8/2010"), ("worked_on", "06/08/2010"), ("worked_on", "29/02/2012"), ("adviser_id", "001"),
    ("adviser_id", "1.0"), ("adviser_id", "\u{200B}1\u{A0}"), ("adviser_id", "1 · Adviser One"),
    ("activity", "'quoted"),
    ("activity", "=1+2"), ("activity", "\"a \"\"b\"\"\n\\.\t\""), ("recorded_at", "2010-08-06T15:40:00.123+01:00"),
    ("recorded_at", "2010-08-06 15:40"), ("recorded_at", "2010-08-06 15:40:59"), ("recorded_at", "06/08/2010 15:40"),
    ("recorded_at", "2010-08-06T15:40Z"), ("recorded_at", "2010-08-06 15:40:00+00"),
    ("recorded_at", "2010-08-06T15:40:00+0100"), ("recorded_at", "2010-08-06 15:40:00-05"),
    ("recorded_at", "2010-08-06 15:40 UTC"), ("recorded_at", "\"6/8/2010, 15:40:00\""),
    ("recorded_at", "2010-08-06 3:40\u{202F}PM"), ("recorded_at", "6/8/2010 9:05"),
    ("recorded_at", "6/8/2010 9:05:07 AM"), ("recorded_at", "6-Aug-10 3:40 p.m."),
  ]) func `a cell that a spreadsheet may well write is taken`(_ column: String, _ cell: String) throws {
    #expect(try mistake(column, cell) == nil)
  }

  @Test(arguments: [
    "2010-08-06", "2010/08/06", "2010.8.6", "6/8/2010", "06.08.2010", "6-8-2010", "06 08 2010", "06/08/10", "6.8.10",
    "06-Aug-10", "6 August 2010", "6th August 2010", "August 6, 2010", "Aug 6 2010", "Fri 6 Aug 2010",
    "Friday, 6 August 2010", "2010-Aug-06", "6. AUG 2010", "2010-08-06 00:00", "2010-08-06 00:00:00",
    "2010-08-06T00:00:00.000Z", "2010-08-06 00:00:00+01", "2010-08-06T00:00:00.000+0000", "06‐08‐2010", "06–08–2010",
    "6 / 8 / 2010", "2010.08.06.",
    "06,08,2010", "06/08/2010 00:00", "06/08/2010 0:00:00",
    "8/6/2010 12:00:00 AM".replacingOccurrences(of: "8/6", with: "6/8"), "\u{FEFF}2010-08-06 ", "２０１０-08-06",
  ]) func `the sixth of August is read in every form that people and programs write`(_ cell: String) throws {
    let rows = try copied("bank_holidays", "holiday_on,name\n\"\(cell)\",x\n")
    #expect(rows == "2010-08-06\tx\n", "\(rows)")
  }

  @Test func `a year of two digits is one of 1969 to 2068`() throws {
    let rows = try copied("bank_holidays", "holiday_on,name\n1/2/68,a\n1/2/69,b\n1/2/00,c\n")
    #expect(rows == "2068-02-01\ta\n1969-02-01\tb\n2000-02-01\tc\n")
  }

  @Test(arguments: [
    ("true", "t"), ("TRUE", "t"), ("Yes", "t"), ("y", "t"), ("T", "t"), ("1", "t"), (" yes\u{A0}", "t"), ("false", "f"),
    ("No", "f"), ("N", "f"), ("f", "f"), ("0", "f"),
  ]) func `yes and no are read as people and programs write them`(_ cell: String, _ expected: String) throws {
    let rows = try copied("reviews", "commission_id,may_publish\n7,\"\(cell)\"\n")
    #expect(rows.hasSuffix("\t\(expected)\t1\t\\N\t\\N\n"), "\(rows)")
  }

  @Test(arguments: [
    "very useful", "Very Useful", "VERY USEFUL", "very  useful", "very_useful", "very-useful", "very useful ",
    "very\u{A0}useful", "\u{200B}very useful", "ｖｅｒｙ useful",
  ]) func `a word of a closed vocabulary is read however it is written`(_ cell: String) throws {
    let rows = try copied("reviews", "commission_id,rating,may_publish\n7,\"\(cell)\",true\n")
    #expect(rows.contains("\tvery useful\t"), "\(rows)")
  }

  @Test func `free text and a reference stay as they are written`() throws {
    let header = "commission_id,reference,borough_code,title,theme,arrangement,requested_on,next_steps\n"
    let rows = try copied(
      "commissions", header + "7, LRSA-007 ,\u{A0}E09000015\u{200B},\" A\u{A0}\",t ,host,2010-07-12, More \n")
    #expect(rows.contains("7\t LRSA-007 \tE09000015\t A\u{A0}\tt \thost"), "\(rows)")
  }

  @Test func `the order of day and month is said once where no date decides it`() throws {
    let folder = try TestFolder([
      "bank_holidays.csv": "holiday_on,name\n01/02/2010,x\n03/04/2010,y\n", "days.csv": dayHeader,
    ])
    let warnings = try folder.read().warnings.lines
    #expect(
      warnings == [
        "bank_holidays.csv:2: holiday_on: no date says whether the day or the month comes first; ‘01/02/2010’ is read day-first; give --dates month-first if it is not"
      ])
    let findings = try folder.read().findings
    #expect(
      findings.map { "\($0.rule) \($0.severity) \($0.relation) \($0.key)" } == [
        "guessed-date-order warning bank_holidays column=holiday_on"
      ])
    #expect(findings.first.map { warnings[0].hasSuffix($0.message) } == true)
    var options = ReadingOptions()
    options.dateOrder = .dayFirst
    #expect(try folder.read(options).warnings.lines == [])
    #expect(try folder.read(options).findings == [])
    let decided = try TestFolder(["bank_holidays.csv": "holiday_on,name\n01/02/2010,x\n13/04/2010,y\n"])
    #expect(try decided.read().warnings.lines == [])
  }

  @Test func `month first is read where the caller says so, and a column that contradicts it is refused once`() throws {
    var options = ReadingOptions()
    options.dateOrder = .monthFirst
    let american = try TestFolder(["bank_holidays.csv": "holiday_on,name\n01/31/2010,x\n03/04/2010,y\n2010-05-06,z\n"])
    #expect(try american.mistakes(options) == [])
    #expect(
      try american.mistakes() == [
        "bank_holidays.csv:2: holiday_on: ‘01/31/2010’ is no date if the day comes before the month; give --dates month-first, or dates such as 2010-10-31"
      ])
    let british = try TestFolder(["bank_holidays.csv": "holiday_on,name\n31/01/2010,x\n30/01/2010,y\n"])
    #expect(try british.mistakes(options).map { $0.contains("and 1 more are none; give --dates day-first") } == [true])
    let mixed = try TestFolder(["bank_holidays.csv": "holiday_on,name\n31/01/2010,x\n01/31/2011,y\n"])
    #expect(try mixed.mistakes().map { $0.contains("give one order in the whole column") } == [true])
  }

  /// A spreadsheet has made dates of 08/02/2010 and 08/06/2010, with the month first, and could make none of 13/08/2010.
  @Test func `a column in which a spreadsheet has probably exchanged day and month is refused`() throws {
    func mistakes(_ dates: [String]) throws -> [String] {
      let rows = dates.enumerated().map { "\($1),holiday \($0)\n" }.joined()
      return try TestFolder(["bank_holidays.csv": "holiday_on,name\n" + rows]).mistakes()
    }
    let texts = ["13/08/2010", "25/08/2010", "14/09/2010", "15/09/2010"]
    #expect(
      try mistakes(["2010-02-08", "2010-06-08"] + texts) == [
        "bank_holidays.csv:4: holiday_on: ‘13/08/2010’ is a text, and the dates of the column that are no text have no day after the 12th: a spreadsheet has probably exchanged day and month; give the original file, or every date as 2010-10-31"
      ])
    #expect(try mistakes(texts + ["8 Feb 2010", "2010-06-08 00:00"]).count == 1)
    #expect(try mistakes(["2010-02-08"] + texts + ["16/09/2010"]).count == 1)
    // A real date above the 12th, few dates, and a text that the spreadsheet would have made a date.
    #expect(try mistakes(["2010-02-08", "2010-06-08", "2010-06-13"] + texts) == [])
    #expect(try mistakes(["2010-02-08"] + texts) == [])
    #expect(try mistakes(["2010-02-08", "2010-06-08", "05/05/2010"] + texts) == [])
    #expect(try mistakes(["2010-02-01", "2010-06-01", "2010-07-01"] + texts) == [])
    #expect(try mistakes(["2010-02-08", "2010-06-08", "2010-07-08", "2010-03-08", "2010-04-08", "2010-05-08"]) == [])
  }

  @Test(arguments: [
    ("days", "1.000", "‘1.000’ has a point"), ("adviser_id", "1.000", "‘1.000’ has a point"),
    ("days", "12.500", "‘12.500’ has a point"), ("days", "0.500", ""), ("days", "1.5", ""), ("days", "1,50", ""),
    ("adviser_id", "1.0", ""),
  ]) func `a point before three digits is refused in a file with semicolons, where it may separate thousands`(
    _ column: String, _ cell: String, _ expected: String
  ) throws {
    let row = [
      "commission_id": "7", "worked_on": "2010-08-06", "adviser_id": "1", "activity": "audit", "days": "0,5",
    ].merging([column: cell], uniquingKeysWith: { $1 }).sorted { $0.key < $1.key }
    func days(_ delimiter: String) -> String {
      [row.map(\.key), row.map { "\"\($0.value)\"" }].map { $0.joined(separator: delimiter) + "\n" }.joined()
    }
    let found = try TestFolder(["days.csv": days(";")]).mistakes(ReadingOptions())
    #expect(found.map { $0.contains(expected) } == (expected.isEmpty ? [] : [true]), "\(found)")
    #expect(try TestFolder(["days.csv": days(",")]).mistakes(ReadingOptions()) == [])
  }

  @Test(arguments: [
    ("worked_on", "0226-07-06", "a day of the year 226"), ("worked_on", "2062-07-06", "a day of the year 2062"),
    ("worked_on", "2011-08-07", "a day that has not come"), ("activity", "caf\u{FFFD}", "U+FFFD"),
    ("activity", "cafÃ©", "in the wrong encoding"), ("activity", "childrenâ€™s", "in the wrong encoding"),
    ("activity", "Â£5", "in the wrong encoding"), ("activity", "caf√©", "in the wrong encoding"),
    ("activity", "children‚Äôs", "in the wrong encoding"), ("activity", "¬£5", "in the wrong encoding"),
    ("activity", "caf├®", "in the wrong encoding"), ("activity", "childrenÔÇÖs", "in the wrong encoding"),
    ("activity", "plans &amp; reviews", "the code of a web page"),
    ("activity", "caf&eacute;", "the code of a web page"),
    ("activity", "caf&#233;", "the code of a web page"), ("activity", "caf&#xE9;", "the code of a web page"),
    ("activity", "audits_x000D_coaching", "as in _x000D_"), ("activity", "audits<br>coaching", "as in _x000D_, <br>"),
    ("activity", "audits<BR />coaching", "<br>"), ("activity", "<p>audits</p>", "<br>"),
    ("activity", "audits\\ncoaching", "<br> or \\n"), ("activity", "audits:\\r\\n- coaching", "<br> or \\n"),
    ("activity", "=SUM(A1:A3)", "a formula"), ("activity", "=if(A1)", "a formula"),
  ]) func `a value that is probably wrong is read with a warning`(
    _ column: String, _ cell: String, _ expected: String
  ) throws {
    var options = ReadingOptions()
    options.today = CalendarDay(year: 2011, month: 8, day: 6)
    let found = try folder(column, cell).read(options).warnings.lines
    #expect(found.count == 1 && found[0].contains(expected), "\(found)")
  }

  @Test(arguments: [
    "café", "Zoë’s “plan” – £5", "Straße", "naïve â la carte", "√2 & π; 3", "Smith & Co; London", "¬ not", "‚Ägypten‘",
    "HÔTEL", "├── a", "=1+2",
    "&;", "&#;", "R&D", "C:\\new", "S:\\plans\\new", "\\\\nas\\new", "snake_case_name", "_x00_", "a < b > c", "<pre>",
  ])
  func `a text in another script or with accents has no warning`(_ text: String) throws {
    #expect(try folder("activity", text).read().warnings.lines == [])
  }

  private func copied(_ relation: String, _ text: String) throws -> String {
    let folder = try TestFolder([relation + ".csv": text])
    let read = try folder.read()
    let table = try #require(read.tables.first { $0.relation.name == relation })
    var bytes: [UInt8] = []
    try withExtendedLifetime(folder) { try read.forEachPiece(of: table) { bytes += $0 } }
    return String(decoding: bytes, as: UTF8.self)
  }
}

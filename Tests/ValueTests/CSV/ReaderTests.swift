import Testing

@testable import System

/// A record copied out of the reader.
private struct Row: Equatable {
  var line: Int
  var fields: [String]
  var fault: CSVFault?
}

private func rows(_ text: String, delimiter: UInt8 = UInt8(ascii: ","), chunk: Int = .max) -> [Row] {
  var rows: [Row] = []
  let bytes = Array(text.utf8)
  var reader = CSVReader(delimiter: delimiter)
  func keep(_ record: borrowing CSVRecord) {
    rows.append(Row(line: record.line, fields: record.fields.indices.map { record.string($0) }, fault: record.fault))
  }
  var start = 0
  while start < bytes.count {
    let end = min(start + min(chunk, bytes.count), bytes.count)
    reader.feed(Array(bytes[start..<end]), keep)
    start = end
  }
  reader.finish(keep)
  return rows
}

@Suite struct ReaderTests {
  @Test(arguments: ["a,b\r\nc,d\r\n", "a,b\nc,d\n", "a,b\rc,d\r", "a,b\r\nc,d", "a,b\nc,d\r"])
  func `every line end ends a record, and the last needs none`(_ text: String) {
    let expected = [Row(line: 1, fields: ["a", "b"]), Row(line: 2, fields: ["c", "d"])]
    #expect(rows(text) == expected)
  }

  @Test func `lines are counted inside quotes, and a field knows its own`() {
    var lines: [[Int]] = []
    let text = "\"one\r\ntwo\nthree\rfour\",x\r\ny,\"z\"\"\n\",w\n\nlast"
    CSVReader.forEachRecord(in: Array(text.utf8)) { record in lines.append([record.line] + record.fields.map(\.line)) }
    #expect(lines == [[1, 1, 4], [5, 5, 5, 6], [7, 7], [8, 8]])
  }

  @Test func `a quoted empty field and an unquoted one are told apart`() {
    CSVReader.forEachRecord(in: Array("\"\",,\"a\"\"b\"".utf8)) { record in
      let (quoted, last) = (record.fields.map(\.isQuoted), record.string(2))
      #expect(quoted == [true, false, true])
      #expect(last == "a\"b")
    }
  }

  @Test func `delimiters alone are a blank record`() {
    CSVReader.forEachRecord(in: Array(",,,".utf8)) { record in
      let (isBlank, count) = (record.fields.allSatisfy { $0.range.isEmpty && !$0.isQuoted }, record.fields.count)
      #expect(isBlank)
      #expect(count == 4)
    }
  }

  @Test func `a semicolon delimits where it is asked for`() {
    #expect(rows("a;\"b;c\";d,e", delimiter: UInt8(ascii: ";")).first?.fields == ["a", "b;c", "d,e"])
  }

  @Test func `a mark at the start of a file is no part of its first name`() {
    CSVReader.forEachRecord(in: CSVEncoder.byteOrderMark + Array("a,b".utf8)) { record in
      let name = record.string(0)
      #expect(name.utf8.elementsEqual("a".utf8))
    }
  }

  @Test func `text after a closing quote is a fault with its place, and reading goes on`() {
    let found = rows("a,b\nc,\"d\"e,f\ng,h")
    #expect(found.map(\.fault?.kind) == [nil, .textAfterClosingQuote, nil])
    #expect(found[1].fault == CSVFault(kind: .textAfterClosingQuote, line: 2, field: 1))
    #expect(found[1].fields == ["c", "d", "f"])
    #expect(found[2].fields == ["g", "h"])
  }

  @Test func `a quote in an unquoted field is a fault`() {
    let found = rows("a, \"b\nc,d")
    #expect(found.map(\.fault?.kind) == [.quoteInUnquotedField, nil])
  }

  @Test func `an unclosed quote is a fault of the line where it opened`() {
    let found = rows("a,b\nc,\"d\ne,f\n")
    #expect(found.last?.fault == CSVFault(kind: .unclosedQuote, line: 2, field: 1))
  }

  @Test(arguments: 1...7) func `chunks cut anywhere give the same records`(_ size: Int) {
    let text = "a,\"b\r\n\"\"c\"\"\",\r\n\"\"\"\",é\r\r\n\"x\"y,\"unclosed\r\n"
    #expect(rows(text, chunk: size) == rows(text))
  }
}

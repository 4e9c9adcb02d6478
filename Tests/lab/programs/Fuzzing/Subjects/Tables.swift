import System

private let tables = [
  "a,b\r\n\"1\",\"x \"\"y\"\"\"\r\n", "commission_id,title\n1,\"two\nlines\"\n2,\n", "a\r\rb\r",
  "\u{FEFF}\"a\",,\"\"\r\n,,\r\n",
]

extension Subject {
  static let csvRead = Subject("csv read", seeds: tables) { bytes in
    let whole = read(bytes, pieces: bytes.count)
    let cut = read(bytes, pieces: bytes.count % 7 + 1)
    try Finding.expect(whole.fields == cut.fields, "pieces of a file read otherwise than the whole")
    let plain = plainCSV(bytes)
    if whole.isSound {
      try Finding.expect(whole.fields == plain, "not what a second reader finds")
    } else {
      try Finding.expect(plain == nil, "a fault where a second reader finds none")
    }
  }

  static let csvWrite = Subject(
    "csv write", seeds: ["=1+2\0x", "\"quoted\"\0,\0\r\n", " \u{A0}@sum\0'=\0", "", "\u{3000}＝1", "\0\0"]
  ) { bytes in
    let cells = parts(bytes)
    var encoder = CSVEncoder()
    for cell in cells { encoder.text(cell) }
    encoder.endRecord()
    let read = plainCSV(encoder.bytes)
    try Finding.expect(read?.count == 1, "a row is no row to a second reader")
    for (cell, found) in zip(cells, read?.first ?? []) {
      try Finding.expect(!opensFormula(found), "a cell opens a formula")
      let unguarded = found.first == 0x27 ? Array(found.dropFirst()) : found
      try Finding.expect(unguarded == Array(cell.utf8), "a cell comes back changed")
    }
    try Finding.expect(read?.first?.count == cells.count, "cells lost or gained")
  }

  private static func read(_ bytes: [UInt8], pieces length: Int) -> (fields: [[[UInt8]]], isSound: Bool) {
    var (fields, isSound): ([[[UInt8]]], Bool) = ([], true)
    func take(_ record: borrowing CSVRecord) {
      if record.fault != nil { isSound = false }
      fields.append(record.fields.indices.map { Array(record.bytes[record.fields[$0].range]) })
    }
    var reader = CSVReader()
    var rest = bytes[...]
    while !rest.isEmpty {
      reader.feed(Array(rest.prefix(max(1, length))), take)
      rest = rest.dropFirst(max(1, length))
    }
    reader.finish(take)
    return (fields, isSound)
  }

  /// By bytes, so that no Character hides one: white space may stand before.
  private static func opensFormula(_ cell: [UInt8]) -> Bool {
    let openers: Set<UInt32> = [0x3D, 0x2B, 0x2D, 0x40, 9, 10, 13, 0xFF1D, 0xFF0B, 0xFF0D, 0xFF20]
    let scalars = decoded(cell).unicodeScalars
    guard let first = scalars.first else { return false }
    let visible = scalars.first { !$0.properties.isWhitespace }
    return openers.contains(first.value) || (visible.map { openers.contains($0.value) } ?? false)
  }
}

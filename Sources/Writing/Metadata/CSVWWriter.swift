package import Reports

/// Writes a data file's metadata in the W3C's CSV on the Web vocabulary, beside the file.
package enum CSVWWriter {
  /// `evidence/strands.csv-metadata.json`.
  package static func path(of shape: TableShape) -> String { shape.path + "-metadata.json" }

  package static func write(_ shape: TableShape) -> [UInt8] {
    JSON.object([
      "@context": .array([
        .string("http://www.w3.org/ns/csvw"), .object(["@language": .string("en")]),
      ]),
      "url": .string(shape.path.split(separator: "/").last.map(String.init) ?? shape.path),
      "dc:title": .string(shape.title),
      "dc:description": .string(shape.meaning),
      "dialect": .object([
        "encoding": .string("utf-8"), "delimiter": .string(","), "quoteChar": .string("\""),
        "doubleQuote": .boolean(true), "header": .boolean(true),
        "lineTerminators": .strings(["\r\n"]),
      ]),
      "tableSchema": .object([
        "columns": .array(shape.columns.map(column)),
        "primaryKey": shape.key.isEmpty ? nil : .strings(shape.key),
      ]),
    ]).bytes
  }

  private static func column(_ column: Column) -> JSON {
    .object([
      "name": .string(column.name),
      "titles": .string(column.name),
      "dc:title": .string(column.title),
      "dc:description": .string(column.meaning),
      "schema:unitText": column.unit.map(JSON.string),
      "datatype": datatype(column),
      // Where every row has a text, an empty one is a text.
      "null": column.isRequired && column.kind == .text ? .strings([]) : nil,
      "required": column.isRequired ? .boolean(true) : nil,
    ])
  }

  private static func datatype(_ column: Column) -> JSON {
    if let codes = column.codes {
      let words = codes.map(escapedForPattern).joined(separator: "|")
      return .object(["base": .string("string"), "format": .string("^(\(words))$")])
    }
    return switch column.kind {
    case .text: .string("string")
    case .integer: .string("integer")
    case .decimal, .number: .string("decimal")
    case .date: .object(["base": .string("date"), "format": .string("yyyy-MM-dd")])
    case .dateTime:
      .object(["base": .string("dateTime"), "format": .string("yyyy-MM-ddTHH:mm:ssX")])
    case .boolean: .object(["base": .string("boolean"), "format": .string("true|false")])
    }
  }

  /// A word that a regular expression takes to the letter.
  private static func escapedForPattern(_ word: String) -> String {
    word.unicodeScalars.map { scalar in
      let isPlain =
        scalar.properties.isAlphabetic || "0123456789 _-".unicodeScalars.contains(scalar)
      return (isPlain ? "" : "\\") + String(scalar)
    }.joined()
  }
}

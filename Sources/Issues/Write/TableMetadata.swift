package import Core
import System

// A data file's columns in the two vocabularies that other programs read.

extension TableShape {
  /// Where the file's metadata in the second vocabulary is: `evidence/strands.csv-metadata.json`.
  package var metadataPath: String { path + "-metadata.json" }

  /// The W3C's CSV on the Web: a file beside the data file.
  package var metadata: [UInt8] {
    JSON.object([
      "@context": .array([.string("http://www.w3.org/ns/csvw"), .object(["@language": .string("en")])]),
      "url": .string(path.split(separator: "/").last.map(String.init) ?? path), "dc:title": .string(title),
      "dc:description": .string(meaning),
      "dialect": .object([
        "encoding": .string("utf-8"), "delimiter": .string(","), "quoteChar": .string("\""),
        "doubleQuote": .boolean(true), "header": .boolean(true), "lineTerminators": .strings(["\r\n"]),
      ]),
      "tableSchema": .object([
        "columns": .array(columns.map(\.webColumn)), "primaryKey": key.isEmpty ? nil : .strings(key),
      ]),
    ]).bytes
  }

  /// Frictionless Table Schema: a part of the manifest.
  ///
  /// - Parameter paths: the data files of the issue; a reference to another one is left out.
  func frictionlessSchema(beside paths: Set<String>) -> JSON {
    let keys = references.filter { paths.contains($0.path) }.map { column, path in
      JSON.object([
        "fields": .strings([column]),
        "reference": .object(["resource": .string(Manifest.resourceName(path)), "fields": .strings([column])]),
      ])
    }
    return .object([
      "$schema": .string(Manifest.profile("tableschema")), "fields": .array(columns.map(\.frictionlessField)),
      "missingValues": .strings([""]), "primaryKey": key.isEmpty ? nil : .strings(key),
      "foreignKeys": keys.isEmpty ? nil : .array(keys),
    ])
  }
}

extension ColumnShape {
  fileprivate var webColumn: JSON {
    .object([
      "name": .string(name), "titles": .string(name), "dc:title": .string(title), "dc:description": .string(meaning),
      "schema:unitText": unit.map(JSON.string), "datatype": webDatatype, "null": neverMissing,
      "required": isRequired ? .boolean(true) : nil,
    ])
  }

  fileprivate var frictionlessField: JSON {
    .object([
      "name": .string(name), "title": .string(title), "description": .string(meaning),
      "type": .string(frictionlessType), "unit": unit.map(JSON.string),
      "trueValues": kind == .boolean ? .strings(["true"]) : nil,
      "falseValues": kind == .boolean ? .strings(["false"]) : nil, "missingValues": neverMissing,
      "constraints": isRequired || codes != nil
        ? .object(["required": isRequired ? .boolean(true) : nil, "enum": codes.map(JSON.strings)]) : nil,
    ])
  }

  /// Where every row has a text, an empty one is a text.
  private var neverMissing: JSON? { isRequired && kind == .text ? .strings([]) : nil }

  private var webDatatype: JSON {
    if let codes {
      let words = codes.map(Self.escapedForPattern).joined(separator: "|")
      return .object(["base": .string("string"), "format": .string("^(\(words))$")])
    }
    return switch kind {
    case .text, .printed: .string("string")
    case .integer: .string("integer")
    case .decimal, .number: .string("decimal")
    case .date: .object(["base": .string("date"), "format": .string("yyyy-MM-dd")])
    case .dateTime: .object(["base": .string("dateTime"), "format": .string("yyyy-MM-ddTHH:mm:ssX")])
    case .boolean: .object(["base": .string("boolean"), "format": .string("true|false")])
    }
  }

  private var frictionlessType: String {
    switch kind {
    case .text, .printed: "string"
    case .integer: "integer"
    case .decimal, .number: "number"
    case .date: "date"
    case .dateTime: "datetime"
    case .boolean: "boolean"
    }
  }

  /// Returns a word as a regular expression that matches the word alone.
  private static func escapedForPattern(_ word: String) -> String {
    word.unicodeScalars.map { scalar in
      let isPlain = scalar.properties.isAlphabetic || "0123456789 _-".unicodeScalars.contains(scalar)
      return (isPlain ? "" : "\\") + String(scalar)
    }.joined()
  }
}

import Reports

/// A data file's columns as a Frictionless Table Schema.
enum TableSchema {
  static func write(_ shape: TableShape) -> JSON {
    .object([
      "$schema": .string(DataPackageWriter.profile("tableschema")),
      "fields": .array(shape.columns.map(field)),
      "missingValues": .strings([""]),
      "primaryKey": shape.key.isEmpty ? nil : .strings(shape.key),
    ])
  }

  private static func field(_ column: Column) -> JSON {
    let isText = column.kind == .text
    return .object([
      "name": .string(column.name),
      "title": .string(column.title),
      "description": .string(column.meaning),
      "type": .string(type(column.kind)),
      "unit": column.unit.map(JSON.string),
      "trueValues": column.kind == .boolean ? .strings(["true"]) : nil,
      "falseValues": column.kind == .boolean ? .strings(["false"]) : nil,
      // Where every row has a text, an empty one is a text.
      "missingValues": isText && column.isRequired ? .strings([]) : nil,
      "constraints": constraints(column),
    ])
  }

  private static func constraints(_ column: Column) -> JSON? {
    guard column.isRequired || column.codes != nil else { return nil }
    return .object([
      "required": column.isRequired ? .boolean(true) : nil,
      "enum": column.codes.map(JSON.strings),
    ])
  }

  private static func type(_ kind: Column.Kind) -> String {
    switch kind {
    case .text: "string"
    case .integer: "integer"
    case .decimal, .number: "number"
    case .date: "date"
    case .dateTime: "datetime"
    case .boolean: "boolean"
    }
  }
}

/// A relation and the schema it stands in: the search path never decides which one is meant.
package struct QualifiedName: Hashable, Sendable {
  package let schema: String
  package let name: String

  package init(_ schema: String, _ name: String) {
    self.schema = schema
    self.name = name
  }

  /// For SQL: `"programme"."days"`.
  package var quoted: String { Self.quote(schema) + "." + Self.quote(name) }

  /// An identifier, whatever it holds, for SQL.
  package static func quote(_ identifier: String) -> String {
    let doubled = identifier.unicodeScalars.map { $0 == "\"" ? "\"\"" : String($0) }
    return "\"" + doubled.joined() + "\""
  }
}

extension QualifiedName: CustomStringConvertible {
  package var description: String { schema + "." + name }
}

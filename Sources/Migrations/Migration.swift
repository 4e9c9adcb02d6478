import Files
import SQL

/// One numbered change of the schema. Once it was run anywhere it is never altered: what is wrong with it, the next
/// one mends.
package struct Migration: Hashable, Sendable {
  package let number: Int
  /// `001_programme`
  package let name: String
  /// Of the file as the program was built with it: 64 hexadecimal digits.
  package let sha256: String

  /// All that this program knows, from 1 on, each one more than the last.
  static func all() throws(FileError) -> [(migration: Migration, statement: Statement)] {
    var all: [(Migration, Statement)] = []
    for (index, statement) in Statement.migrations.enumerated() {
      let digest = try Digest.sha256(of: Array(statement.text.utf8))
      all.append((Migration(number: index + 1, name: statement.name, sha256: digest), statement))
    }
    return all
  }
}

/// What stands in a database, and what this program would do to it.
package struct SchemaState: Sendable {
  /// Whether the schema is there, and whether our record of changes is.
  package let hasSchema: Bool
  package let hasRecord: Bool
  package let applied: [Migration]
  package let pending: [Migration]
  /// Of the two roles of `roles.sql`, those that are missing.
  package let missingRoles: [String]

  /// 0 before the first change.
  package var version: Int { applied.last?.number ?? 0 }
}

/// Why the schema is left as it is.
package struct MigrationError: Error, Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    /// The database is not what this program may change: newer than it, altered, or somebody else's.
    case wrongSchema
    /// The other verb is meant.
    case usage
  }

  package let kind: Kind
  package let line: String
}

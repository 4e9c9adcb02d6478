/// Why the rows can't be read as the contract says, whatever the figures.
package struct ExtractError: Error, Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    /// A relation, column or type is not what the contract says.
    case contract
    /// A key that must be one of a kind is repeated: days would be multiplied.
    case repeatedKey
    /// Rows that were read do not come to what the database adds them up to.
    case miscounted
    /// A sum left the range of exact days, or a number that of its type.
    case outOfRange
  }

  package let kind: Kind
  /// One line: the relation and column, what was found, what to do.
  package let line: String

  package init(_ kind: Kind, _ line: String) {
    self.kind = kind
    self.line = line
  }
}

/// One record while it is being read: valid inside the reader's closure only, so it cannot be copied.
package struct CSVRecord: ~Copyable {
  /// A field: where its bytes are in `bytes`, quotes taken off and doubled quotes made single.
  package struct Field: Sendable {
    package var range: Range<Int>
    package var isQuoted: Bool
    /// The line of its first byte, from 1.
    package var line: Int
  }

  /// Holds the fields' bytes among others: use a field's range.
  package internal(set) var bytes: [UInt8] = []
  package internal(set) var fields: [Field] = []
  /// The line of its first byte, from 1. Lines are counted inside quotes too, as a text editor counts them.
  package internal(set) var line = 1
  /// What is wrong with how the record is written; its fields are then a best reading, to be reported, not used.
  package internal(set) var fault: CSVFault?

  init() {}

  /// Whether the line is empty, or holds delimiters alone, as spreadsheets leave below a table.
  package var isBlank: Bool { fields.allSatisfy { $0.range.isEmpty && !$0.isQuoted } }

  /// A field as it stands; bytes that are not UTF-8 become U+FFFD.
  package func string(_ index: Int) -> String {
    String(decoding: bytes[fields[index].range], as: UTF8.self)
  }

  /// A field of a file of ours: a text without its guard.
  package func text(_ index: Int) -> String {
    fields[index].isQuoted ? Guard.remove(string(index)) : string(index)
  }
}

/// A record that RFC 4180 does not allow.
package struct CSVFault: Error, Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case unclosedQuote
    case textAfterClosingQuote
    case quoteInUnquotedField
  }
  package let kind: Kind
  /// The line of the field's first byte, from 1.
  package let line: Int
  /// The field's place in the record, from 0.
  package let field: Int

  package init(kind: Kind, line: Int, field: Int) {
    self.kind = kind
    self.line = line
    self.field = field
  }
}

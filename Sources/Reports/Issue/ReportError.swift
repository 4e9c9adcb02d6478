/// Why a report must not be published: our own arithmetic or a file of ours is wrong. Nothing was written.
package struct ReportError: Error, Hashable, Sendable, CustomStringConvertible {
  package enum Code: Hashable, Sendable {
    /// A row has too few cells or too many.
    case cellCount
    /// A cell is not of its column's kind.
    case cellKind
    /// An empty cell whose column gives no reason for one.
    case unexplainedBlank
    /// A table names no file that it is taken from.
    case noSource
    /// Two rows have one key, or two figures one identity.
    case duplicate
    /// Rows do not add up to the figure they stand behind.
    case sum
  }

  package let code: Code
  /// The file or section, the row and the column or figure; never text from the database.
  package let place: String
  package let message: String

  package init(_ code: Code, _ place: String, _ message: String) {
    self.code = code
    self.place = place
    self.message = message
  }

  package var description: String { "\(place): \(message)" }
}

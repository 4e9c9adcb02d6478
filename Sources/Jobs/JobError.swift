/// Why a job file is refused: where, what is wrong, and what was expected. It never holds a value that may be secret.
package struct JobError: Error, Hashable, Sendable, CustomStringConvertible {
  package let place: Place
  package let problem: String
  package let expected: String

  package init(_ place: Place, _ problem: String, expected: String) {
    self.place = place
    self.problem = problem
    self.expected = expected
  }

  /// `jobs/quarterly.yml:3:1: what is wrong: what was expected`, one line.
  package var description: String { "\(place): \(problem): expected \(expected)" }
}

/// A place in a job file.
package struct Place: Hashable, Sendable, CustomStringConvertible {
  /// The path as it was given.
  package let file: String
  /// From 1; columns count Unicode scalars.
  package let line: Int
  package let column: Int

  package init(file: String, line: Int, column: Int) {
    self.file = file
    self.line = line
    self.column = column
  }

  package var description: String { "\(file):\(line):\(column)" }
}

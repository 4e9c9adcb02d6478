package import Core

/// A declared report: every key of the job file, typed, with its default.
///
/// Paths are resolved against the job file's folder and made plain (no `.`, `..` or doubled slash) without a look at the
/// file system. Nothing here was checked against it, or against the time-zone database.
package struct Job: Hashable, Sendable {
  package var title = "Board report"
  /// The board's name.
  package var board: String?
  /// Whom to ask.
  package var contact: String?
  /// A connection string without a password; never together with `data`.
  package var database: String?
  /// The path of a data folder.
  package var data: String?
  package var schema = "programme"
  /// The archive's path.
  package var output: String
  package var timeZone = "Europe/London"
  /// The month the financial year starts in, 1 to 12.
  package var yearStartsIn = 4
  /// Days a borough has without charge; nil when there is no allowance.
  package var freeDays: Days?
  /// Percentages of the days profiled, 1 to 100; slipping is never below behind.
  package var behindBelow = 75
  package var slippingBelow = 90
  package var waitLimitDays = 28
  package var stalledAfterDays = 28
  package var caseStudyDueDays = 30
  /// With more projects than this in scope the paper lists exceptions only.
  package var listLimit = 100
  /// As written, `2010/11-Q3`.
  package var firstQuarter: String?
  package var dueAfterDays = 14
  package var deadlineSeconds = 600
  /// Whether CSV files start with a byte-order mark.
  package var bom = true
  package var strict = false
  /// The permission bits of an issue's files; folders add x where r.
  package var fileMode: UInt32 = 0o640
  /// Beyond what every issue holds.
  package var formats: [String] = []
  /// In order; always with exceptions and methods.
  package var sections = PaperSection.all
  /// The path of the folder that holds a period's commentary.
  package var commentary: String
  /// A command and its arguments; empty for none.
  package var afterIssue: [String] = []
  package var afterIssueSeconds = 60

  /// Where each key that the file gives stands: its value's place.
  package var places: [String: SourceLocation] = [:]

  /// The defaults, for a job whose file is in `folder` (for no job file: the current folder).
  package init(folder: String) {
    output = Path.resolve("reports", in: folder)
    commentary = Path.resolve("commentary", in: folder)
  }
}

/// Why a job file is refused: where, what is wrong, and what was expected. It never holds a value that may be secret.
package struct JobError: Error, Hashable, Sendable, CustomStringConvertible {
  package let place: SourceLocation
  package let problem: String
  package let expected: String

  package init(_ place: SourceLocation, _ problem: String, expected: String) {
    self.place = place
    self.problem = problem
    self.expected = expected
  }

  /// `jobs/quarterly.yml:3:1: what is wrong: what was expected`, one line.
  package var description: String { "\(place): \(problem): expected \(expected)" }
}

/// A place in a job file.
package struct SourceLocation: Hashable, Sendable, CustomStringConvertible {
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

/// Paths as text: joined and made plain without a look at the file system.
package enum Path {
  /// `path` as seen from `folder`; an absolute path stands for itself.
  package static func resolve(_ path: String, in folder: String) -> String {
    normalise(path.utf8.first == slash || folder.isEmpty ? path : folder + "/" + path)
  }

  /// The folder a file is in: `jobs` for `jobs/quarterly.yml`, `.` for `quarterly.yml`.
  package static func folder(of file: String) -> String { normalise(file + "/..") }

  /// Without `.`, doubled slashes, and `..` where it takes a name back; `.` for nothing.
  package static func normalise(_ path: String) -> String {
    let isAbsolute = path.utf8.first == slash
    var names: [Substring.UTF8View] = []
    for name in path.utf8.split(separator: slash) where !name.elementsEqual(".".utf8) {
      guard name.elementsEqual("..".utf8) else {
        names.append(name)
        continue
      }
      if let last = names.last, !last.elementsEqual("..".utf8) {
        names.removeLast()
      } else if !isAbsolute {
        names.append(name)
      }
    }
    let joined = names.map { String(Substring($0)) }.joined(separator: "/")
    if isAbsolute { return "/" + joined }
    return joined.isEmpty ? "." : joined
  }
}

private let slash = UInt8(ascii: "/")

extension Setting {
  /// A connection string, `service=reporting` or a URI; refused when it holds a password, which is never shown.
  func conninfo() throws(JobError) -> String {
    let text = try text()
    guard !holdsPassword(text) else {
      throw JobError(
        place, "\(key) holds a password",
        expected: "none: libpq's password file is the place for it")
    }
    return text
  }

  private func holdsPassword(_ text: String) -> Bool {
    if ["postgresql://", "postgres://"].contains(where: text.hasPrefix) {
      let authority = text.utf8.drop { $0 != UInt8(ascii: "/") }.dropFirst(2)
      let user = authority.prefix { $0 != UInt8(ascii: "@") && $0 != UInt8(ascii: "/") }
      let hasUser = authority.dropFirst(user.count).first == UInt8(ascii: "@")
      if hasUser, user.contains(UInt8(ascii: ":")) { return true }
    }
    // Any `password =`, wherever it stands: better refused once too often.
    let words = percentDecoded(text.utf8).filter { !isSpace($0) }
    return contains(words, "password=")
  }

  private func percentDecoded(_ bytes: String.UTF8View) -> [UInt8] {
    var decoded: [UInt8] = []
    var rest = bytes[...]
    while let byte = rest.popFirst() {
      let digits = rest.prefix(2)
      if byte == UInt8(ascii: "%"), digits.count == 2,
        let value = UInt8(String(Substring(digits)), radix: 16)
      {
        decoded.append(value)
        rest = rest.dropFirst(2)
      } else {
        decoded.append(byte)
      }
    }
    return decoded
  }

  private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

  private func contains(_ bytes: [UInt8], _ word: String) -> Bool {
    let word = Array(word.utf8)
    return bytes.indices.contains { bytes[$0...].starts(with: word) }
  }
}

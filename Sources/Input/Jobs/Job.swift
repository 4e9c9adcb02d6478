package import Core

/// A declared report: every key of the job file as a typed value with its default.
///
/// Paths are resolved against the job file's folder and normalised (no `.`, `..` or doubled slash) without access to
/// the file system. No value is checked against the file system or the time-zone database.
@dynamicMemberLookup package struct Job: Hashable, Sendable {
  package var title = "Board report"
  /// The board's name.
  package var board: String?
  /// What the board is to do with the paper, such as `for decision`.
  package var purpose: String?
  /// The person or address for questions.
  package var contact: String?
  /// A connection string without a password. A job has this or `data`, never both.
  package var database: String?
  /// The path of a folder of data files.
  package var data: String?
  /// The order of day and month in people's dates; nil for day first, which an import then mentions where no date decides it.
  package var dates: DateOrder?
  package var schema = "programme"
  /// The path of the archive.
  package var output: String
  package var timeZone = "Europe/London"
  /// The first month of the financial year, 1 to 12.
  package var yearStartsIn = 4
  /// What figures are measured by. `slippingBelow` is never below `behindBelow`.
  package var thresholds = Thresholds()
  /// Per cent of a target within which a measure is near it, 0 to 100.
  package var targetTolerance = 10
  /// The number of projects in scope above which the paper lists exceptions only.
  package var listLimit = 100
  /// The number below which a ratio of counts is printed as its two counts.
  package var leastForPercent = 5
  /// The earliest quarter as written, `2010/11-Q3`.
  package var firstQuarter: String?
  package var dueAfterDays = 14
  package var deadlineSeconds = 600
  /// The age of a standby's last commit above which the standby is refused, unless it follows its primary.
  package var maxLagSeconds = 900
  /// The forms of the organisation's case numbers. A text that holds one is withheld.
  package var caseNumbers: [CaseNumberPattern] = []
  /// Whether CSV files start with a byte-order mark.
  package var bom = true
  package var strict = false
  /// The fall of days or projects since the current issue, in per cent, above which a report is refused.
  package var implausibleFall = 80
  /// Whether an emptied relation, such a fall and a first issue of nothing are right.
  package var acceptsEmpty = false
  /// Whether rows of foreign servers, which share no snapshot with the database's own server, are right.
  package var acceptsForeignTables = false
  /// The permission bits of an issue's files. Folders get x wherever they have r.
  package var fileMode: UInt32 = 0o640
  /// Beyond what every issue holds.
  package var formats: [String] = []
  /// In order; always with exceptions and methods.
  package var sections = PaperSection.all
  /// The ids of the measures of the first page.
  package var headline = ReportSettings.usualHeadline
  /// The programme's own words by `ProgrammeWords.keys`.
  package var words: [String: String] = [:]
  /// The path of the folder that holds a period's commentary.
  package var commentary: String
  /// A command and its arguments; empty for no command.
  package var afterIssue: [String] = []
  /// A command for a retracted issue, a failed run, and every run.
  package var afterRetract: [String] = []
  package var afterFailure: [String] = []
  package var heartbeat: [String] = []
  /// The limit of each of these commands.
  package var afterIssueSeconds = 60

  /// The location of the value of each key that the file gives.
  package var places: [String: SourceLocation] = [:]

  /// Makes a job with the defaults for a job file in `folder`. Without a job file, `folder` is the current folder.
  package init(folder: String) {
    output = Path.resolve("reports", in: folder)
    commentary = Path.resolve("commentary", in: folder)
  }

  package subscript<Value>(dynamicMember threshold: KeyPath<Thresholds, Value>) -> Value {
    thresholds[keyPath: threshold]
  }
}

/// The reason why a job file is refused: where, what is wrong, and what to give instead. The error never holds a value
/// that may be secret.
package struct JobError: Error, Hashable, Sendable, CustomStringConvertible {
  package let place: SourceLocation
  package let problem: String
  package let expected: String

  init(_ place: SourceLocation, _ problem: String, expected: String) {
    self.place = place
    self.problem = problem
    self.expected = expected
  }

  /// One line: `jobs/quarterly.yml:3:1: what is wrong; give what to write instead`.
  package var description: String { "\(place): \(problem); give \(expected)" }
}

package struct SourceLocation: Hashable, Sendable, CustomStringConvertible {
  /// The path as the user gave it.
  package let file: String
  /// The line from 1, and the column from 1 in Unicode scalars.
  package let line: Int
  package let column: Int

  package var description: String { "\(file):\(line):\(column)" }
}

/// Operations on paths as text, without access to the file system.
package enum Path {
  /// Returns `path` relative to `folder`. An absolute path stays as it is.
  package static func resolve(_ path: String, in folder: String) -> String {
    normalise(path.utf8.first == slash || folder.isEmpty ? path : folder + "/" + path)
  }

  /// Returns the folder of a file: `jobs` for `jobs/quarterly.yml`, `.` for `quarterly.yml`.
  package static func folder(of file: String) -> String { normalise(file + "/..") }

  /// Returns the path without `.`, doubled slashes, and each `..` that follows a name; `.` for an empty path.
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
  /// Reads a connection string: `service=reporting`, keywords, or a URI. Refuses one with a password and never shows
  /// it.
  func conninfo() throws(JobError) -> String {
    let text = try text()
    guard !ConnectionString.holdsPassword(text) else {
      throw JobError(place, "\(key) holds a password", expected: "no password here, but in libpq's password file")
    }
    return text
  }
}

/// A connection string before libpq parses it.
package enum ConnectionString {
  /// Returns whether the string holds a password, or half of one. The string may lack its scheme, `user:secret@host`, or
  /// hide an address in a keyword, `dbname=postgres://user:secret@host`. A false alarm is better than a password in a
  /// file or in a list of processes.
  package static func holdsPassword(_ text: String) -> Bool {
    if holdsAddressWithPassword(text) { return true }
    let words = percentDecoded(text.utf8).filter { !isSpace($0) }
    return contains(words, "password=")
  }

  /// Returns whether a colon precedes an @, as in `user:secret@host`. The path of a socket may hold both.
  private static func holdsAddressWithPassword(_ text: String) -> Bool {
    if let scheme = text.firstRange(of: "://") {
      let address = text[scheme.upperBound...]
      return hasColonBeforeAt(address.prefix { $0 != "?" }) || hasColonBeforeAt(address.prefix { $0 != "/" })
    }
    return text.split(separator: " ").contains { word in
      let value = word.drop { $0 != "=" }.dropFirst().drop { $0 == "'" }
      return value.first != "/" && hasColonBeforeAt(word)
    }
  }

  private static func hasColonBeforeAt(_ text: Substring) -> Bool {
    guard let end = text.utf8.lastIndex(of: UInt8(ascii: "@")) else { return false }
    return text.utf8[..<end].contains(UInt8(ascii: ":"))
  }

  private static func percentDecoded(_ bytes: String.UTF8View) -> [UInt8] {
    var decoded: [UInt8] = []
    var rest = bytes[...]
    while let byte = rest.popFirst() {
      let digits = rest.prefix(2)
      if byte == UInt8(ascii: "%"), digits.count == 2, let value = UInt8(String(Substring(digits)), radix: 16) {
        decoded.append(value)
        rest = rest.dropFirst(2)
      } else {
        decoded.append(byte)
      }
    }
    return decoded
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

  private static func contains(_ bytes: [UInt8], _ word: String) -> Bool {
    let word = Array(word.utf8)
    return bytes.indices.contains { bytes[$0...].starts(with: word) }
  }
}

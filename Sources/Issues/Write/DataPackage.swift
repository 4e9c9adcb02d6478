package import Core
import System

/// Writes an issue's manifest, `datapackage.json`: a Frictionless Data Package, version 2, with every file but itself.
package enum DataPackageWriter {
  package static let path = "datapackage.json"

  /// The manifest's bytes: files by path, keys in an order of ours.
  package static func write(_ package: IssuePackage) -> [UInt8] {
    JSON.object([
      "$schema": .string(profile("datapackage")),
      "name": .string("board-report-\(slug(package.period.name))-\(package.issue)"),
      "title": .string(package.title),
      "description": .string(
        "\(package.period.title), \(package.period.span.written), issue \(package.issue)."),
      "version": .string("\(package.issue).0.0"),
      "created": .string(package.snapshot.description),
      "licenses": package.licences.isEmpty ? nil : .array(package.licences.map(licence)),
      "sources": .array([.object(["title": .string(package.source)])]),
      "boardReport": vendorObject(package),
      "resources": .array(
        package.files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
          .map { resource($0, byteOrderMark: package.byteOrderMark) }),
    ]).bytes
  }

  /// What no standard has a key for.
  private static func vendorObject(_ package: IssuePackage) -> JSON {
    let versions = package.definitionVersions.sorted { $0.key < $1.key }
    return .object([
      "period": .object([
        "name": .string(package.period.name), "title": .string(package.period.title),
        "from": .string(package.period.span.from.description),
        "to": .string(package.period.span.lastDay.description),
      ]),
      "asOf": .string(package.reportingEnd.description),
      "settings": settings(package),
      "issue": .integer(package.issue),
      "status": .string(package.status),
      "snapshot": .string(package.snapshot.description),
      "programVersion": .string(package.programVersion),
      "definitionVersions": .object(versions.map { .init(name: $0, value: .integer($1)) }),
      "reissued": package.reason.map { .object(["reason": .string($0)]) },
      "jobFileDigest": package.jobFileDigest.map { .string("sha256:" + $0) },
      "formulaGuard": formulaGuard,
    ])
  }

  private static let formulaGuard = JSON.object([
    "prefix": .string("'"),
    "before": .strings(["=", "+", "-", "@", "\t", "\r", "\n", "'", "＝", "＋", "－", "＠"]),
    "meaning": .string(
      "A text cell whose first character, or first that is not white space, is one of these has the prefix; "
        + "removing one leading apostrophe from a text cell restores every value."),
  ])

  /// What the figures were counted by.
  private static func settings(_ package: IssuePackage) -> JSON {
    let thresholds = package.thresholds
    return .object([
      "yearStartsIn": .integer(package.period.yearStartsIn),
      "freeDays": thresholds.freeDays.map { .string($0.description) },
      "behindBelow": .integer(thresholds.behindBelow),
      "slippingBelow": .integer(thresholds.slippingBelow),
      "waitLimitDays": .integer(thresholds.waitLimitDays),
      "stalledAfterDays": .integer(thresholds.stalledAfterDays),
      "caseStudyDueDays": .integer(thresholds.caseStudyDueDays),
    ])
  }

  private static func licence(_ licence: IssuePackage.Licence) -> JSON {
    .object([
      "name": .string(licence.name), "title": .string(licence.title),
      "path": licence.path.map(JSON.string),
    ])
  }

  private static func resource(_ file: IssuePackage.File, byteOrderMark: Bool) -> JSON {
    let type = MediaType(path: file.path)
    return .object([
      "$schema": .string(profile("dataresource")),
      "name": .string(name(file)),
      "type": file.shape == nil ? nil : .string("table"),
      "path": .string(file.path),
      "title": (file.shape?.title).map(JSON.string),
      "description": (file.shape?.meaning).map(JSON.string),
      "format": .string(type.format),
      "mediatype": .string(type.name),
      "encoding": type.isText ? .string("utf-8") : nil,
      "bytes": .integer(file.bytes),
      "hash": .string("sha256:" + file.sha256),
      "dialect": file.shape.map { _ in dialect(byteOrderMark: byteOrderMark) },
      "schema": file.shape.map(TableSchema.write),
    ])
  }

  private static func dialect(byteOrderMark: Bool) -> JSON {
    .object([
      "$schema": .string(profile("tabledialect")), "header": .boolean(true),
      "delimiter": .string(","), "lineTerminator": .string("\r\n"), "quoteChar": .string("\""),
      "doubleQuote": .boolean(true), "byteOrderMark": .boolean(byteOrderMark),
    ])
  }

  /// A data file by its path without the ending, others by the whole path; `/` becomes `-`.
  private static func name(_ file: IssuePackage.File) -> String {
    slug(file.shape == nil ? file.path : String(file.path.dropLast(".csv".count)))
  }

  private static func slug(_ text: String) -> String {
    String(text.lowercased().map { $0 == "/" ? "-" : $0 })
  }

  static func profile(_ name: String) -> String {
    "https://datapackage.org/profiles/2.0/\(name).json"
  }
}

/// An issue as its manifest describes it: what was written, for which period, from which snapshot, by which definitions.
package struct IssuePackage: Hashable, Sendable {
  /// A file of the issue, already written.
  package struct File: Hashable, Sendable {
    /// Within the issue: `evidence/strands.csv`.
    package let path: String
    package let bytes: Int
    /// In 64 hexadecimal digits.
    package let sha256: String
    /// Of a data file.
    package let shape: TableShape?

    package init(path: String, bytes: Int, sha256: String, shape: TableShape? = nil) {
      self.path = path
      self.bytes = bytes
      self.sha256 = sha256
      self.shape = shape
    }
  }

  package struct Licence: Hashable, Sendable {
    package let name: String
    package let title: String
    package let path: String?

    package init(name: String, title: String, path: String? = nil) {
      self.name = name
      self.title = title
      self.path = path
    }
  }

  /// What the report is called, and what it may be used for.
  package var title: String
  package var licences: [Licence] = []
  /// Where the rows came from, in words; never a host.
  package var source: String
  package var period: Period
  /// The first day not reported on: the day after the period, unless that was not over.
  package var reportingEnd: CalendarDay
  /// What the job counts by: without it no frozen figure can be explained.
  package var thresholds = Thresholds()
  package var issue: Int
  /// `provisional`, `final` or `revised`.
  package var status: String
  package var snapshot: Instant
  package var programVersion: String
  /// By metric.
  package var definitionVersions: [String: Int] = [:]
  /// In 64 hexadecimal digits; nil where there is no job file.
  package var jobFileDigest: String?
  /// Why it was issued again though nothing had changed.
  package var reason: String?
  /// Whether the data files begin with a byte-order mark.
  package var byteOrderMark: Bool
  package var files: [File]

  package init(
    title: String, source: String, period: Period, issue: Int, status: String, snapshot: Instant,
    programVersion: String, byteOrderMark: Bool, files: [File]
  ) {
    self.title = title
    self.source = source
    self.period = period
    reportingEnd = period.span.until
    self.issue = issue
    self.status = status
    self.snapshot = snapshot
    self.programVersion = programVersion
    self.byteOrderMark = byteOrderMark
    self.files = files
  }
}

/// Writes a data file's metadata in the W3C's CSV on the Web vocabulary, beside the file.
package enum CSVWWriter {
  /// `evidence/strands.csv-metadata.json`.
  package static func path(of shape: TableShape) -> String { shape.path + "-metadata.json" }

  package static func write(_ shape: TableShape) -> [UInt8] {
    JSON.object([
      "@context": .array([
        .string("http://www.w3.org/ns/csvw"), .object(["@language": .string("en")]),
      ]),
      "url": .string(shape.path.split(separator: "/").last.map(String.init) ?? shape.path),
      "dc:title": .string(shape.title),
      "dc:description": .string(shape.meaning),
      "dialect": .object([
        "encoding": .string("utf-8"), "delimiter": .string(","), "quoteChar": .string("\""),
        "doubleQuote": .boolean(true), "header": .boolean(true),
        "lineTerminators": .strings(["\r\n"]),
      ]),
      "tableSchema": .object([
        "columns": .array(shape.columns.map(column)),
        "primaryKey": shape.key.isEmpty ? nil : .strings(shape.key),
      ]),
    ]).bytes
  }

  private static func column(_ column: Column) -> JSON {
    .object([
      "name": .string(column.name),
      "titles": .string(column.name),
      "dc:title": .string(column.title),
      "dc:description": .string(column.meaning),
      "schema:unitText": column.unit.map(JSON.string),
      "datatype": datatype(column),
      // Where every row has a text, an empty one is a text.
      "null": column.isRequired && column.kind == .text ? .strings([]) : nil,
      "required": column.isRequired ? .boolean(true) : nil,
    ])
  }

  private static func datatype(_ column: Column) -> JSON {
    if let codes = column.codes {
      let words = codes.map(escapedForPattern).joined(separator: "|")
      return .object(["base": .string("string"), "format": .string("^(\(words))$")])
    }
    return switch column.kind {
    case .text: .string("string")
    case .integer: .string("integer")
    case .decimal, .number: .string("decimal")
    case .date: .object(["base": .string("date"), "format": .string("yyyy-MM-dd")])
    case .dateTime:
      .object(["base": .string("dateTime"), "format": .string("yyyy-MM-ddTHH:mm:ssX")])
    case .boolean: .object(["base": .string("boolean"), "format": .string("true|false")])
    }
  }

  /// A word that a regular expression takes to the letter.
  private static func escapedForPattern(_ word: String) -> String {
    word.unicodeScalars.map { scalar in
      let isPlain =
        scalar.properties.isAlphabetic || "0123456789 _-".unicodeScalars.contains(scalar)
      return (isPlain ? "" : "\\") + String(scalar)
    }.joined()
  }
}

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

/// What a file of ours holds, by its name.
struct MediaType {
  let name: String
  let format: String
  let isText: Bool

  init(path: String) {
    format = path.split(separator: ".").last.map(String.init) ?? ""
    (name, isText) =
      switch format {
      case "csv": ("text/csv", true)
      case "md": ("text/markdown", true)
      case "svg": ("image/svg+xml", true)
      case "json": ("application/json", true)
      case "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", false)
      default: ("application/octet-stream", false)
      }
  }
}

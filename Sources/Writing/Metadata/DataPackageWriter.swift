import Facts
import Metrics
import Reports

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
      "asOf": .string(package.asOf.description),
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

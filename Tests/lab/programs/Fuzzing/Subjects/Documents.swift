import Core
import Issues
import System

private let manifestOfSample = """
  {"name": "a", "created": "2026-01-01T00:00:00Z", "resources": [
    {"path": "figures.csv", "bytes": 12, "hash": "sha256:00ff", "schema": {"fields": [{"name": "a"}]}}],
   "boardReport": {"period": {"name": "2010-11-Q3", "from": "2010-10-01", "to": "2010-12-31"},
    "settings": {"yearStartsIn": 4, "behindBelow": 75, "slippingBelow": 90, "waitLimitDays": 28,
     "stalledAfterDays": 28, "caseStudyDueDays": 30, "freeDays": "10.00"},
    "asOf": "2011-01-01", "issue": 1, "status": "final", "snapshot": "2011-01-04T09:30:00Z",
    "programVersion": "0.1.0", "definitionVersions": {"days_delivered": 1}, "jobFileDigest": "sha256:0"}}
  """

extension Subject {
  static let jsonRead = Subject(
    "json read", seeds: [manifestOfSample, #"["a\u0041\n", -12, true, {}]"#, #"{"a": [1, [2]], "a": "\u202e"}"#, "0"],
    pieces: ["\\u", "\\ud800", "\\n", ":", "true", "false", "-1", "01", "+1", "\\u+123", "1.5"]
  ) { bytes in
    guard let json = JSON(parsing: bytes) else { return }
    // A repeated name is one value to Foundation; which of them is not said. And it loses a byte-order mark that stands
    // within a string (Swift 6.3.1; Python's json keeps it, as we do).
    guard !hasRepeatedName(json), !decoded(bytes).unicodeScalars.contains("\u{FEFF}") else { return }
    try Finding.expect(agrees(json, bytes), "not what Foundation reads")
    try Finding.expect(JSON(parsing: json.bytes) == json, "not what was written of it")
  }

  static let jsonWrite = Subject("json write", seeds: ["a\0\u{2028}b\0\\\"", "\u{FEFF}\0\u{1F}\u{7F}\0💥", ""]) {
    bytes in
    let strings = parts(bytes)
    let json = JSON.object(
      strings.enumerated().map { index, text in
        let value: JSON =
          switch index % 4 {
          case 0: .string(text)
          case 1: .array([.string(text), .integer(bytes.count - index), .boolean(index % 3 == 0)])
          case 2: .object([.init(name: text, value: .integer(Int.min))])
          default: .integer(Int.max)
          }
        return .init(name: "\(index)", value: value)
      })
    try Finding.expect(agrees(json, json.bytes), "not what Foundation reads")
    try Finding.expect(agrees(json, Array(json.line.utf8)), "a line is not what Foundation reads")
    try Finding.expect(!json.line.utf8.contains(10), "a line is two")
    let acting = decoded(json.bytes).unicodeScalars.contains {
      $0.value < 0x20 && $0 != "\n" || (0x7F...0x9F).contains($0.value) || $0 == "\u{202E}"
    }
    try Finding.expect(!acting, "a control character stands as it is")
  }

  static let manifest = Subject(
    "manifest", seeds: [manifestOfSample],
    pieces: ["2011-13-01", "0000-01-01", "9999-12-31", "\"issue\": -1", "99999999999999999.99"]
  ) { bytes in
    let manifest: Manifest
    do { manifest = try Manifest(parsing: bytes) } catch { return }
    _ = manifest.context?.period.name
    let day = manifest.reportingEnd
    let retracted = try Manifest.retracting(bytes, reason: "\u{202E}why", on: day)
    let again = try Manifest(parsing: retracted)
    try Finding.expect(again.retraction == "\u{202E}why", "a retraction is lost")
    try Finding.expect(again.files == manifest.files, "files are lost by a retraction")
  }

  private static func hasRepeatedName(_ json: JSON) -> Bool {
    switch json {
    case .array(let values): values.contains(where: hasRepeatedName)
    case .object(let members):
      Set(members.map(\.name)).count != members.count || members.contains { hasRepeatedName($0.value) }
    default: false
    }
  }
}

extension PaperSection {
  package static let quality = PaperSection("quality", "Data quality") { facts in facts.findings + facts.firstFigures }
}

extension ReportFacts {
  /// What the checks found.
  fileprivate var findings: [Block] {
    let findings = programme.findings
    guard !findings.isEmpty else { return [.paragraph("The checks found nothing to look at.")] }
    let errors = findings.filter { $0.severity == .error }
    let warnings = findings.count - errors.count
    let found: Prose =
      "The checks found \(.count(errors.count, "error", "errors")) and \(.count(warnings, "warning", "warnings"))"
    let rules = ruleCounts
    guard rules.count > 1 else {
      let names = rules.map(\.name).joined("")
      return [.paragraph("\(found): \(names).")] + (errors.isEmpty ? [] : limited(errors.map(\.line)))
    }
    let blocks: [Block] = [
      .paragraph("\(found)."),
      .table(
        rules.prefix(listLimit), from: "quality.csv",
        [
          .init("Rule") { $0.name }, .init("Severity") { .words($0.severity.rawValue) },
          .count("Findings") { $0.count },
        ], last: ["Total", "", Prose(findings.count)]),
    ]
    return errors.isEmpty ? blocks : blocks + [.heading("Errors")] + limited(errors.map(\.line))
  }
}

/// Findings of one rule and severity, counted.
struct RuleCount {
  let rule: String
  let severity: Finding.Severity
  var count: Int

  /// The check's file name as words: `Orphan day`.
  var name: Prose { .data(rule.split(separator: "-").joined(separator: " ").capitalised) }
}

extension ReportFacts {
  /// Errors first, then by rule.
  var ruleCounts: [RuleCount] {
    var counts: [Finding.Severity: [String: Int]] = [:]
    for finding in programme.findings { counts[finding.severity, default: [:]][finding.rule, default: 0] += 1 }
    return Finding.Severity.allCases.flatMap { severity in
      (counts[severity] ?? [:]).sorted { Text($0.key) < Text($1.key) }.map {
        RuleCount(rule: $0.key, severity: severity, count: $0.value)
      }
    }
  }
}

extension Finding {
  /// The message, and where: `days, commission 7, worked on 2010-11-03`.
  fileprivate var line: Prose {
    let place = ([relation] + key.split(separator: ";").map(Self.words)).map {
      $0.split(separator: "_").joined(separator: " ")
    }
    let message = message.hasSuffix(".") ? String(message.dropLast()) : message
    return "\(.data(message)) (\(.data(place.joined(separator: ", "))))."
  }

  /// Returns `commission 7` for `commission_id=7`.
  private static func words(_ part: Substring) -> String {
    let sides = part.split(separator: "=", maxSplits: 1)
    guard sides.count == 2 else { return String(part) }
    var name = sides[0]
    for ending in ["_id", "_no", "_code"] where name.hasSuffix(ending) { name = name.dropLast(ending.utf8.count) }
    return "\(name) \(sides[1])"
  }
}

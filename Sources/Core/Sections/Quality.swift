extension PaperSection {
  package static let quality = PaperSection("quality", "Data quality") { facts in facts.findings + facts.firstFigures }
}

extension ReportFacts {
  /// What the checks found, and what of it the board has read before.
  fileprivate var findings: [Block] {
    let findings = programme.findings
    guard !findings.isEmpty else {
      return [.paragraph("The checks found no error and no warning.")] + sinceLastFindings
    }
    let errors = findings.filter { $0.severity == .error }
    let warnings = findings.count - errors.count
    let found: Prose =
      "The checks found \(.count(errors.count, "error", "errors")) and \(.count(warnings, "warning", "warnings"))"
    let lines = errors.isEmpty ? [] : limited(errors.prefix(listLimit).map(line), of: errors.count)
    let rules = ruleCounts
    guard rules.count > 1 else {
      let names = rules.map(\.name).joined("")
      return [.paragraph("\(found): \(names).")] + sinceLastFindings + lines
    }
    var columns: [PaperColumn<RuleCount>] = [
      .init("Rule") { $0.name }, .init("Severity") { .words($0.severity.rawValue) }, .count("Findings") { $0.count },
    ]
    if let news = findingNews {
      columns.append(.count("New") { news.new[$0.rule]?[$0.severity] ?? 0 })
      if news.carriedCount > 0 {
        columns.append(.init("Oldest carried since") { news.oldest[$0.rule]?[$0.severity]?.written ?? "" })
      }
    }
    let blocks: [Block] =
      [
        .paragraph("\(found)."), .totalledTable(rules, limit: listLimit, from: "quality.csv", columns),
      ] + sinceLastFindings
    return errors.isEmpty ? blocks : blocks + [.heading("Errors")] + lines
  }

  /// `2 findings are new, 1 is carried and 3 are gone since Quarter 2 of 2010/11, issue 1.`; nothing where the board read no report before.
  private var sinceLastFindings: [Block] {
    guard let news = findingNews, news.newCount + news.carriedCount + news.goneCount > 0 else { return [] }
    let parts: [(Int, Prose)] = [(news.newCount, "new"), (news.carriedCount, "carried"), (news.goneCount, "gone")]
    let words = parts.filter { $0.0 > 0 }.enumerated().map { place, part -> Prose in
      let counted: Prose = place == 0 ? .count(part.0, "finding", "findings") : Prose(part.0)
      return "\(counted) \(.verb(part.0, "is", "are")) \(part.1)"
    }
    let gone = news.gone.sorted { Text($0.key) < Text($1.key) }.map { rule, count -> Prose in
      "\(RuleCount.name(of: rule)) (\(count))"
    }
    let which: Prose = gone.isEmpty ? "" : ": \(gone.listed(limit: listLimit))"
    return [.paragraph("Compared with \(news.last.written): \(words.sentence())\(which).")]
  }

  /// Returns the finding's line, with whether the board has read of it.
  private func line(_ finding: Finding) -> Prose {
    guard let last = earlier.last else { return "\(finding.line)." }
    let since = last.findings[finding.identity]
    return since.map { "\(finding.line): carried since \($0.written)." } ?? "\(finding.line): new."
  }
}

/// What of the findings is new, carried and gone, compared with the report that the board read last.
struct FindingNews {
  let last: ReportName
  /// By rule and severity.
  private(set) var new: [String: [Finding.Severity: Int]] = [:]
  private(set) var carried: [String: [Finding.Severity: Int]] = [:]
  /// The report since which the oldest of them has been there.
  private(set) var oldest: [String: [Finding.Severity: ReportName]] = [:]
  /// By rule.
  private(set) var gone: [String: Int] = [:]

  init(_ findings: [Finding], since last: LastReport) {
    self.last = ReportName(period: last.period, issue: last.issue)
    for finding in findings {
      let (rule, severity) = (finding.rule, finding.severity)
      guard let since = last.findings[finding.identity] else {
        new[rule, default: [:]][severity, default: 0] += 1
        continue
      }
      carried[rule, default: [:]][severity, default: 0] += 1
      let known = oldest[rule]?[severity]
      if known.map({ since.period.span.from < $0.period.span.from }) ?? true {
        oldest[rule, default: [:]][severity] = since
      }
    }
    let here = Set(findings.map(\.identity))
    for identity in last.findings.keys where !here.contains(identity) { gone[identity.rule, default: 0] += 1 }
  }

  var newCount: Int { Self.sum(new) }
  var carriedCount: Int { Self.sum(carried) }
  var goneCount: Int { gone.values.reduce(0, +) }

  private static func sum(_ counts: [String: [Finding.Severity: Int]]) -> Int {
    counts.values.reduce(0) { $0 + $1.values.reduce(0, +) }
  }
}

extension ReportFacts {
  /// nil where no report of the period before is there.
  var findingNews: FindingNews? { earlier.last.map { FindingNews(programme.findings, since: $0) } }
}

/// Findings of one rule and severity, counted.
struct RuleCount {
  let rule: String
  let severity: Finding.Severity
  var count: Int

  /// The check's file name as words: `Orphan day`.
  var name: Prose { Self.name(of: rule) }

  /// The rule of an older issue may be one that this program does not know.
  static func name(of rule: String) -> Prose {
    let name = rule.split(separator: "-").joined(separator: " ").capitalised
    return name.utf8.allSatisfy { $0 == 0x20 || UInt8(ascii: "A")...UInt8(ascii: "z") ~= $0 }
      ? .words(name) : .data(name)
  }
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
    let place = [Self.spaced(relation)] + key.split(separator: ";").map(Self.words)
    let message = message.hasSuffix(".") ? String(message.dropLast()) : message
    return "\(.data(message)) (\(place.joined(", ")))"
  }

  /// Returns `commission 7` for `commission_id=7`, and `adviser not recorded` for `adviser_id=`.
  private static func words(_ part: Substring) -> Prose {
    let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard sides.count == 2 else { return .data(String(part)) }
    var name = sides[0]
    for ending in ["_id", "_no", "_code"] where name.hasSuffix(ending) { name = name.dropLast(ending.utf8.count) }
    return "\(spaced(String(name))) \(sides[1].isEmpty ? "not recorded" : .data(String(sides[1])))"
  }

  private static func spaced(_ name: String) -> Prose { .words(name.split(separator: "_").joined(separator: " ")) }
}

/// Something about the data that a person should look at. It names the row by its key. It quotes labels, references and codes,
/// which reports print, unless they may identify a person; it never quotes free text.
package struct Finding: Hashable, Sendable {
  package enum Severity: String, CaseIterable, Hashable, Sendable { case error, warning }

  /// The check's file name without its ending.
  package let rule: String
  package let severity: Severity
  package let relation: String
  /// `column=value;…`; a text as `shown` returns it.
  package let key: String
  /// What is wrong and what was expected, in words of ours.
  package let message: String

  package init(rule: String, severity: Severity, relation: String, key: String, message: String) {
    self.rule = rule
    self.severity = severity
    self.relation = relation
    self.key = key
    self.message = message
  }
}

/// The identity of a finding, the same in every issue.
package struct FindingIdentity: Hashable, Sendable {
  package let rule: String
  package let relation: String
  package let key: String

  package init(rule: String, relation: String, key: String) {
    self.rule = rule
    self.relation = relation
    self.key = key
  }
}

extension Finding {
  package var identity: FindingIdentity { FindingIdentity(rule: rule, relation: relation, key: key) }

  /// Returns the finding with its message in the programme's words. What the message quotes stays, and so does the key.
  package func said(in words: ProgrammeWords) -> Finding {
    let parts = message.split(separator: "\"", omittingEmptySubsequences: false).enumerated().map { index, part in
      index.isMultiple(of: 2) ? words(String(part)) : String(part)
    }
    return Finding(
      rule: rule, severity: severity, relation: relation, key: key, message: parts.joined(separator: "\""))
  }

  /// Returns a label, reference or code as a finding quotes it: on one line, with its invisible characters named, and withheld
  /// where it may identify a person.
  package static func shown(_ text: String, _ caseNumbers: [CaseNumberPattern]) -> String {
    guard PersonalData.kinds(in: text, caseNumbers: caseNumbers).isEmpty else { return "[withheld]" }
    let shown = Invisible.shown(text)
    return shown.count > 100 ? shown.prefix(100) + "…" : shown
  }

  /// By rule, relation and key, then by what is left: the order of quality.csv, whatever the order they were found in.
  package static func sorted(_ findings: some Sequence<Finding>) -> [Finding] {
    findings.sorted { left, right in
      let one = [left.rule, left.relation, left.key, left.severity.rawValue, left.message]
      let other = [right.rule, right.relation, right.key, right.severity.rawValue, right.message]
      return one.lexicographicallyPrecedes(other) { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
  }

  /// Merges lists that are each in the order of quality.csv.
  ///
  /// Findings of one rule and relation are in one list as a rule, so whole pieces of lists are put in order, not findings.
  package static func merged(_ lists: [[Finding]]) -> [Finding] {
    var pieces: [[Finding].SubSequence] = []
    for list in lists {
      var rest = list[...]
      while let first = rest.first {
        let piece = rest.prefix { $0.rule == first.rule && $0.relation == first.relation }
        pieces.append(piece)
        rest = rest[piece.endIndex...]
      }
    }
    pieces.sort {
      ($0[$0.startIndex].rule, $0[$0.startIndex].relation) < ($1[$1.startIndex].rule, $1[$1.startIndex].relation)
    }
    var merged: [Finding] = []
    merged.reserveCapacity(pieces.reduce(0) { $0 + $1.count })
    var start = 0
    for piece in pieces {
      let (last, next) = (merged.last, piece[piece.startIndex])
      let isSamePiece = last.map { $0.rule == next.rule && $0.relation == next.relation } ?? false
      if !isSamePiece { start = merged.count }
      merged += piece
      if isSamePiece { merged.replaceSubrange(start..., with: sorted(merged[start...])) }
    }
    return merged
  }

  /// Relations that hold no row at all now and gave some to the last issue: more likely lost than finished.
  ///
  /// - Parameters:
  ///   - empty: the relations without any row.
  ///   - before: the rows by relation that the last issue was made of.
  package static func emptied(_ empty: Set<String>, before: RowCounts) -> [Finding] {
    Contract.relations.map(\.name).filter { empty.contains($0) && before[$0] > 0 }.map { name in
      emptied(name, "there is no row at all, and an earlier issue was made of \(before[name])")
    }
  }

  /// Returns an error for each relation without any row of which no first report is made.
  package static func empty(_ relations: [String]) -> [Finding] {
    relations.map { name in
      emptied(
        name,
        "there is no row, and a first report is not made without; fill the relation, or set accept_empty: true in the job file"
      )
    }
  }

  private static func emptied(_ relation: String, _ message: String) -> Finding {
    Finding(rule: "emptied-relation", severity: .error, relation: relation, key: "", message: message)
  }
}

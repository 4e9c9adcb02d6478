/// `metric/grain/key/span`, taken apart: what a figure is called in every issue and period.
package struct FigureIdentity: Hashable, Sendable, CustomStringConvertible {
  package let metric: String
  package let grain: Grain
  /// Percent-encoded, as the identity prints it.
  package let key: String
  package let span: String

  package init(_ metric: any AnyMetric, _ grain: Grain, encodedKey: String, span: String) {
    self.metric = metric.id
    self.grain = grain
    key = encodedKey
    self.span = span
  }

  /// nil unless there are four parts and the second is a grain.
  package init?(_ text: some StringProtocol) {
    let parts = String(text).split(separator: "/", omittingEmptySubsequences: false).map { String($0) }
    guard parts.count == 4, let grain = Grain(rawValue: parts[1]) else { return nil }
    (metric, self.grain, key, span) = (parts[0], grain, parts[2], parts[3])
  }

  package var description: String { "\(metric)/\(grain.rawValue)/\(key)/\(span)" }

  /// What a version of the program computes or does not: `days_over_allowance/programme`.
  package var metricAndGrain: String { "\(metric)/\(grain.rawValue)" }

  /// The key as recorded; nil for `~`, what is not recorded, and for bytes that are no UTF-8.
  package var decodedKey: Text? {
    guard key != "~" else { return nil }
    var bytes: [UInt8] = []
    var rest = key.utf8[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), let escaped = UInt8(String(rest.prefix(2)) ?? "", radix: 16) {
        bytes.append(escaped)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(validating: bytes, as: UTF8.self).map { Text($0) }
  }
}

/// How far a figure may be relied on; the first that holds.
package enum FigureStatus: String, CaseIterable, Sendable {
  /// The question does not arise.
  case notApplicable = "not applicable"
  /// An input is not recorded.
  case unknown
  /// The period is not over.
  case provisional
  /// Differs from the period's first issue that was not provisional.
  case revised
  case final
}

/// The issue of the same period before this one.
package struct PreviousIssue: Hashable, Sendable {
  package let number: Int

  package init(number: Int) { self.number = number }
}

/// Decides the status of every figure of one issue.
package struct Statuses: Sendable {
  package let isPartial: Bool
  /// Values of the period's first settled issue by identity; nil before there is one.
  package let firstSettled: [String: String]?

  package init(_ context: ReportingContext, firstSettled: [String: String]? = nil) {
    isPartial = context.isPartial
    self.firstSettled = firstSettled
  }

  package func status(of figure: Figure) -> FigureStatus {
    switch figure.measure {
    case .notApplicable: .notApplicable
    case .unknown: .unknown
    case .amount(let amount): settled(figure.identity, printed: amount.description)
    }
  }

  /// Of a figure that has a value: provisional, revised or final.
  package func settled(_ identity: String, printed: String) -> FigureStatus {
    if isPartial { return .provisional }
    guard let firstSettled else { return .final }
    return firstSettled[identity] == printed ? .final : .revised
  }
}

extension Measures {
  /// Figures of every grain as data files print them, by identity; empty text where there is no value.
  ///
  /// - Parameters:
  ///   - keys: over all commissions read.
  ///   - isAsked: of which projects, by their keys.
  package func printedFigures(_ keys: ProjectKeys, ofProjects isAsked: (_ key: String) -> Bool) -> [String: String] {
    var printed: [String: String] = [:]
    for figure in figures { printed[figure.identity] = figure.measure.printed }
    for metric in Catalogue.of(.borough) where metric.unit.counted == nil {
      // The last row holds what belongs to no listed borough; a word describes listed boroughs only.
      for borough in boroughs where borough.subject != nil {
        let identity = FigureIdentity(
          metric, .borough, encodedKey: Figure.encoded(borough.subject?.code), span: metric.span(of: context.period))
        printed[identity.description] = borough.measure(metric).printed
      }
    }
    for project in projects {
      let key = keys[project.commission.id]
      guard isAsked(key) else { continue }
      for (identity, value) in project.figures(key: key, context.period) { printed[identity] = value }
    }
    return printed
  }
}

/// The key of every project in figures' identities: its reference, made to tell commissions apart.
///
/// Of several commissions with one reference all but the lowest append `~` and their number, in scope or not; one
/// without a reference is `~` and its number. A reference that itself reads like such a key has its `~` encoded.
package struct ProjectKeys: Hashable, Sendable {
  private let encoded: [Int64: String]

  /// Over all commissions read.
  package init(_ commissions: some Sequence<(id: Int64, reference: Text?)>) {
    var lowest: [Text: Int64] = [:]
    let commissions = Array(commissions)
    for (id, reference) in commissions { if let reference { lowest[reference] = min(lowest[reference] ?? id, id) } }
    encoded = Dictionary(
      commissions.map { id, reference in
        guard let reference else { return (id, "~\(id)") }
        let key = Self.unambiguous(reference)
        return (id, lowest[reference] == id ? key : "\(key)~\(id)")
      }, uniquingKeysWith: { first, _ in first })
  }

  package init(_ programme: Programme) {
    self.init(programme.projects.lazy.map { (id: $0.commission.id, reference: $0.commission.reference) })
  }

  /// Percent-encoded, as identities hold it.
  package subscript(id: Int64) -> String { encoded[id] ?? "~\(id)" }

  private static func unambiguous(_ reference: Text) -> String {
    let key = Figure.encoded(reference)
    let tail = key.utf8.reversed().drop { (0x30...0x39).contains($0) }
    let endsLikeOurs = tail.first == UInt8(ascii: "~") && tail.count < key.utf8.count
    guard endsLikeOurs else { return key }
    return key.split(separator: "~", omittingEmptySubsequences: false).joined(separator: "%7E")
  }
}

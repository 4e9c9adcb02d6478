package import Facts
import Metrics

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
    for (id, reference) in commissions {
      if let reference { lowest[reference] = min(lowest[reference] ?? id, id) }
    }
    encoded = Dictionary(
      commissions.map { id, reference in
        guard let reference else { return (id, "~\(id)") }
        let key = Self.unambiguous(reference)
        return (id, lowest[reference] == id ? key : "\(key)~\(id)")
      }, uniquingKeysWith: { first, _ in first })
  }

  package init(_ programme: Programme) {
    self.init(
      programme.projects.lazy.map { (id: $0.commission.id, reference: $0.commission.reference) })
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

package import Facts
package import Metrics

/// `metric/grain/key/span`, taken apart: what a figure is called in every issue and period.
package struct FigureIdentity: Hashable, Sendable, CustomStringConvertible {
  package let metric: String
  package let grain: Metric.Grain
  /// Percent-encoded, as it stands in the identity.
  package let key: String
  package let span: String

  package init(_ metric: Metric, _ grain: Metric.Grain, encodedKey: String, span: String) {
    self.metric = metric.id
    self.grain = grain
    key = encodedKey
    self.span = span
  }

  /// nil unless there are four parts and the second is a grain.
  package init?(_ text: some StringProtocol) {
    let parts = String(text).split(separator: "/", omittingEmptySubsequences: false).map {
      String($0)
    }
    guard parts.count == 4, let grain = Metric.Grain(rawValue: parts[1]) else { return nil }
    (metric, self.grain, key, span) = (parts[0], grain, parts[2], parts[3])
  }

  package var description: String { "\(metric)/\(grain.rawValue)/\(key)/\(span)" }

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

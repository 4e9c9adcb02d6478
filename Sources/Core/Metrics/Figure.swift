/// A metric's value for one key and span: what keeps its identity across issues and periods.
package struct Figure: Sendable {
  package let metric: any AnyMetric
  package let grain: Grain
  /// The unescaped key: `all`, a code, an id; nil where the thing it is grouped by is not recorded.
  package let key: Text?
  /// `2010-11-Q3`, `ytd-2010-12-31`, `to-2010-12-31`, `12m-2010-12-31`.
  package let span: String
  package let measure: Measure
  /// Beside a ratio or a median: what it is taken from, or how many.
  package let n: Int?

  package init(
    _ metric: any AnyMetric, _ grain: Grain = .programme, key: Text? = "all", span: String, _ measure: Measure,
    n: Int? = nil
  ) {
    self.metric = metric
    self.grain = grain
    self.key = key
    self.span = span
    self.measure = measure
    self.n = n
  }

  /// What the value counts.
  package var unit: MetricUnit {
    guard metric.unit == .ofMeasure, let key else { return metric.unit }
    return Catalogue.metric(key.string)?.unit ?? metric.unit
  }

  /// `metric/grain/key/span`, the key percent-encoded.
  package var identity: String { "\(metric.id)/\(grain.rawValue)/\(Figure.encoded(key))/\(span)" }

  /// Encodes a key as identities hold it: all but `A-Za-z0-9._~-` percent-encoded; `~` for what is not recorded, which a
  /// recorded `~` must not be taken for.
  package static func encoded(_ key: Text?) -> String {
    guard let key else { return "~" }
    if key == "~" { return "%7E" }
    if key.string.utf8.allSatisfy(isPlain) { return key.string }
    var encoded = ""
    for byte in key.string.utf8 {
      if isPlain(byte) {
        encoded.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        encoded += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }
    return encoded
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: true
    default: false
    }
  }
}

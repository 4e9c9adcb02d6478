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

/// An exact value, before it is printed.
package enum Amount: Hashable, Sendable {
  case count(Int)
  case days(Days)
  /// The exact quotient: prose and CSV round it differently.
  case ratio(Fraction)
  /// A median of whole numbers: 1 decimal.
  case median(Decimal)
  /// A number that has its decimals already.
  case decimal(Decimal)
  case day(CalendarDay)
  case word(Text)
  /// A word that the vocabulary lacks. It is printed as it was recorded, and counts as not recorded.
  case unlistedWord(Text)

  /// The number that data files print: counts whole, days with 2 decimals, ratios with 4, a median with 1; nil for a day
  /// or a word.
  package var number: Decimal? {
    switch self {
    case .count(let count): Decimal(count)
    case .days(let days): days.decimal
    case .ratio(let fraction): fraction.rounded(to: 4)
    case .median(let number), .decimal(let number): number
    case .day, .word, .unlistedWord: nil
    }
  }

  /// Returns the middle value, or the mean of the middle two; nil where there is none.
  static func median(of values: [Int]) -> Amount? {
    guard !values.isEmpty else { return nil }
    let sorted = values.sorted()
    let sum = sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]
    return .median(Decimal(mantissa: Int64(sum * 5), scale: 1))
  }

  var isWord: Bool {
    switch self {
    case .word, .unlistedWord: true
    default: false
    }
  }
}

extension Amount: CustomStringConvertible {
  /// The value as data files print it.
  package var description: String {
    switch self {
    case .day(let day): day.description
    case .word(let word), .unlistedWord(let word): word.string
    default: number?.description ?? ""
    }
  }
}

/// The outcome of measuring: an amount, or why there is none.
package enum Measure: Hashable, Sendable {
  case amount(Amount)
  /// The question does not arise: nothing to divide by, no day yet, no allowance, before the programme.
  case notApplicable
  /// An input is not recorded.
  case unknown

  package static func count(_ count: Int) -> Measure { .amount(.count(count)) }
  package static func days(_ days: Days) -> Measure { .amount(.days(days)) }

  package var amount: Amount? { if case .amount(let amount) = self { amount } else { nil } }

  /// Whether the value cannot be relied on because an input is not recorded.
  package var isUnknown: Bool {
    switch self {
    case .unknown, .amount(.unlistedWord): true
    default: false
    }
  }

  /// The value as data files print it; nothing where there is none.
  package var printed: String { amount?.description ?? "" }
}

/// What a figure is about.
package enum Topic: Hashable, Sendable {
  case programme
  case project(Int64)
  case adviser(Int64)
  /// A listed borough; nil for what belongs to no listed borough.
  case borough(Text?)
  /// A borough, over every commission that was read.
  case boroughToDate(Text?)
  case theme(Text?)
  case arrangement(Text?)
  case activity(Text?)
  case month(Text)
  case kind(Text?)
  /// A measure that has a series, by its metric.
  case measure(Text)
  /// Outputs of a kind, over every commission that was read.
  case output(Text?)
  case outputToDate(Text?)
}

// Which figures a project is counted in.
extension MeasuredProject {
  /// Passes each topic that the project belongs to, but the programme, to `body`. A topic may be passed more than once.
  ///
  /// Activities and months are known only where the rows of the period are held.
  package func forEachTopic(_ body: (Topic) -> Void) {
    if isInScope {
      body(.project(commission.id))
      body(.borough(commission.boroughCode.flatMap { conditions.listed.contains($0) ? $0 : nil }))
      body(.theme(commission.theme))
      body(.arrangement(subject.arrangement.map { Text($0.rawValue) }))
    }
    project.adviserDays.forEach { if $0.window == .period, let id = $0.adviserID { body(.adviser(id)) } }
    project.achieved.forEach { if conditions.reportedSpans.contains($0.window) { body(.kind($0.kind)) } }
    if commission.boroughCode != nil { body(.boroughToDate(commission.boroughCode)) }
    for share in project.shares where share.boroughCode != nil { body(.boroughToDate(share.boroughCode)) }
    // A kind is passed once: a sum would count the project twice.
    for kind in Set(project.outputs.map(\.kind)) {
      body(.output(kind))
      body(.outputToDate(kind))
    }
    for entry in subject.entries?.days ?? [] {
      body(.activity(entry.activity))
      body(.month(Text(entry.workedOn.monthKey)))
    }
  }

  /// Returns whether the project is counted in the figures of a topic.
  package func belongs(to topic: Topic) -> Bool {
    if topic == .programme { return true }
    var isFound = false
    forEachTopic { if $0 == topic { isFound = true } }
    return isFound
  }
}

import Metrics

/// Reasons for an empty cell that many columns share.
enum Blank {
  static let notRecorded = "It is not recorded."
  static let seeUnknown = "It is not applicable, or unknown and then named in the column unknown."
  static let noListedBorough = "The row is of no listed borough."
  static let noEntries = "There is nothing to sum."
}

extension Column {
  /// A metric's column: its title, unit and definition are the catalogue's.
  static func metric(
    _ metric: Metric, required: Bool = false, codes: [String]? = nil, blank: String? = nil
  ) -> Column {
    Column(
      metric.id, metric.title, Kind(metric.unit), unit: metric.unit.counted, required: required,
      codes: codes, blank: blank, metric.definition)
  }
}

extension Column.Kind {
  fileprivate init(_ unit: Metric.Unit) {
    switch unit {
    case .days: self = .decimal(2)
    case .ratio: self = .decimal(4)
    case .date: self = .date
    case .word: self = .text
    default: self = .integer
    }
  }
}

extension Metric.Unit {
  /// As data files name it; nil where there is nothing to count.
  var counted: String? { self == .date || self == .word ? nil : rawValue }
}

extension CaseIterable where Self: RawRepresentable, RawValue == String {
  /// The words of a closed vocabulary, in its own order.
  static var words: [String] { allCases.map(\.rawValue) }
}

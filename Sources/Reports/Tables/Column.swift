/// A column of a data file: one declaration feeds the CSV's header, the metadata and what people read of it.
package struct Column: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case text
    case integer
    /// With exactly so many decimals.
    case decimal(Int)
    /// A number whose decimals its own row decides (`figures.csv`).
    case number
    case date
    /// UTC, to the second.
    case dateTime
    case boolean
  }

  /// snake_case; a promise to other programs.
  package let name: String
  package let title: String
  package let kind: Kind
  /// nil where there is nothing to count.
  package let unit: String?
  package let meaning: String
  /// Whether every row has a value.
  package let isRequired: Bool
  /// The words a closed vocabulary allows; nil for any text.
  package let codes: [String]?
  /// Why a row may have no value here, in words; nil where no row may lack one without naming its reason.
  package let blank: String?

  package init(
    _ name: String, _ title: String, _ kind: Kind = .text, unit: String? = nil,
    required isRequired: Bool = false, codes: [String]? = nil, blank: String? = nil,
    _ meaning: String
  ) {
    self.name = name
    self.title = title
    self.kind = kind
    self.unit = unit
    self.meaning = meaning
    self.isRequired = isRequired
    self.codes = codes
    self.blank = blank
  }
}

/// A part of the program that takes bytes somebody else wrote, and what must hold whatever they are.
package struct Subject: Sendable {
  package let name: String
  /// Valid inputs to start from.
  package let seeds: [String]
  /// Pieces of the input's own grammar, to be spliced in.
  package let pieces: [String]
  /// Throws a `Finding` where what must hold does not. A trap is a finding too.
  package let check: @Sendable ([UInt8]) throws -> Void

  package init(
    _ name: String, seeds: [String], pieces: [String] = [], check: @escaping @Sendable ([UInt8]) throws -> Void
  ) {
    self.name = name
    self.seeds = seeds
    self.pieces = pieces
    self.check = check
  }

  package static let all: [Subject] =
    [csvRead, csvWrite, jsonRead, jsonWrite, manifest, markdown, authored, chart, paperText] + [
      periods, days, decimals, names, jobFile, commentary, personalData,
    ]
}

/// What does not hold.
package struct Finding: Error, CustomStringConvertible {
  package let description: String

  package init(_ description: String) { self.description = description }

  package static func expect(_ holds: Bool, _ description: @autoclosure () -> String) throws(Finding) {
    guard holds else { throw Finding(description()) }
  }
}

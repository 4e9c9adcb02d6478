/// A section of the paper. A new one is a file beside this one and a line in `all`; the job file's names, the headings that
/// people's commentary uses, the headline sheet of the workbook and the definitions under Methods follow from it.
package struct PaperSection: Sendable {
  /// As `sections` in the job file names it.
  package let id: String
  /// Its heading; commentary is merged by it.
  package let title: String
  /// The metrics of its headline table, over the whole programme.
  let headline: [any AnyMetric]
  /// Other metrics whose values it prints. Methods defines them.
  let prints: [any AnyMetric]
  /// Whether it is written after the comparison with the issue before.
  let saysRevisions: Bool
  /// What it says; nothing where the organisation offers nothing to say. The paper then lacks the section.
  let blocks: @Sendable (ReportFacts) -> [Block]

  init(
    _ id: String, _ title: String, headline: [any AnyMetric] = [], prints: [any AnyMetric] = [],
    saysRevisions: Bool = false, _ blocks: @escaping @Sendable (ReportFacts) -> [Block]
  ) {
    self.id = id
    self.title = title
    self.headline = headline
    self.prints = prints
    self.saysRevisions = saysRevisions
    self.blocks = blocks
  }

  /// Every section, in its usual order.
  package static let all: [PaperSection] = [
    .exceptions, .actions, .howMuch, .howWell, .betterOff, .trend, .ahead, .projects, .reach, .advisers, .revisions,
    .quality, .methods,
  ]

  /// Returns the sections of a paper: each once, in the order chosen. Exceptions and methods are always there: first and last
  /// where they were not chosen.
  package static func ordered(_ chosen: [PaperSection]) -> [PaperSection] {
    var ordered: [PaperSection] = []
    for section in chosen where !ordered.contains(section) { ordered.append(section) }
    if !ordered.contains(.exceptions) { ordered.insert(.exceptions, at: 0) }
    if !ordered.contains(.methods) { ordered.append(.methods) }
    return ordered
  }
}

extension PaperSection: Hashable {
  package static func == (left: Self, right: Self) -> Bool { left.id == right.id }
  package func hash(into hasher: inout Hasher) { hasher.combine(id) }
}

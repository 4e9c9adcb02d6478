import Core
import Database
import Support

/// Figures as texts: the cells of projects, advisers and boroughs by place, all other figures by identity.
struct Answer: Equatable {
  var cells: [String: String?] = [:]
  var figures: [String: Value] = [:]

  /// A figure's number, nil where it has none, and what it is taken from.
  struct Value: Equatable, CustomStringConvertible {
    let number: String?
    let n: Int?
    var description: String { (number ?? "none") + (n.map { " (n \($0))" } ?? "") }
  }

  /// The second path's.
  init(_ question: Question, in world: ProgrammeDatabase) throws { try self.init(question, on: world.secondSession()) }

  /// The same by a session that may have answered before.
  init(_ question: Question, on connection: borrowing Connection) throws {
    try connection.execute(script: question.call, name: "second path")
    var (cells, figures): ([String: String?], [String: Value]) = ([:], [:])
    try connection.forEach(Query("cells", "select place, value from second.cell"), columns: [.text, .text]) { row in
      cells[try row.text(0)] = .some(try row.optionalText(1))
    }
    try connection.forEach(
      Query("figures", "select identity, value, n from second.figure"), columns: [.text, .text, .int8]
    ) { row in
      figures[try row.text(0)] = Value(number: try row.optionalText(1), n: try row.optionalInt64(2).map { Int($0) })
    }
    self.cells = cells
    self.figures = figures
  }

  /// The first path's.
  init(_ measures: Measures) {
    for (place, project) in measures.projects.enumerated() {
      add("project/\(project.commission.id)", place, project.cells)
    }
    for (place, adviser) in measures.advisers.enumerated() {
      add("adviser/\(adviser.subject.id)", place, adviser.cells)
    }
    for (place, borough) in measures.boroughs.enumerated() {
      add("borough/\(borough.subject?.code.string ?? "~")", place, borough.cells)
    }
    for figure in measures.figures {
      // None of these figures has an input that may be missing: where there is no number, the question does not arise.
      let number = figure.measure == .unknown ? "unknown" : figure.measure.number
      figures[figure.identity] = Value(number: number, n: figure.n)
    }
  }

  private mutating func add(_ thing: String, _ place: Int, _ values: [(String, String?)]) {
    cells["\(thing)/place"] = "\(place + 1)"
    for (column, value) in values { cells["\(thing)/\(column)"] = .some(value) }
  }

  /// Where the two differ: the place, then the first path's value and the second's.
  func differences(from second: Answer) -> [String] {
    Self.differences(cells.mapValues { $0 ?? "empty" }, second.cells.mapValues { $0 ?? "empty" })
      + Self.differences(figures, second.figures)
  }

  private static func differences<V: Equatable>(_ first: [String: V], _ second: [String: V]) -> [String] {
    Set(first.keys).union(second.keys).sorted().compactMap { place in
      let (one, other) = (first[place], second[place])
      guard one != other else { return nil }
      return "\(place): \(one.map { "\($0)" } ?? "absent"), by SQL \(other.map { "\($0)" } ?? "absent")"
    }
  }
}

extension Measure {
  /// As data files print it; nil where there is no value.
  var number: String? { amount?.description }
}

import Facts

/// Where the reference of each project stands among all of them, so that rows too many to compare texts are ordered by numbers.
struct ReferenceOrder {
  /// For each project, how many different references stand before its own, in code-point order; not recorded first.
  let places: [Int32]

  init(_ projects: [Project]) {
    let references = projects.map(\.commission.reference)
    let order = references.indices.sorted { references[$0].precedes(references[$1]) }
    var places = [Int32](repeating: 0, count: references.count)
    var place: Int32 = 0
    for (position, index) in order.enumerated() {
      if position > 0, references[order[position - 1]] != references[index] { place += 1 }
      places[index] = place
    }
    self.places = places
  }
}

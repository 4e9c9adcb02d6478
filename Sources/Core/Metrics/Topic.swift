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

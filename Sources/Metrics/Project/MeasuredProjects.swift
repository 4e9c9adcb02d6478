package import Facts

/// The projects in scope of a period, in the order of the programme's. Each is measured when it is looked at: there may be very
/// many, and what is measured of one is several times as large as its facts.
package struct MeasuredProjects: RandomAccessCollection, Sendable {
  private let projects: [Project]
  private let places: [Int32]
  private let frame: Frame
  private let thresholds: Thresholds
  private let boroughs: Set<Text>

  package init(_ programme: Programme, in frame: Frame, _ thresholds: Thresholds) {
    projects = programme.projects
    self.frame = frame
    self.thresholds = thresholds
    boroughs = programme.listedBoroughs
    places = programme.projects.places { $0.isInScope(of: frame) }
  }

  package var startIndex: Int { 0 }
  package var endIndex: Int { places.count }

  /// Their commissions.
  package var ids: [Int64] { places.map { projects[Int($0)].commission.id } }

  package subscript(position: Int) -> ProjectMeasures {
    ProjectMeasures(projects[Int(places[position])], in: frame, thresholds, boroughs: boroughs)
  }
}

extension Programme {
  /// Every project's measures one after the other, whether it is in scope or not.
  package func measureAll(
    in frame: Frame, _ thresholds: Thresholds, _ body: (ProjectMeasures) throws -> Void
  ) rethrows {
    let listed = listedBoroughs
    for project in projects {
      try body(ProjectMeasures(project, in: frame, thresholds, boroughs: listed))
    }
  }
}

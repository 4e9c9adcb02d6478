import Database

/// A world that tests read and none changes: what these runs issued is in its archive.
package final class IssuedWorld: Sendable {
  /// The sample's third quarter.
  package static let quarter = Result { try IssuedWorld([World.sample + World.quarter]) }

  package let world: World

  package init(_ runs: [[String]]) throws {
    let world = try World()
    removeAtExit(world.home.path)
    for words in runs {
      let outcome = try world.run(words)
      guard outcome.code == 0 else { throw DatabaseError(.other, "\(words): \(outcome.error)") }
    }
    self.world = world
  }
}

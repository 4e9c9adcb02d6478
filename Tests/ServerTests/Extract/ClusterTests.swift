import Database
import Support
import Testing

@testable import Input

@Suite(.waits) struct `The nodes of a cluster` {
  private static let before = NodeSnapshots(byNode: [1: "700:700:", 2: "650:652:650"])

  @Test func `stood still where each had finished the same transactions`() throws {
    try Self.before.check(against: NodeSnapshots(byNode: [2: "650:652:650", 1: "700:700:"]))
  }

  @Test(arguments: [
    (NodeSnapshots(byNode: [1: "700:700:", 2: "652:652:"]), "node 2"),
    (NodeSnapshots(byNode: [1: "700:701:", 2: "650:653:650"]), "node 1, 2"),
    (NodeSnapshots(byNode: [1: "700:700:"]), "node 2"),
    (NodeSnapshots(byNode: [1: "700:700:", 2: "650:652:650", 3: "1:1:"]), "node 3"),
  ]) func `that finished one meanwhile are named, and asked again`(_ after: NodeSnapshots, _ nodes: String) {
    let error = #expect(throws: DatabaseError.self) { try Self.before.check(against: after) }
    #expect(error?.isRetryable == true)
    #expect(error?.what.contains("ended on \(nodes) of the cluster") == true)
  }

  @Test func `are read from in the sessions that were there first, and no others`() throws {
    let begun = NodeSessions(byNode: [1: "", 2: "71@1795566905.8"])
    try begun.check(against: begun)
    for later in ["71@1795566905.8,75@1795566931.2", "71@1795566931.2", ""] {
      let error = #expect(throws: DatabaseError.self) {
        try begun.check(against: NodeSessions(byNode: [1: "", 2: later]))
      }
      #expect(error?.isRetryable == true)
    }
  }
}

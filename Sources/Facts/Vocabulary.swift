package enum Arrangement: String, CaseIterable, Sendable { case host, commissioned, urgent, board }
package enum Stage: String, CaseIterable, Sendable {
  case expected, enabling, achieved
  case notAchieved = "not achieved"
}
package enum Rating: String, CaseIterable, Sendable {
  case veryUseful = "very useful"
  case useful
  case partlyUseful = "partly useful"
  case notUseful = "not useful"
}

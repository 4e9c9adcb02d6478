// The closed vocabularies of the data contract. The raw value is the text as it is recorded, to the letter.

/// How a commission came about.
package enum Arrangement: String, CaseIterable, Hashable, Sendable {
  case host, commissioned, urgent, board
}

/// How far an outcome has come.
package enum Stage: String, CaseIterable, Hashable, Sendable {
  case expected, enabling, achieved
  case notAchieved = "not achieved"
}

/// What the client thought of the work.
package enum Rating: String, CaseIterable, Hashable, Sendable {
  case veryUseful = "very useful"
  case useful
  case partlyUseful = "partly useful"
  case notUseful = "not useful"
}

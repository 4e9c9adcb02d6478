import Support
import Testing

@Suite struct `A job file or period that makes no sense` {
  @Test(arguments: [
    ("2010/11-Q5", "--quarter 2010/11-Q5"), ("0000/01-Q1", "--quarter 0000/01-Q1"),
    ("", "--quarter"),
  ])
  func `A2 a quarter that is none`(_ quarter: String, _ says: String) throws {
    let issued = try Issued()
    let outcome = try issued.world.run(["--database", issued.database, "--quarter", quarter])
    try issued.expectNothing(outcome, 64, says)
  }
}

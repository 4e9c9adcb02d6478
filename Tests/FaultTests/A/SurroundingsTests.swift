import Support
import System
import Testing

@Suite(.waits) struct `What a program is started in` {
  @Test func `A8 cron's bare environment and closed input do`() throws {
    let issued = try Issued()
    let outcome = try issued.run(wrapper: "sh -c 'exec \"$@\" 0<&-' sh env -i PATH=/usr/bin:/bin LANG=C")
    outcome.expectSuccess()
    #expect(outcome.output + outcome.error == [])
    try issued.expectSecond()
  }

  @Test(arguments: ["0<&-", "1>&-", "0<&- 1>&-", "0<&- 1>&- 2>&-"])
  func `A10 a standard stream that is closed is nobody's file`(_ closed: String) throws {
    let issued = try Issued()
    let shell = "sh -c 'exec \"$@\" \(closed)' sh"
    let outcome = try issued.run(nil, ["--verbose"], wrapper: shell)
    outcome.expectSuccess()
    #expect(outcome.output == [] || !closed.contains("1>"))
    try issued.expectSecond()
  }

  @Test(arguments: ["0<&-", "1>&-", "2>&-", "0<&- 1>&- 2>&-"])
  func `A10 a failure with a standard stream closed keeps its code`(_ closed: String) throws {
    let issued = try Issued()
    let shell = "sh -c 'exec \"$@\" \(closed)' sh"
    let outcome = try issued.run(issued.database + " dbname=absent", wrapper: shell)
    #expect(outcome.code == 64)
    #expect(outcome.error.count == (closed.contains("2>") ? 0 : 1))
    try issued.expectUntouched()
  }
}

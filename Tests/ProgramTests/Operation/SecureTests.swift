import Foundation
import Support
import Testing

/// One server that changes its certificate: the tests take turns.
@Suite(.serialized, .waits) struct `A server reached by TLS and password` {
  private let server: SecureServer

  init() throws { server = try SecureServer.shared.get() }

  @Test func `is read by service and password file, and the password stands nowhere`() throws {
    var world = try World()
    world.job = world.home["job.yml"]
    let watch = "cat /proc/*/cmdline 2>/dev/null | tr '\\\\0' ' ' >\(world.home["processes"]); :"
    try write("after_issue: [sh, -c, \"\(watch)\"]\n", to: world.job)
    let environment = try server.reachable(from: world) + ["PGSERVICE=reporting"]
    let before = try server.visits()
    let outcome = try world.run(World.quarter + ["--verbose", "--log-format", "json"], environment: environment)
    outcome.expectSuccess()
    let after = try server.visits()
    // libpq asks a primary twice before it gives up on a standby.
    #expect(after.letIn == before.letIn + 2 && after.received == before.received + 2)

    let processes = try text(of: world.home["processes"])
    #expect(processes.contains("/board-report run --job"))
    var seen = [processes, try server.log()] + outcome.output + outcome.error
    for path in try FileManager.default.subpathsOfDirectory(atPath: world.archive) {
      let bytes = FileManager.default.contents(atPath: world.archive + "/" + path)
      seen += [path, String(decoding: bytes ?? Data(), as: UTF8.self)]
    }
    #expect(seen.count > 40)
    #expect(!seen.contains { $0.contains(server.password) })
    #expect(try text(of: world.home[".pgpass"]).contains(server.password))
  }

  @Test func `is checked the same way`() throws {
    let world = try World()
    let outcome = try world.program(
      ["check", "--database", "service=reporting"] + World.quarter, environment: try server.reachable(from: world))
    #expect(outcome.code == 0, "\(outcome.output)")
    #expect(!(outcome.output + outcome.error).contains { $0.contains(server.password) })
    #expect(!outcome.output.contains { $0.contains("without encryption") }, "\(outcome.output)")
  }

  /// What is given replaces words of the service; @ is the folder of the roots.
  @Test(arguments: [
    Refusal("the wrong root", 77, "127.0.0.1", "certificate verify failed", "/other.crt", "expired").given(
      "sslrootcert=@/other.crt"),
    Refusal("a missing root", 77, "\"/absent/root.crt\" does not exist (").given("sslrootcert=/absent/root.crt"),
    Refusal("another host name", 77, "\"db.example.test\" does not match host name \"localhost\"").given(
      "host=localhost"),
    Refusal("no TLS asked for", 77, "\"reader\"", "pg_hba.conf").given("sslmode=disable", "channel_binding=prefer"),
    Refusal("the wrong password", 77, "wrong password for role \"reader\"").environment("PGPASSWORD=pa55word"),
  ]) func `refuses, or is refused, with`(_ refusal: Refusal) throws { try expect(refusal) }

  @Test func `is refused with an expired certificate`() throws {
    try server.set("ssl_cert_file", "expired.crt")
    defer { try? server.set("ssl_cert_file", "server.crt") }
    try expect(Refusal("", 77, "127.0.0.1", "certificate verify failed", "/root.crt", "expired"))
  }

  @Test func `is refused when it has no TLS`() throws {
    try server.set("ssl", "off")
    defer { try? server.set("ssl", "on") }
    try expect(Refusal("", 77, "127.0.0.1", "server does not support SSL"))
  }

  @Test(arguments: ["HOME", "PGPASSFILE", "passfile"]) func `is not asked with a password file that others can read`(
    _ place: String
  ) throws {
    let world = try World()
    let file = world.home[place == "HOME" ? ".pgpass" : "passwords"]
    let named = place == "passfile" ? ["passfile=\(file)"] : []
    let environment =
      try server.reachable(from: world, named.joined()) + (place == "PGPASSFILE" ? ["PGPASSFILE=\(file)"] : [])
    if place != "HOME" { try write(text(of: world.home[".pgpass"]), to: file) }
    let words = ["--database", "service=reporting"] + World.quarter

    try permit("644", file)
    let fault = "the password file \(file) is ignored, because others can read it; run chmod 600 on it"
    var refusal = Refusal("", 77, "no password supplied", fault)
    refusal.environment = environment
    try world.expect(refusal, words)
    // It is not blamed for what is not its fault.
    refusal = Refusal("", 77, "/absent.crt")
    refusal.environment = environment
    let other = ["--database", "service=reporting sslrootcert=/absent.crt"] + World.quarter
    try world.expect(refusal, other)
    #expect(try !world.complaints().joined().contains("is ignored"))

    try permit("600", file)
    try world.run(words, environment: environment).expectSuccess()
  }

  /// The server is asked once, lets nobody in, and the password is in no message.
  private func expect(_ refusal: Refusal) throws {
    let world = try World()
    var refusal = refusal
    refusal.environment += try server.reachable(from: world)
    let given = refusal.words.map { $0.replacing("@", with: server.folder) }
    let words = (["service=reporting"] + given).joined(separator: " ")
    let before = try server.visits()
    try world.expect(refusal, ["--database", words] + World.quarter)
    let after = try server.visits()
    #expect(after.received == before.received + 1)
    #expect(after.letIn == before.letIn)
    #expect(try !world.complaints().joined().contains(server.password))
    #expect(try !server.log().contains(server.password))
  }
}

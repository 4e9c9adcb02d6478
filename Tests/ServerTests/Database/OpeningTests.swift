import Database
import Support
import System
import Testing

@Suite(.waits) struct `Opening a session` {
  static let roles = """
    create role barred nologin; create role full_up login connection limit 0;
    create role keyed login password 'right' in role with_password
    """

  /// Added to a good connection string, what does the error say?
  @Test(arguments: [
    ("dbname=absent", DatabaseError.Category.noSuchDatabase, "3D000", "the database \"absent\" does not exist"),
    ("user=absent", .authentication, "28000", "role \"absent\""),
    ("user=barred", .authentication, "28000", "role \"barred\""), ("user=full_up", .connection, "53300", "\"full_up\""),
    ("user=keyed password=wrong", .authentication, "28P01", "wrong password for role \"keyed\""),
    ("user=keyed passfile=/dev/null/none", .authentication, "", "no password supplied"),
    ("host=/absent", .connection, "", "/absent/.s.PGSQL.5432"), ("colour=red", .usage, "", "colour"),
    ("sslmode=verify_full", .usage, "", "verify_full"), ("port=abc", .usage, "", "abc"),
    ("options=-cabsent=1", .usage, "42704", "start-up option"),
    ("target_session_attrs=standby", .wrongServer, "", "hot standby"),
  ]) func `a refusal names what to mend`(
    _ words: String, _ kind: DatabaseError.Category, _ sqlstate: String, _ said: String
  ) throws {
    let conninfo = try Self.prepared.get()
    let error = failure { _ = try open(conninfo + " " + words) }
    #expect(error?.kind == kind)
    #expect((error?.sqlstate ?? "") == sqlstate)
    #expect(error?.line.contains(said) == true, "\(error?.line ?? "no error")")
    #expect(error?.isRetryable == (kind == .connection))
  }

  @Test func `a password file that others can read is named`() throws {
    let folder = try TemporaryFolder()
    try write("*:*:*:*:right\n", to: folder["pgpass"])
    let words = " user=keyed passfile=\(folder["pgpass"])"
    try chmod("644", folder["pgpass"])
    let error = failure { _ = try open(Self.prepared.get() + words) }
    #expect(error?.kind == .authentication)
    #expect(error?.line.contains("\(folder["pgpass"]) is ignored") == true)
    #expect(error?.line.contains("right") == false)
    try chmod("600", folder["pgpass"])
    #expect(try open(Self.prepared.get() + words).user == "keyed")
  }

  @Test func `a password file that is no plain file is named`() throws {
    let error = failure { _ = try open(Self.prepared.get() + " user=keyed passfile=/dev/null") }
    #expect(error?.line.contains("/dev/null is ignored, because it is no plain file") == true)
  }

  @Test func `addresses refused for one reason are one sentence, without libpq's question`() {
    let hosts = (1...20).map { "127.0.0.\($0)" }
    let ports = hosts.map { _ in "1" }.joined(separator: ",")
    let refused = { (hosts: ArraySlice<String>, ports: String) in
      failure { _ = try open("host=\(hosts.joined(separator: ",")) port=\(ports) user=u") }
    }
    #expect(
      refused(hosts[..<2], "1,1")?.what
        == "connection to server at \"127.0.0.1\", port 1 and at \"127.0.0.2\", port 1 failed: " + "Connection refused")
    let long = refused(hosts[...], ports)?.what ?? ""
    #expect(long.hasSuffix(" …") && long.utf8.count < 310, "\(long)")
    #expect(!long.contains("Is the server running"))
    let last = long.dropLast(2).split(separator: " ").last.map(String.init) ?? ""
    #expect(["and", "at", "port", "1"].contains(last) || last.wholeMatch(of: /"[0-9.]+",/) != nil)
  }

  @Test(arguments: ["u:pa55word@host/db", "u:pa55word@host", "pa55word@host"])
  func `an address without its scheme is not repeated`(_ conninfo: String) {
    let error = failure { _ = try open(conninfo) }
    #expect(error?.kind == .usage)
    #expect(error?.line.contains("pa55word") == false)
  }

  @Test func `a session lost while TLS is agreed is worth another try`() throws {
    let peer = """
      my $peer = IO::Socket::INET->new(Listen => 9, LocalAddr => "127.0.0.1") or die;
      $| = 1;
      print $peer->sockport, "\n";
      my $guest = $peer->accept;
      sysread $guest, my $request, 8;
      syswrite $guest, "S";
      """
    var child = try start("exec perl -MIO::Socket::INET -e \"$1\"", [peer])
    let port = try #require(try child.readLine(deadlineMilliseconds: 10_000))
    let error = failure { _ = try open("host=127.0.0.1 port=\(port) user=u sslmode=require") }
    #expect(error?.kind == .connection, "\(error?.line ?? "no error")")
    #expect(error?.isRetryable == true)
  }

  private func chmod(_ mode: String, _ path: String) throws {
    #expect(try shell("chmod \"$1\" \"$2\"", mode, path).status.succeeded)
  }

  /// Roles belong to the server, so they are made once.
  static let prepared = Result { () throws -> String in
    let conninfo = try TestServer.shared.database()
    try run(roles, conninfo)
    return conninfo
  }

  @Test func `the right password opens`() throws {
    let connection = try open(Self.prepared.get() + " user=keyed password=right")
    #expect(connection.user == "keyed")
    #expect(try connection.isSuperuserOrBypassesRowSecurity() == false)
    #expect(connection.serverVersion >= 140_000)
  }

  @Test(arguments: ["password=top secret", "postgresql://u:top@secret/d?secret=1", "password=top secret=1"])
  func `a connection string that is wrong is not repeated when it holds a password`(_ conninfo: String) {
    let error = failure { _ = try open(conninfo) }
    #expect(error?.kind == .usage)
    #expect(error?.line.contains("top") == false)
    #expect(error?.line.contains("secret") == false)
  }

  @Test func `a server that never answers is left at the deadline`() {
    let peer = SilentPeer()
    let start = ContinuousClock.now
    let conninfo = "host=127.0.0.1 port=\(peer.port) user=u dbname=d sslmode=disable"
    let error = failure { _ = try open(conninfo, seconds: 1) }
    #expect(error?.kind == .deadline)
    #expect(ContinuousClock.now - start < .seconds(1) + atOnce)
    let second = failure { _ = try open(conninfo + " connect_timeout=2") }
    #expect(second?.kind == .connection)
    #expect(second?.isRetryable == true)
  }
}

import Database
import Glibc
import Support
import System
import Testing

@Suite(.waits) struct `A private server` {
  /// `host=FOLDER/d port=…` → FOLDER.
  private static func folder(_ conninfo: String) -> String {
    let host = conninfo.split(separator: " ").first { $0.hasPrefix("host=") } ?? ""
    return String(host.dropFirst(5).dropLast(2))
  }

  private static func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

  @Test func `when it is closed its folder is gone`() throws {
    let server = try PrivateServer.start(deadline: .after(seconds: 60))
    let folder = Self.folder(server.conninfo)
    try open(server.conninfo).execute(Query("one", "select 1"))
    #expect(Self.exists(folder))
    server.close()
    #expect(!Self.exists(folder))
  }

  @Test func `when its parent is killed it goes too`() async throws {
    let result = await #expect(processExitsWith: .signal(SIGKILL), observing: [\.standardOutputContent]) {
      let server = try PrivateServer.start(deadline: .after(seconds: 60))
      print("found \(server.conninfo)")
      fflush(nil)
      kill(getpid(), SIGKILL)
      server.close()
    }
    let output = String(decoding: try #require(result).standardOutputContent, as: UTF8.self)
    let line = try #require(output.split(separator: "\n").first { $0.hasPrefix("found ") })
    let folder = Self.folder(String(line))
    #expect(folder.hasPrefix("/"))
    try eventually("the folder is gone") { !Self.exists(folder) }
  }
}

import Foundation
import Support
import System
import Testing

/// Whether a mount of our own can be had: as root, or in a name space where we are.
private let mounts: String? = ["unshare -m", "unshare -Urm"].first { words in
  (try? shell("d=$(mktemp -d); \(words) mount -t tmpfs none \"$d\" 2>/dev/null; c=$?; rmdir \"$d\"; exit $c"))?.status
    .succeeded ?? false
}

@Suite(.waits) struct `A disk that takes no more` {
  /// The archive on a file system of its own, of which so much is left; a run on it, and what was there before and after.
  private func run(_ issued: borrowing Issued, options: String, then: String = ":") throws -> (
    code: Int32, before: [String], after: [String], error: [String]
  ) {
    let script = """
      list() { (cd "$home/reports" && find . ! -name .last-run.json -type f -exec sha256sum {} + | sort; ls -l 2010-11-Q3) }
      export home="$1"; shift
      mv "$home/reports" "$home/kept" && mkdir "$home/reports" || exit 99
      files=$(find "$home/kept" | wc -l) kilobytes=$(du -sk "$home/kept" | cut -f1)
      mount -t tmpfs -o \(options) none "$home/reports" && cp -a "$home/kept/." "$home/reports" || exit 98
      \(then)
      list >"$home/before"
      "$@" 2>"$home/errors"
      code=$?
      list >"$home/after"
      exit $code
      """
    let program = try buildFolder + "/board-report"
    let ended = try shell(
      "s=$1; shift; exec \(mounts ?? "false") sh -c \"$s\" sh \"$@\"", script, issued.world.home.path, program, "run",
      "--job", issued.world.job, "--output", issued.world.archive, "--database", issued.database, "--quarter",
      "2010/11-Q3")
    func lines(_ name: String) throws -> [String] {
      try text(of: issued.world.home[name]).split(separator: "\n").map(String.init)
    }
    return (ended.status.code, try lines("before"), try lines("after"), try lines("errors"))
  }

  @Test(
    .enabled(if: mounts != nil, "mounting needs root or a name space"),
    arguments: [
      "size=$((kilobytes + 4))k", "size=$((kilobytes + 40))k", "size=$((kilobytes + 120))k",
      "size=$((kilobytes + 240))k", "nr_inodes=$((files + 2))", "nr_inodes=$((files + 3))", "nr_inodes=$((files + 20))",
    ]) func `G2 full at any moment it keeps what was there`(_ options: String) throws
  {
    let issued = try Issued()
    let (code, before, after, error) = try run(issued, options: options)
    #expect([73, 74].contains(code), "\(code): \(error)")
    #expect(error.count == 1 && error[0].contains("ENOSPC"), "\(error)")
    #expect(after == before && before.count > 20)
    try issued.expectNothingHeld()
  }

  @Test(.enabled(if: mounts != nil, "mounting needs root or a name space")) func `G4 that is read-only is refused`()
    throws
  {
    let issued = try Issued()
    let (code, before, after, error) = try run(
      issued, options: "size=100m", then: "mount -o remount,ro \"$home/reports\" || exit 97")
    #expect(code == 73, "\(error)")
    #expect(error.count == 1 && error[0].contains("EROFS"), "\(error)")
    #expect(after == before && before.count > 20)
  }

  @Test(.enabled(if: mounts != nil, "mounting needs root or a name space"))
  func `G5 of the period's own makes no rename across disks`() throws {
    let issued = try Issued()
    let other = """
      mount -t tmpfs none "$home/reports/2010-11-Q3" && cp -a "$home/kept/2010-11-Q3/." "$home/reports/2010-11-Q3" || exit 97
      """
    let (code, _, after, error) = try run(issued, options: "size=100m", then: other)
    #expect(code == 0 && error == [], "\(error)")
    #expect(after.contains { $0.hasSuffix("current -> 2") })
  }

  @Test(arguments: [1, 4, 16, 60, 120]) func `G3 that limits a file's size is an error, not a signal`(_ blocks: Int)
    throws
  {
    let issued = try Issued()
    try issued.expectNothing(try issued.run(wrapper: "ulimit -f \(blocks);"), 74, "EFBIG")
  }

  @Test func `G8 that takes few bytes at a time gets all of them`() throws {
    let issued = try Issued()
    let control = try Issued()
    try control.run().expectSuccess()
    let preload = try Preload.short()
    let outcome = try issued.run(environment: [preload.environment])
    #expect(outcome.code == 0 && outcome.error == [], "\(outcome.error)")
    try issued.expectSecond()
    for name in try names(in: control.world.archive + "/2010-11-Q3/2") where name.hasSuffix(".csv") {
      #expect(try issued.file(name, of: 2) == control.file(name, of: 2), "\(name)")
    }
  }
}

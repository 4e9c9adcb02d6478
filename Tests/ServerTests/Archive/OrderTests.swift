import Support
import System
import Testing

/// What is on the disk when: a power cut asks no test's leave.
@Suite(.waits, .enabled(if: isInstalled("strace"), "strace tells the steps")) struct `The steps of a publication` {
  private static let steps = "openat,write,fsync,close,renameat2,renameat,symlinkat"

  @Test func `put every file on the disk before its folder has its number, and that before current`() throws {
    let world = try ArchiveFolder()
    try world.publish("old")
    let run = try shell(
      "exec strace -f -qq -o \"$2\" -e trace=$3 \"$PROBE\" publish \"$1\" 2010-11-Q3 new 640", world.path,
      world.home["trace"], Self.steps)
    #expect(run.status == .exited(0))
    var unwritten: Set<String> = []
    var open: [String: String] = [:]
    var (files, folders, renames): (Int, Int, [String]) = (0, 0, [])
    for line in try text(of: world.home["trace"]).split(separator: "\n") {
      guard let call = line.firstMatch(of: /^\d+ +(\w+)\((?:AT_FDCWD|)(\d*),? ?(.*)\) += (-?\d+)/) else { continue }
      let (step, number, rest, answer) = (call.1, String(call.2), String(call.3), String(call.4))
      switch step {
      case "openat":
        let name = String(rest.prefix { $0 != "," })
        open[answer] = name
        if rest.contains("O_CREAT") && !rest.contains(".lock") {
          unwritten.insert(name)
          files += 1
        }
      case "fsync" where answer == "0": if unwritten.remove(open[number] ?? "") == nil { folders += 1 }
      case "write" where number != "1" && number != "2": #expect(unwritten.contains(open[number] ?? ""), "\(line)")
      case "renameat2", "renameat":
        #expect(unwritten.isEmpty, "\(unwritten)")
        #expect(folders > 0, "no folder is on the disk before \(step)")
        folders = 0
        renames.append(String(step))
      default: break
      }
    }
    #expect(files >= 2 && renames == ["renameat2", "renameat"])
    #expect(folders > 0, "the last name is not on the disk")
  }
}

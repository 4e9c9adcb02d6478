import Support
import System
import Testing

@Suite(.waits) struct `The completions of bash` {
  /// Returns what the words are completed to, in a folder with a job file, an archive and a document.
  private func completed(_ script: String, _ function: String, _ words: [String]) throws -> [String] {
    let folder = try TemporaryFolder()
    try write("", to: folder["quarterly.yml"])
    try write("", to: folder["statement.md"])
    let made = try shell("mkdir -p \"$1/reports/2010-11-Q3/1\" \"$1/reported\"", folder.path)
    #expect(made.status.succeeded)
    let driver = """
      cd "$1" && source "$2" && function=$3 && shift 3 && COMP_WORDS=("$@") && COMP_CWORD=$(($# - 1)) && COMP_LINE="$*"
      COMP_POINT=${#COMP_LINE}
      "$function" "$1" "${!#}" "${COMP_WORDS[COMP_CWORD - 1]}" 2>/dev/null
      printf '%s\\n' "${COMPREPLY[@]}"
      """
    var child = try start("exec bash -c \"$@\"", [driver, "bash", folder.path, script, function] + words)
    child.closeInput()
    var lines: [String] = []
    while let line = try child.readLine(deadlineMilliseconds: 60_000) { lines.append(line.trimmingSpaces) }
    return lines.filter { !$0.isEmpty }.sorted()
  }

  @Test func `of board-report complete paths`() throws {
    let folder = try TemporaryFolder()
    let made = try shell("\"$1\" completions bash >\"$2\"", try buildFolder + "/board-report", folder["script"])
    #expect(made.status.succeeded)
    for (words, expected) in [
      (["run", "--job", "qu"], ["quarterly.yml"]), (["run", "--output", "repo"], ["reported", "reports"]),
      (["status", "--prometheus", "qu"], ["quarterly.yml"]), (["import", "sta"], ["statement.md"]),
      (["template", "repor"], ["reported", "reports"]), (["completions", "f"], ["fish"]),
    ] {
      #expect(try completed(folder["script"], "_board-report", ["board-report"] + words) == expected, "\(words)")
    }
  }

  @Test func `of board-paper complete options, folders, documents and issues`() throws {
    let script = repository + "/deploy/completions/board-paper.bash"
    for (words, expected) in [
      (["--ou"], ["--output"]), (["--output", "repo"], ["reported", "reports"]), (["2010"], ["2010-11-Q3"]),
      (["2010-11-Q3/"], ["2010-11-Q3/1"]), (["sta"], ["statement.md"]), (["--archive", "reported", "2010"], []),
      (["qu"], []),
    ] {
      #expect(try completed(script, "_board_paper", ["board-paper"] + words) == expected, "\(words)")
    }
  }
}

extension String {
  fileprivate var trimmingSpaces: String { String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }
}

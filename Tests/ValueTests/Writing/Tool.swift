import Foundation

/// Gives a file with `bytes` to another program and returns what it prints; nil where it refuses the file.
func output(of tool: String, _ arguments: [String] = [], reading bytes: [UInt8]) throws -> String? {
  let file = FileManager.default.temporaryDirectory.appendingPathComponent(
    "board-report-test-\(UInt64.random(in: .min ... .max))")
  try Data(bytes).write(to: file)
  defer { try? FileManager.default.removeItem(at: file) }
  let process = Process()
  let pipe = Pipe()
  process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
  process.arguments = [tool] + arguments + [file.path]
  process.standardOutput = pipe
  process.standardError = FileHandle.nullDevice
  try process.run()
  let printed = pipe.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  guard process.terminationStatus == 0 else { return nil }
  return String(decoding: printed, as: UTF8.self)
}

/// Markdown as cmark-gfm renders it, raw HTML let through: what opens a tag does open one.
func html(of markdown: [UInt8]) throws -> [String] {
  let extensions = ["table", "strikethrough", "autolink", "tasklist", "footnotes"]
  let arguments = extensions.flatMap { ["-e", $0] }
  let html = try output(of: "cmark-gfm", ["--unsafe"] + arguments, reading: markdown) ?? ""
  // On bytes: a line end with a combining mark behind it is one Character that is no line end.
  return html.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { String(Substring($0)) }
}

/// Text as cmark-gfm writes it into HTML, and xmllint into XML, where quotes stay.
func escapedForHTML(_ text: String, quotes: String = "&quot;") -> String {
  text.unicodeScalars.map { scalar in
    switch scalar {
    case "&": "&amp;"
    case "<": "&lt;"
    case ">": "&gt;"
    case "\"": quotes
    default: String(scalar)
    }
  }.joined()
}

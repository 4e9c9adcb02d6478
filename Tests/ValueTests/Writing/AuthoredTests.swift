import Core
import Foundation
import Testing

@testable import Issues

@Suite struct `What people write for a section` {
  private func written(_ lines: [String]) throws -> String {
    let block = Block.authored(lines.map { [.markdown($0)] })
    let bytes = try PaperWriter.write(Paper(title: "T", sections: [Section("S", [block])]), path: "p.md")
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test func `keeps its emphasis, lists and links`() throws {
    let text = try written(["**Well** done, see [the plan](plan.md):", "", "- one", "- two"])
    #expect(text == "# T\n\n## S\n\n**Well** done, see [the plan](plan.md):\n\n- one\n- two\n")
  }

  @Test func `opens no heading, tag, image or fence`() throws {
    let lines = [
      "# big", "   ## bigger", "Title", "===", "Other", "---", "<img src=x>", "<!-- x", "![a](http://beacon.example)",
      "```", "~~~", "a\u{202E}b\u{0007}c",
    ]
    let text = try written(lines)
    let html = try html(of: Array(text.utf8)).joined(separator: "\n")
    #expect(html.components(separatedBy: "<h").count == 3, "\(html)")
    for tag in ["<img", "<!--", "<pre", "<code"] { #expect(!html.contains(tag), "\(html)") }
    #expect(!text.unicodeScalars.contains { $0 == "\u{202E}" || $0 == "\u{0007}" })
  }
}

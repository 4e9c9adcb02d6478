import Foundation
import Support
import System
import Testing

@Suite(.waits) struct `The software bill of materials` {
  @Test func `names every pinned package and every library that the program is linked with`() throws {
    let program = try buildFolder + "/board-report"
    let made = try shell("exec \"$1/deploy/sbom\" \"$2\"", repository, program)
    #expect(made.status.succeeded)
    let bill = try JSONDecoder().decode(Bill.self, from: Data(made.lines.joined(separator: "\n").utf8))
    let names = Set(bill.components.map(\.name))
    let pins = try JSONDecoder().decode(
      Pins.self, from: Data(contentsOf: URL(fileURLWithPath: repository + "/Package.resolved")))
    #expect(pins.pins.allSatisfy { names.contains($0.identity) })
    #expect(names.isSuperset(of: ["swift-runtime", "libpq5", "libc6"]))
    #expect(bill.components.allSatisfy { $0.purl.hasPrefix("pkg:") && $0.purl.contains("@\($0.version)") })
  }

  private struct Bill: Decodable {
    struct Component: Decodable { let name, version, purl: String }
    let components: [Component]
  }

  private struct Pins: Decodable {
    struct Pin: Decodable { let identity: String }
    let pins: [Pin]
  }
}

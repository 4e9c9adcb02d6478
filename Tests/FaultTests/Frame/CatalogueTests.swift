import Foundation
import Support
import Testing

@Suite(.waits) struct `The catalogue of faults` {
  @Test func `has every case once, each held or reasoned away`() throws {
    let cases = try Catalogue().cases
    #expect(cases.map(\.id) == Catalogue.ids)
    for one in cases where one.tests.isEmpty && one.reason == nil {
      Issue.record("\(one.id) is neither held by a test nor reasoned away")
    }
    for one in cases where !one.tests.isEmpty && one.reason != nil {
      Issue.record("\(one.id) is both held and reasoned away")
    }
  }

  @Test func `names only tests that are there`() throws {
    for one in try Catalogue().cases {
      for test in one.tests {
        let parts = test.split(separator: "#", maxSplits: 1).map(String.init)
        let found = (try? tests(in: parts[0])) ?? []
        #expect(found.contains(parts[1]), "\(one.id): no test \(test)")
      }
    }
  }

  /// A test here that begins with a case's name belongs to that case.
  @Test func `has every test that is named after a case`() throws {
    var byCase: [String: Set<String>] = [:]
    for one in try Catalogue().cases { byCase[one.id] = Set(one.tests) }
    let folder = repository + "/Tests/FaultTests"
    let files = try FileManager.default.subpathsOfDirectory(atPath: folder)
    for file in files where file.hasSuffix(".swift") && !file.hasPrefix("Frame/") {
      let found = try tests(in: "FaultTests/" + file)
      let count = try text(of: folder + "/" + file).ranges(of: "@Test").count
      #expect(found.count == count, "\(file): a test that is not found by its raw name")
      for test in found {
        let ids = test.split(separator: " ").prefix { Catalogue.ids.contains(String($0)) }
        #expect(!ids.isEmpty, "\(file): \(test) begins with no case")
        for id in ids.map(String.init) {
          #expect(byCase[id]?.contains("FaultTests/\(file)#\(test)") == true, "\(id): \(file): \(test)")
        }
      }
    }
  }
}

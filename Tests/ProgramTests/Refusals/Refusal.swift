import Support
import Testing

/// An order that cannot be carried out, and what it is answered.
struct Refusal: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let code: Int32
  /// What the one line says, so that a person knows what to mend.
  let says: [String]
  var words: [String] = []
  var environment: [String] = []
  /// What is done to the sample's database first.
  var script = ""
  /// The job file; nil for the board's own.
  var job: String?

  init(_ name: String, _ code: Int32, _ says: String...) {
    testDescription = name
    self.code = code
    self.says = says
  }

  func given(_ words: String...) -> Refusal { with { $0.words = words } }
  func after(_ script: String) -> Refusal { with { $0.script = script } }
  func job(_ text: String) -> Refusal { with { $0.job = text } }
  func environment(_ words: String...) -> Refusal { with { $0.environment = words } }

  private func with(_ change: (inout Refusal) -> Void) -> Refusal {
    var refusal = self
    change(&refusal)
    return refusal
  }
}

extension World {
  /// One line and the code, nothing on standard output, and an archive as it was.
  func expect(
    _ refusal: Refusal, _ words: [String], wrapper: String = "", sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let archived = exists(archive)
    if !archived { try makeFolders(archive) }
    let before = try tree(home.path).filter { $0.key != "errors" }
    let outcome = try run(words, environment: refusal.environment, wrapper: wrapper)
    #expect(outcome.code == refusal.code, "\(outcome.error)", sourceLocation: sourceLocation)
    #expect(outcome.output == [], sourceLocation: sourceLocation)
    #expect(outcome.error.count == 1, "\(outcome.error)", sourceLocation: sourceLocation)
    let line = outcome.error.first ?? ""
    #expect(line.hasPrefix("board-report: "), "\(line)", sourceLocation: sourceLocation)
    for words in refusal.says { #expect(line.contains(words), "\(line)", sourceLocation: sourceLocation) }
    #expect(!line.contains("pa55word"), sourceLocation: sourceLocation)
    var after = try tree(home.path).filter { $0.key != "errors" }
    if !archived { after["reports/.lock"] = nil }
    #expect(after == before, sourceLocation: sourceLocation)
  }
}

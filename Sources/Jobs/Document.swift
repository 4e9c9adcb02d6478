import Yams

/// The mapping of a job file as keys and values with their places; YAML's own surprises refused.
enum Document {
  static func read(_ text: String, path: String) throws(JobError) -> [Setting] {
    let start = Place(file: path, line: 1, column: 1)
    let (parser, root) = try compose(text, path: path)
    // The anchors live as long as the parser does.
    return try withExtendedLifetime(parser) { () throws(JobError) -> [Setting] in
      guard let root, !isEmpty(root) else { return [] }
      try refuseIndirection(root, start)
      guard case .mapping(let mapping) = root else {
        throw JobError(start.at(root), "not a mapping", expected: "lines of ‘key: value’")
      }
      var settings: [Setting] = []
      for (key, value) in mapping {
        guard case .scalar(let scalar) = key, key.tag == Tag(.str) else {
          throw JobError(start.at(key), "a key that is no word", expected: "a word")
        }
        settings.append(
          Setting(
            key: scalar.string, keyPlace: start.at(key), place: start.at(value), value: value))
      }
      return settings
    }
  }

  private static func compose(
    _ text: String, path: String
  ) throws(JobError) -> (Yams.Parser, Node?) {
    do {
      let parser = try Yams.Parser(yaml: text, encoding: .utf8)
      return (parser, try parser.singleRoot())
    } catch let error as YamlError {
      throw refusal(error, path: path)
    } catch {
      throw JobError(Place(file: path, line: 1, column: 1), "not YAML", expected: "YAML")
    }
  }

  /// A file of comments alone.
  private static func isEmpty(_ root: Node) -> Bool {
    guard case .scalar(let scalar) = root else { return false }
    return scalar.string.isEmpty && scalar.style == .plain && scalar.anchor == nil
      && scalar.tag == Tag(.implicit)
  }

  /// Refuses anchors, and with them aliases, and tags, in the file's order: before an alias could be followed.
  private static func refuseIndirection(_ node: Node, _ start: Place) throws(JobError) {
    guard node.anchor == nil else {
      throw JobError(start.at(node), "an anchor or alias", expected: "the value itself")
    }
    switch node {
    case .scalar(let scalar):
      let plainTag = scalar.style == .plain ? Tag(.implicit) : Tag(.str)
      guard scalar.tag == plainTag else { throw tagRefused(node, start) }
    case .sequence(let sequence):
      guard sequence.tag == Tag(.implicit) else { throw tagRefused(node, start) }
      for element in sequence { try refuseIndirection(element, start) }
    case .mapping(let mapping):
      guard mapping.tag == Tag(.implicit) else { throw tagRefused(node, start) }
      for (key, value) in mapping {
        guard key.anchor == nil else {
          throw JobError(start.at(key), "an anchor or alias", expected: "the key itself")
        }
        try refuseIndirection(value, start)
      }
    case .alias:
      throw JobError(start.at(node), "an alias", expected: "the value itself")
    }
  }

  private static func tagRefused(_ node: Node, _ start: Place) -> JobError {
    JobError(start.at(node), "a tag", expected: "the value alone")
  }

  private static func refusal(_ error: YamlError, path: String) -> JobError {
    func refuse(_ line: Int, _ column: Int, _ problem: String, expected: String = "YAML")
      -> JobError
    {
      JobError(
        Place(file: path, line: max(1, line), column: max(1, column)), problem, expected: expected)
    }
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _):
      return refuse(mark.line, mark.column, problem)
    case .composer(_, let problem, let mark, _):
      return problem.contains("another document")
        ? refuse(mark.line, mark.column, "a second document", expected: "one document")
        : refuse(mark.line, mark.column, problem)
    case .duplicatedKeysInMapping(let keys, let context):
      let names = keys.prefix(1).map(quoted).joined()
      return refuse(
        context.mark.line, context.mark.column, "the key \(names) is given twice",
        expected: "it once")
    case .reader(let problem, let offset, _, let text):
      let line = text.utf8.prefix(offset ?? 0).count { $0 == UInt8(ascii: "\n") } + 1
      return refuse(line, 1, problem, expected: "printable characters")
    default:
      return refuse(1, 1, "not YAML")
    }
  }
}

extension Place {
  /// Where a node starts, in this file.
  func at(_ node: Node) -> Place {
    guard let mark = node.mark else { return self }
    return Place(file: file, line: mark.line, column: mark.column)
  }
}

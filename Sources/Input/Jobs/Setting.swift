import Core
import Yams

/// A key and its value in a job file, with a strict reader for each type.
struct Setting {
  let key: String
  let keyPlace: SourceLocation
  let place: SourceLocation
  let value: Node

  /// Reads one line of text: quoted, or plain when YAML takes the plain form for text.
  func text() throws(JobError) -> String { try text(of: value, expected: "text") }

  func path() throws(JobError) -> String {
    Path.resolve(try text(of: value, expected: "a path"), in: Path.folder(of: place.file))
  }

  /// Reads decimal digits without leading zeros, because YAML reads `010` as 8.
  func integer(_ range: ClosedRange<Int>) throws(JobError) -> Int {
    let expected = "a whole number from \(range.lowerBound) to \(range.upperBound)"
    guard let written = plain, isWholeNumber(written), let number = Int(written), range.contains(number) else {
      throw refusal(expected: expected)
    }
    return number
  }

  func boolean() throws(JobError) -> Bool {
    switch plain {
    case "true": return true
    case "false": return false
    default: throw refusal(expected: "true or false")
    }
  }

  func days() throws(JobError) -> Days {
    try days(expected: "a number of days, 0 or more, with at most two decimals")
  }

  /// Reads days of zero or more with at most two decimals.
  func days(expected: String) throws(JobError) -> Days {
    guard let written = plain, isWholeNumber(String(written.prefix { $0 != "." })), let days = Days(written),
      days >= .zero, days < Days.limit
    else { throw refusal(expected: expected) }
    return days
  }

  /// Reads quoted permission bits, `'0640'`. The quotes keep YAML from reading a number.
  func mode() throws(JobError) -> UInt32 {
    let expected = "a quoted octal mode such as '0640' that lets the owner read and write, and others not write"
    guard case .scalar(let scalar) = value, isQuoted(scalar), scalar.string.utf8.count == 4,
      scalar.string.utf8.first == UInt8(ascii: "0"),
      scalar.string.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "7")).contains($0) }),
      let mode = UInt32(scalar.string, radix: 8), mode & 0o600 == 0o600, mode & 0o113 == 0
    else { throw refusal(expected: expected) }
    return mode
  }

  func words() throws(JobError) -> [String] {
    var words: [String] = []
    for element in try elements(expected: "a list of words") {
      words.append(try text(of: element, expected: "a word, quoted if YAML takes it for a number"))
    }
    return words
  }

  /// Reads a pattern of case numbers, or a list of them.
  func caseNumbers() throws(JobError) -> [CaseNumberPattern] {
    let expected = #"a quoted pattern such as 'LCS-\d{7}', or a list of them"#
    var nodes = [value]
    if case .sequence(let sequence) = value { nodes = Array(sequence) }
    guard nodes.count <= 20 else { throw JobError(place, "\(key) has \(nodes.count) patterns", expected: "20 at most") }
    var patterns: [CaseNumberPattern] = []
    for node in nodes {
      let written = try text(of: node, expected: expected)
      do { patterns.append(try CaseNumberPattern(written)) } catch {
        throw JobError(place.at(node), "\(key): \(quoted(written)) \(error.problem)", expected: error.expected)
      }
    }
    return patterns
  }

  /// Reads one word of a closed list.
  func choice<Choice: RawRepresentable & CaseIterable>() throws(JobError) -> Choice
  where Choice.RawValue == String {
    guard let written = plain, let choice = Choice(rawValue: written) else {
      throw refusal(expected: Choice.allCases.map(\.rawValue).joined(separator: " or "))
    }
    return choice
  }

  /// Returns those of `known` that the value names, each at most once.
  func choices(_ known: [String], most: Int = .max) throws(JobError) -> [String] {
    let names = known.joined(separator: ", ")
    var choices: [String] = []
    for element in try elements(expected: "a list of \(names)") {
      let name = try text(of: element, expected: "one of \(names)")
      guard known.contains(name) else {
        throw JobError(place.at(element), "\(key) names \(quoted(name))", expected: "one of \(names)")
      }
      guard !choices.contains(name) else {
        throw JobError(place.at(element), "\(key) names \(name) twice", expected: "it once")
      }
      choices.append(name)
    }
    guard choices.count <= most else {
      throw JobError(place, "\(key) names \(choices.count)", expected: "\(most) at most")
    }
    return choices
  }

  /// Returns a text for each of the keys that the mapping gives.
  func texts(_ keys: [String]) throws(JobError) -> [String: String] {
    let names = keys.joined(separator: ", ")
    guard case .mapping(let mapping) = value else { throw refusal(expected: "a mapping of \(names)") }
    var texts: [String: String] = [:]
    for (key, value) in mapping {
      let name = try text(of: key, expected: "one of \(names)")
      guard keys.contains(name) else {
        throw JobError(place.at(key), "\(self.key) names \(quoted(name))", expected: "one of \(names)")
      }
      texts[name] = try text(of: value, expected: "a word")
    }
    return texts
  }

  private var plain: String? {
    guard case .scalar(let scalar) = value, scalar.style == .plain else { return nil }
    return scalar.string
  }

  private func isQuoted(_ scalar: Node.Scalar) -> Bool {
    scalar.style == .singleQuoted || scalar.style == .doubleQuoted
  }

  /// Returns whether the text is `0`, or digits that do not begin with 0, with or without a minus.
  private func isWholeNumber(_ text: String) -> Bool {
    let digits = text.utf8.first == UInt8(ascii: "-") ? text.utf8.dropFirst() : text.utf8[...]
    guard digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else { return false }
    return digits.count == 1 || digits.first.map { $0 != UInt8(ascii: "0") } ?? false
  }

  func elements(expected: String) throws(JobError) -> Node.Sequence {
    guard case .sequence(let sequence) = value else { throw refusal(expected: expected) }
    return sequence
  }

  private func text(of node: Node, expected: String) throws(JobError) -> String {
    guard case .scalar(let scalar) = node, node.tag == Tag(.str) else {
      throw JobError(place.at(node), "\(key) is \(kind(of: node))", expected: expected)
    }
    let text = scalar.string
    guard text.unicodeScalars.contains(where: { !$0.properties.isWhitespace }) else {
      throw JobError(place.at(node), "\(key) is empty", expected: expected)
    }
    guard !text.unicodeScalars.contains(where: isControl) else {
      throw JobError(place.at(node), "\(key) holds a line end or another control character", expected: expected)
    }
    return text
  }

  func refusal(expected: String) -> JobError {
    guard case .scalar(let scalar) = value, !scalar.string.isEmpty else {
      return JobError(place, "\(key) is \(kind(of: value))", expected: expected)
    }
    return JobError(place, "\(key) is \(quoted(scalar.string))", expected: expected)
  }

  /// Returns what YAML takes a node for, in words.
  private func kind(of node: Node) -> String {
    switch node {
    case .mapping: return "a mapping"
    case .sequence: return "a list"
    case .alias: return "an alias"
    case .scalar(let scalar):
      if scalar.string.isEmpty { return "empty" }
      switch node.tag {
      case Tag(.int), Tag(.float): return "a number"
      case Tag(.bool): return "true or false to YAML"
      case Tag(.timestamp): return "a date"
      case Tag(.null): return "nothing to YAML"
      default: return "of another type"
      }
    }
  }
}

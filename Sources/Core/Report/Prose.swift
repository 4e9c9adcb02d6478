/// A run of text for people. Words of ours and text from the database stay apart, so that the writer escapes the text and a
/// section cannot forget to.
package struct Prose: Hashable, Sendable {
  package enum ProsePart: Hashable, Sendable {
    /// Our own words, plain, without markup.
    case words(String)
    /// From the database, the job file or a person: to be escaped.
    case data(String)
    case strong([ProsePart])
    /// A link to a file of the issue, by a name of ours.
    case link(String, path: String)
    case lineBreak
  }

  package var parts: [ProsePart]

  package init(_ parts: [ProsePart] = []) { self.parts = parts }
  package init(_ text: Text) { parts = [.data(text.string)] }
  package init(_ value: some OwnWords) { parts = [.words(value.words)] }

  package static func data(_ string: String) -> Prose { Prose([.data(string)]) }
  /// Words of ours that are computed.
  package static func words(_ words: String) -> Prose { Prose([.words(words)]) }
  package static func strong(_ prose: Prose) -> Prose { Prose([.strong(prose.parts)]) }
  package static func link(_ words: String, to path: String) -> Prose { Prose([.link(words, path: path)]) }

  package static func + (left: Prose, right: Prose) -> Prose { Prose(left.parts + right.parts) }
}

/// A value that prints as words of ours, because its type cannot hold anybody's text.
package protocol OwnWords { var words: String { get } }

extension Int: OwnWords { package var words: String { description } }
extension Days: OwnWords { package var words: String { description } }
extension Decimal: OwnWords { package var words: String { description } }
extension CalendarDay: OwnWords { package var words: String { written } }
extension Period: OwnWords { package var words: String { title } }

extension Prose: ExpressibleByStringInterpolation {
  package init(stringLiteral value: StaticString) { parts = [.words(value.description)] }
  package init(stringInterpolation: StringInterpolation) { parts = stringInterpolation.parts }

  /// A literal's own segments are words of ours. An interpolated value is words of ours only when its type says so.
  package struct StringInterpolation: StringInterpolationProtocol {
    var parts: [ProsePart] = []

    package init(literalCapacity: Int, interpolationCount: Int) {}

    package mutating func appendLiteral(_ literal: StaticString) {
      if literal.utf8CodeUnitCount > 0 { parts.append(.words(literal.description)) }
    }
    package mutating func appendInterpolation(_ prose: Prose) { parts += prose.parts }
    package mutating func appendInterpolation(_ text: Text) { parts.append(.data(text.string)) }
    package mutating func appendInterpolation(_ value: some OwnWords) { parts.append(.words(value.words)) }
    /// Words of ours that are computed: a metric's title, a vocabulary's word.
    package mutating func appendInterpolation(words: String) { parts.append(.words(words)) }
  }
}

extension Int {
  /// A number and its noun as plain text: `1 project`, `3 projects`.
  package func counted(_ one: StaticString, _ many: StaticString) -> String { "\(self) \(self == 1 ? one : many)" }
}

// Numbers and lists as sentences say them.
extension Prose {
  /// A number and its noun: `1 project`, `3 projects`.
  package static func count(_ count: Int, _ one: StaticString, _ many: StaticString) -> Prose {
    .words(count.counted(one, many))
  }

  /// At the start of a sentence: `No requests were`, `1 request was`.
  ///
  /// - Parameter no: `no` within a sentence.
  package static func countOrNo(_ count: Int, _ one: StaticString, _ many: StaticString, no: StaticString = "No")
    -> Prose
  { count == 0 ? .words("\(no) \(many)") : .count(count, one, many) }

  /// `none` for zero.
  package static func noneOr(_ count: Int) -> Prose { count == 0 ? "none" : Prose(count) }

  /// `was` or `were`, `is` or `are`.
  package static func verb(_ count: Int, _ one: StaticString, _ many: StaticString) -> Prose {
    .words((count == 1 ? one : many).description)
  }

  package static func isOrAre(_ days: Days) -> Prose { .verb(days.hundredths == 100 ? 1 : 2, "is", "are") }

  package static func wasOrWere(_ days: Days) -> Prose { .verb(days.hundredths == 100 ? 1 : 2, "was", "were") }

  /// Days and their noun: `1.00 day`, `12.50 days`.
  package static func days(_ days: Days) -> Prose { .words("\(days) \(days.hundredths == 100 ? "day" : "days")") }

  /// Text whose lines stay lines; empty ones are left out.
  package static func lines(_ text: Text) -> Prose {
    let lines = text.string.unicodeScalars.split(whereSeparator: \.isLineBreak).map { String($0) }
    return lines.filter { Text(recorded: $0) != nil }.map { .data($0) }.joined(Prose([.lineBreak]))
  }

  /// Text that is not recorded says so.
  package static func recorded(_ text: Text?) -> Prose { text.flatMap(\.recorded).map { Prose($0) } ?? "not recorded" }
  package static func recorded(_ day: CalendarDay?) -> Prose { day.map { Prose($0) } ?? "not recorded" }
  package static func known(_ days: Days?) -> Prose { days.map { Prose($0) } ?? "unknown" }
}

extension [Prose] {
  /// `a`, `a and b`, `a, b and c`; with more than `limit`, the first of them and how many more.
  package func sentence(limit: Int = .max) -> Prose {
    if count > limit { return Array(prefix(limit)).joined(", ") + " and \(count - limit) more" }
    guard let last, count > 1 else { return first ?? Prose() }
    return Array(dropLast()).joined(", ") + " and " + last
  }

  /// `a, b, c`: for names that hold an `and` of their own; with more than `limit`, how many more.
  package func listed(limit: Int) -> Prose { count > limit ? sentence(limit: limit) : joined(", ") }

  package func joined(_ separator: Prose) -> Prose {
    enumerated().reduce(into: Prose()) { joined, item in
      joined = item.offset == 0 ? item.element : joined + separator + item.element
    }
  }
}

extension String {
  /// With a capital first letter; our own words are ASCII there.
  package var capitalised: String { prefix(1).uppercased() + dropFirst() }
}

extension Text {
  /// nil for white space: such a text is not recorded.
  var recorded: Text? { Text(recorded: string) }
}

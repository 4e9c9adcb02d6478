package import Facts

/// A run of text for people. What we write ourselves and what comes from the database stay apart, so that the
/// writer can escape the second and nobody has to remember to.
package struct Prose: Hashable, Sendable {
  package enum Part: Hashable, Sendable {
    /// Our own words, plain, without markup.
    case words(String)
    /// From the database, the job file or a person: to be escaped.
    case data(String)
    case strong([Part])
    /// A link to a file of the issue, by a name of ours.
    case link(String, path: String)
    case lineBreak
  }

  package var parts: [Part]

  package init(_ parts: [Part] = []) { self.parts = parts }
  package init(_ text: Text) { parts = [.data(text.string)] }

  package static func data(_ string: String) -> Prose { Prose([.data(string)]) }
  package static func strong(_ prose: Prose) -> Prose { Prose([.strong(prose.parts)]) }
  package static func link(_ words: String, to path: String) -> Prose {
    Prose([.link(words, path: path)])
  }

  package static func + (left: Prose, right: Prose) -> Prose { Prose(left.parts + right.parts) }

  package var isEmpty: Bool { parts.isEmpty }
}

extension Prose: ExpressibleByStringInterpolation {
  package init(stringLiteral value: StaticString) { parts = [.words(value.description)] }
  package init(stringInterpolation: StringInterpolation) { parts = stringInterpolation.parts }

  /// A literal's own segments are words; what is put in is words only when its type cannot hold anybody's text.
  package struct StringInterpolation: StringInterpolationProtocol {
    var parts: [Part] = []

    package init(literalCapacity: Int, interpolationCount: Int) {}

    package mutating func appendLiteral(_ literal: StaticString) {
      if literal.utf8CodeUnitCount > 0 { parts.append(.words(literal.description)) }
    }
    package mutating func appendInterpolation(_ prose: Prose) { parts += prose.parts }
    package mutating func appendInterpolation(_ text: Text) { parts.append(.data(text.string)) }
    package mutating func appendInterpolation(_ count: Int) { parts.append(.words(String(count))) }
    package mutating func appendInterpolation(_ days: Days) {
      parts.append(.words(days.description))
    }
    package mutating func appendInterpolation(_ decimal: Decimal) {
      parts.append(.words(decimal.description))
    }
    package mutating func appendInterpolation(_ day: CalendarDay) {
      parts.append(.words(day.written))
    }
    package mutating func appendInterpolation(_ period: Period) {
      parts.append(.words(period.title))
    }
    /// Words of ours that are computed: a metric's title, a vocabulary's word.
    package mutating func appendInterpolation(words: String) { parts.append(.words(words)) }
  }
}

package import Facts

extension Prose {
  /// A number and its noun: `1 project`, `3 projects`.
  package static func count(_ count: Int, _ one: StaticString, _ many: StaticString) -> Prose {
    Prose([.words("\(count) \(count == 1 ? one : many)")])
  }

  /// At the start of a sentence: `No requests were`, `1 request was`.
  package static func countOrNo(_ count: Int, _ one: StaticString, _ many: StaticString) -> Prose {
    count == 0 ? Prose([.words("No \(many)")]) : .count(count, one, many)
  }

  /// `none` for zero.
  package static func noneOr(_ count: Int) -> Prose { count == 0 ? "none" : Prose(count) }

  /// `was` or `were`, `is` or `are`.
  package static func verb(_ count: Int, _ one: StaticString, _ many: StaticString) -> Prose {
    Prose([.words((count == 1 ? one : many).description)])
  }

  /// Days and their noun: `1.00 day`, `12.50 days`.
  package static func days(_ days: Days) -> Prose {
    Prose([.words("\(days) \(days.hundredths == 100 ? "day" : "days")")])
  }

  /// Words of ours that are computed.
  package static func words(_ words: String) -> Prose { Prose([.words(words)]) }

  package init(_ decimal: Decimal) { self.init([.words(decimal.description)]) }
  package init(_ count: Int) { self.init([.words(String(count))]) }
  package init(_ days: Days) { self.init([.words(days.description)]) }
  package init(_ day: CalendarDay) { self.init([.words(day.written)]) }
}

extension [Prose] {
  /// `a`, `a and b`, `a, b and c`; with more than `limit`, the first of them and how many more.
  package func sentence(limit: Int = .max) -> Prose {
    if count > limit {
      return Array(prefix(limit)).joined(", ") + " and \(count - limit) more"
    }
    guard let last, count > 1 else { return first ?? Prose() }
    return Array(dropLast()).joined(", ") + " and " + last
  }

  /// `a, b, c`: for names that hold an `and` of their own; with more than `limit`, how many more.
  package func listed(limit: Int) -> Prose {
    count > limit ? sentence(limit: limit) : joined(", ")
  }

  package func joined(_ separator: Prose) -> Prose {
    enumerated().reduce(into: Prose()) { joined, item in
      joined = item.offset == 0 ? item.element : joined + separator + item.element
    }
  }
}

extension String {
  /// With a capital first letter; our own words are ASCII there.
  var capitalised: String { prefix(1).uppercased() + dropFirst() }
}

/// What went through one connection, and where the messages of PostgreSQL's protocol begin in it.
package struct Recording: Sendable {
  package private(set) var toServer: [UInt8] = []
  package private(set) var toClient: [UInt8] = []

  /// Both sides have gone.
  package internal(set) var isOver = false

  package init() {}

  mutating func append(_ bytes: [UInt8], _ direction: Proxy.Direction) {
    switch direction {
    case .toServer: toServer += bytes
    case .toClient: toClient += bytes
    }
  }

  package func bytes(_ direction: Proxy.Direction) -> [UInt8] { direction == .toServer ? toServer : toClient }

  /// Where each message begins, and where the last one ends. The program's first has no type, only a length.
  package func boundaries(_ direction: Proxy.Direction) -> [Int] {
    let bytes = bytes(direction)
    var found = [0]
    var place = 0
    var header = direction == .toServer ? 0 : 1
    while place + header + 4 <= bytes.count {
      let length = bytes[place + header..<place + header + 4].reduce(0) { $0 << 8 | Int($1) }
      place += header + length
      header = 1
      found.append(place)
    }
    return found
  }

  /// Every boundary, and every byte of the header after it.
  package func headerPlaces(_ direction: Proxy.Direction) -> [Int] {
    let end = bytes(direction).count
    let places = boundaries(direction).flatMap { start in (0...5).map { start + $0 } }
    return Set(places.filter { $0 <= end }).sorted()
  }
}

extension Recording {
  /// What the server said at each time, up to its being ready for the next question.
  var answers: [ArraySlice<UInt8>] {
    var answers: [ArraySlice<UInt8>] = []
    var start = 0
    let places = boundaries(.toClient)
    for (place, end) in zip(places, places.dropFirst()) where toClient[place] == UInt8(ascii: "Z") {
      answers.append(toClient[start..<end])
      start = end
    }
    return answers
  }

  /// What was said before the program knew all it asked: its good-bye is no part of that.
  package func lastPlace(_ way: Proxy.Direction) -> Int {
    guard way == .toServer else { return answers.last?.endIndex ?? 0 }
    var questions = Questions()
    questions.hear(toServer)
    return questions.end
  }
}

/// How often a program asked: by its first message, by a query, by the end of an extended one.
struct Questions {
  private(set) var count = 0
  /// Where the last of them ends.
  private(set) var end = 0
  private var place = 0
  private var header: [UInt8] = []
  /// Of the message that is being heard, what is left after its header.
  private var rest = 0
  private var isFirst = true

  mutating func hear(_ bytes: [UInt8]) {
    var next = 0
    while next < bytes.count {
      if rest == 0 {
        header.append(bytes[next])
        next += 1
        place += 1
        guard header.count == (isFirst ? 4 : 5) else { continue }
        rest = header.suffix(4).reduce(0) { $0 << 8 | Int($1) } - 4
      } else {
        let step = min(rest, bytes.count - next)
        rest -= step
        next += step
        place += step
      }
      if rest == 0 { endMessage() }
    }
  }

  private mutating func endMessage() {
    if isFirst || [UInt8(ascii: "Q"), UInt8(ascii: "S")].contains(header[0]) {
      count += 1
      end = place
    }
    isFirst = false
    header = []
  }
}

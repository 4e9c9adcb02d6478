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

  package func bytes(_ direction: Proxy.Direction) -> [UInt8] {
    direction == .toServer ? toServer : toClient
  }

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

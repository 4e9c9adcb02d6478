import Glibc

/// One connection through a proxy.
struct Relay {
  private let client: Int32
  private let server: Int32
  private let fault: Proxy.Fault?

  init(_ client: Int32, _ server: Int32, _ fault: Proxy.Fault?) {
    self.client = client
    self.server = server
    self.fault = fault
  }

  private enum Step { case go, end, reset }

  /// Until either side ends, or the fault ends both.
  func run(record: ([UInt8], Proxy.Direction) -> Void, isOver: () -> Bool) {
    var gone: [Proxy.Direction: Int] = [.toServer: 0, .toClient: 0]
    var said: [UInt8] = []
    var harm: Proxy.Harm?
    var step = Step.go
    while step == .go {
      if harm == .stall {
        step = stalled(isOver)
        continue
      }
      for direction in Socket.readable(client, server) {
        guard step == .go, harm != .stall else { break }
        let source = direction == .toServer ? client : server
        guard var bytes = Socket.read(source) else {
          step = .end
          break
        }
        var isDue = false
        switch fault?.place {
        case .byte(let limit, direction) where harm == nil:
          let left = limit - gone[direction, default: 0]
          isDue = left <= bytes.count
          if isDue, !isSlow { bytes = Array(bytes.prefix(left)) }
        case .answer(let words) where harm == nil:
          if direction == .toServer {
            said += bytes
          } else {
            isDue = said.contains(words.utf8)
            if isDue, !isSlow { bytes = [] }
          }
        default: break
        }
        if isDue { harm = fault?.harm }
        // First: who gets the last of it may ask for the recording at once.
        record(bytes, direction)
        guard pass(bytes, direction, harm) else {
          step = .end
          break
        }
        gone[direction, default: 0] += bytes.count
        if isDue, harm == .close { step = .end }
        if isDue, harm == .reset { step = .reset }
      }
    }
    if step == .reset { Socket.resetOnClose(client) }
    close(client)
    close(server)
  }

  private var isSlow: Bool { if case .slow = fault?.harm { true } else { false } }

  private func pass(_ bytes: [UInt8], _ direction: Proxy.Direction, _ harm: Proxy.Harm?) -> Bool {
    let sink = direction == .toServer ? server : client
    guard case .slow(let count, let pause) = harm else { return Socket.write(bytes, sink) }
    var rest = bytes[...]
    while !rest.isEmpty {
      usleep(UInt32(pause) * 1_000)
      guard Socket.write(Array(rest.prefix(count)), sink) else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  /// Nothing more is read, so what the program sends is acknowledged by the system alone; its going is seen.
  private func stalled(_ isOver: () -> Bool) -> Step {
    while !isOver() {
      if Socket.isGone(client) { return .end }
      usleep(20_000)
    }
    return .end
  }
}

extension [UInt8] {
  fileprivate func contains(_ words: String.UTF8View) -> Bool {
    let words = [UInt8](words)
    guard let first = words.first, count >= words.count else { return false }
    return indices.dropLast(words.count - 1).contains { start in
      self[start] == first && self[start..<start + words.count].elementsEqual(words)
    }
  }
}

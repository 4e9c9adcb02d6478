import Foundation
import Glibc
import Synchronization

/// A server that is none: it says again what a recorded one said, each answer once it was asked, up to one byte, and then does
/// harm. Without a server's work a session of thousands of bytes can be cut at every one of them.
package final class Replay: Sendable {
  package let port: UInt16
  private let listener: Int32
  private let isOver = Mutex(false)

  /// - Parameters:
  ///   - limit: so many bytes that way are the last that pass; every byte passes the other way.
  ///   - harm: closes, resets or stalls.
  package init(_ recording: Recording, _ harm: Proxy.Harm, at limit: Int, _ way: Proxy.Direction) {
    (listener, port) = Socket.listenOnLoopback()
    let (listener, answers) = (listener, recording.answers)
    Thread.detachNewThread { [weak self] in
      guard let client = Socket.accept(listener) else { return }
      let cancels = Thread { while let other = Socket.accept(listener) { close(other) } }
      cancels.start()
      let speaker = Speaker(client, answers, way == .toClient ? limit : .max)
      speaker.run(reading: way == .toServer ? limit : .max)
      if harm == .reset { Socket.resetOnClose(client) }
      if harm == .stall {
        while let self, !self.isOver.withLock({ $0 }), !Socket.isGone(client) { usleep(50_000) }
      }
      close(client)
    }
  }

  /// Words of a connection to it.
  package var conninfo: String {
    "host=127.0.0.1 port=\(port) user=postgres dbname=d sslmode=disable gssencmode=disable"
  }

  /// Nobody is listened to any more.
  package func end() {
    isOver.withLock { $0 = true }
    shutdown(listener, Int32(SHUT_RDWR))
  }

  deinit { close(listener) }
}

/// Gives the next answer whenever a question is complete.
private struct Speaker {
  private let client: Int32
  private let answers: [[UInt8]]
  private let limit: Int

  init(_ client: Int32, _ answers: [[UInt8]], _ limit: Int) {
    self.client = client
    self.answers = answers
    self.limit = limit
  }

  /// Until a limit is reached, or the program goes.
  func run(reading most: Int) {
    var heard = Recording()
    var told = 0
    var next = 0
    while heard.toServer.count < most {
      guard let bytes = Socket.read(client, upTo: min(16_384, most - heard.toServer.count)) else {
        return
      }
      heard.append(bytes, .toServer)
      while next < min(heard.questions, answers.count) {
        let answer = answers[next].prefix(limit - told)
        guard Socket.write(Array(answer), client) else { return }
        told += answer.count
        next += 1
        if told >= limit { return }
      }
    }
  }
}

extension Recording {
  /// What the server said at each time, up to its being ready for the next question.
  var answers: [[UInt8]] {
    var answers: [[UInt8]] = []
    var start = 0
    let places = boundaries(.toClient)
    for (place, end) in zip(places, places.dropFirst()) where toClient[place] == UInt8(ascii: "Z") {
      answers.append(Array(toClient[start..<end]))
      start = end
    }
    return answers
  }

  /// How often the program asked: by its first message, by a query, by the end of an extended one.
  var questions: Int {
    let places = boundaries(.toServer)
    let whole = zip(places, places.dropFirst()).filter { $1 <= toServer.count }
    return whole.count { place, _ in
      place == 0 || [UInt8(ascii: "Q"), UInt8(ascii: "S")].contains(toServer[place])
    }
  }
}

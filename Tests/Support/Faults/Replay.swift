import Foundation
import Glibc
import Synchronization

/// A server that is none: it says again what a recorded one said, each answer once it was asked, up to one byte, and then does
/// harm. Without a server's work a session of thousands of bytes can be cut at every one of them.
///
/// A program with several sessions is met with the recordings in the order it opened them.
package final class Replay: Sendable {
  /// Where harm is done: so many bytes that way are the last that pass; every byte passes the other way.
  package struct Place: Sendable {
    package let session: Int
    package let byte: Int
    package let way: Proxy.Direction

    package init(session: Int, byte: Int, way: Proxy.Direction) {
      self.session = session
      self.byte = byte
      self.way = way
    }
  }

  /// What the server said in each session, an answer each time it was asked.
  package struct Script: Sendable {
    fileprivate let sessions: [[ArraySlice<UInt8>]]

    package init(_ recordings: [Recording]) { sessions = recordings.map(\.answers) }
  }

  private struct State {
    var sessions = 0
    var isOver = false
    var isReached = false
  }

  package let port: UInt16
  private let listener: Int32
  private let state = Mutex(State())
  private let script: Script
  private let harm: Proxy.Harm
  private let place: Place?

  /// - Parameters:
  ///   - harm: closes, resets or stalls.
  ///   - place: nil for none: every session is told to its end.
  package init(_ script: Script, _ harm: Proxy.Harm, at place: Place?) {
    (listener, port) = Socket.listenOnLoopback()
    self.script = script
    self.harm = harm
    self.place = place
    let listener = listener
    Thread.detachNewThread { [self] in
      while let client = Socket.accept(listener) { Thread.detachNewThread { [self] in serve(client) } }
      close(listener)
    }
  }

  /// Words of a connection to it.
  package var conninfo: String {
    "host=127.0.0.1 port=\(port) user=postgres dbname=d sslmode=disable gssencmode=disable"
  }

  /// Nobody is listened to any more.
  package func end() {
    state.withLock { $0.isOver = true }
    shutdown(listener, Int32(SHUT_RDWR))
  }

  /// Whether it came to the place of its harm: a program does not say the very same bytes each time.
  package var isReached: Bool { state.withLock { $0.isReached } }

  private func serve(_ client: Int32) {
    defer { close(client) }
    guard let first = Socket.read(client, exactly: 8), !first.isCancel else { return }
    let session = state.withLock { state in
      defer { state.sessions += 1 }
      return state.sessions
    }
    guard session < script.sessions.count else { return }
    let isHarmed = place?.session == session
    let isReached = Speaker(client, script.sessions[session], isHarmed ? place : nil).run(heard: first)
    if isReached { state.withLock { $0.isReached = true } }
    if isHarmed, harm == .reset { Socket.resetOnClose(client) }
    if isHarmed, harm == .stall { while !state.withLock({ $0.isOver }), !Socket.isGone(client) { usleep(50_000) } }
  }
}

extension [UInt8] {
  /// A request to cancel another session's statement.
  fileprivate var isCancel: Bool { Array(suffix(4)) == [0x04, 0xD2, 0x16, 0x2E] }
}

/// Gives the next answer whenever a question is complete.
private struct Speaker {
  private let client: Int32
  private let answers: [ArraySlice<UInt8>]
  private let most: Int
  private let limit: Int

  init(_ client: Int32, _ answers: [ArraySlice<UInt8>], _ place: Replay.Place?) {
    self.client = client
    self.answers = answers
    most = place?.way == .toServer ? place?.byte ?? .max : .max
    limit = place?.way == .toClient ? place?.byte ?? .max : .max
  }

  /// Until a limit is reached, or the program goes; whether it was the limit.
  func run(heard first: [UInt8]) -> Bool {
    var questions = Questions()
    var (heard, told, next) = (first.count, 0, 0)
    questions.hear(first)
    // Its first eight bytes were read to see what it is.
    guard most > heard else { return true }
    while heard < most {
      guard let bytes = Socket.read(client, upTo: min(16_384, most - heard)) else { return false }
      heard += bytes.count
      questions.hear(bytes)
      while next < min(questions.count, answers.count) {
        let answer = answers[next].prefix(limit - told)
        guard Socket.write(Array(answer), client) else { return false }
        told += answer.count
        next += 1
        if told >= limit { return true }
      }
    }
    // Once every answer was given, what is heard is a good-bye.
    return next < answers.count
  }
}

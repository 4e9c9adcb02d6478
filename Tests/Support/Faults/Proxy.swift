import Foundation
import Glibc
import Synchronization

/// Stands between a program and a PostgreSQL on a port of 127.0.0.1, passes on what both say, and does one harm.
///
/// It goes, with every connection through it, when this value does.
package final class Proxy: Sendable {
  /// Which way bytes go.
  package enum Direction: Sendable, CaseIterable { case toServer, toClient }

  package enum Harm: Sendable, Equatable {
    /// Both ends are closed in order (FIN).
    case close
    /// The program's connection is torn down (RST).
    case reset
    /// Nothing is passed on any more, either way; the system still acknowledges what is sent.
    case stall
    /// From here on so many bytes at a time, after so many milliseconds each.
    case slow(bytes: Int, milliseconds: Int)
  }

  package enum Place: Sendable {
    /// Once so many bytes went that way.
    case byte(Int, Direction)
    /// Once the program said this; what the server answers is not passed on.
    case answer(to: String)
  }

  package struct Fault: Sendable {
    package let harm: Harm
    package let place: Place
    /// Which connections meet it, from 0; nil for all.
    package let connection: Int?

    package init(_ harm: Harm, at place: Place, connection: Int? = 0) {
      self.harm = harm
      self.place = place
      self.connection = connection
    }
  }

  private struct State {
    var recordings: [Recording] = []
    var isOver = false
  }

  package let port: UInt16
  private let listener: Int32
  private let server: UnixAddress
  private let fault: Fault?
  private let state = Mutex(State())

  /// - Parameter conninfo: of a server by its Unix socket, `host=…` first and `port=…` in it.
  package init(_ conninfo: String, _ fault: Fault? = nil) throws {
    server = try UnixAddress(conninfo)
    self.fault = fault
    (listener, port) = Socket.listenOnLoopback()
    let listener = listener
    Thread.detachNewThread { [weak self] in
      var number = 0
      while let client = Socket.accept(listener) {
        guard let self else {
          close(client)
          break
        }
        self.serve(client, number)
        number += 1
      }
    }
  }

  deinit {
    shutdown(listener, Int32(SHUT_RDWR));
    close(listener)
  }

  /// The given connection string, by way of this proxy.
  package func through(_ conninfo: String) -> String { conninfo + " host=127.0.0.1 port=\(port)" }

  /// What went through each connection so far.
  package var recordings: [Recording] { state.withLock { $0.recordings } }

  /// Closes every connection that stalls.
  package func end() { state.withLock { $0.isOver = true } }

  private func serve(_ client: Int32, _ number: Int) {
    state.withLock { $0.recordings.append(Recording()) }
    guard let server = server.connect() else {
      close(client)
      return
    }
    let meets = fault?.connection.map { $0 == number } ?? true
    let relay = Relay(client, server, meets ? fault : nil)
    Thread.detachNewThread { [self] in
      relay.run(
        record: { bytes, direction in state.withLock { $0.recordings[number].append(bytes, direction) } },
        isOver: { state.withLock { $0.isOver } })
      state.withLock { $0.recordings[number].isOver = true }
    }
  }
}

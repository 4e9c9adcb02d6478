import Database
import Glibc

/// The few things done to sockets here; each is a number closed by who holds it.
enum Socket {
  static func listenOnLoopback() -> (Int32, UInt16) {
    let number = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    // Ports of connections that are over and remembered for a minute may be taken again: there are thousands of them.
    var yes: Int32 = 1
    // SAFETY: the option is a value in this frame, passed with its own length.
    _ = unsafe setsockopt(number, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    // SAFETY: the address is a value in this frame, passed with its own length.
    unsafe withUnsafeMutablePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        _ = unsafe bind(number, address, length)
        _ = unsafe getsockname(number, address, &length)
      }
    }
    _ = listen(number, 64)
    return (number, UInt16(bigEndian: address.sin_port))
  }

  /// nil once the listener is closed.
  static func accept(_ listener: Int32) -> Int32? {
    while true {
      let number = Glibc.accept(listener, nil, nil)
      if number >= 0 { return number }
      guard errno == EINTR || errno == ECONNABORTED else { return nil }
    }
  }

  /// Which ways something can be read, after at most a second.
  static func readable(_ client: Int32, _ server: Int32) -> [Proxy.Direction] {
    var watched = [client, server].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    // SAFETY: poll(2) writes into the array it is given the count of.
    _ = unsafe poll(&watched, 2, 1_000)
    return (watched[0].revents != 0 ? [.toServer] : []) + (watched[1].revents != 0 ? [.toClient] : [])
  }

  /// nil when the end comes before.
  static func read(_ number: Int32, exactly count: Int) -> [UInt8]? {
    var bytes: [UInt8] = []
    while bytes.count < count {
      guard let more = read(number, upTo: count - bytes.count) else { return nil }
      bytes += more
    }
    return bytes
  }

  /// nil at the end, orderly or not.
  static func read(_ number: Int32, upTo most: Int = 16_384) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: most)
    // SAFETY: read(2) writes at most the count it is given.
    let count = unsafe Glibc.read(number, &bytes, bytes.count)
    return count > 0 ? Array(bytes.prefix(count)) : nil
  }

  static func write(_ bytes: [UInt8], _ number: Int32) -> Bool {
    var done = 0
    while done < bytes.count {
      // SAFETY: send(2) reads no further than the count it is given.
      let count = unsafe bytes.withUnsafeBytes {
        unsafe send(number, $0.baseAddress.map { unsafe $0 + done }, bytes.count - done, 0x4000)
      }
      guard count > 0 else { return false }
      done += count
    }
    return true
  }

  /// The other side has closed it, whether or not something it said was read.
  static func isGone(_ number: Int32) -> Bool {
    let hangUp = Int16(POLLHUP | POLLERR) | 0x2000
    var watched = [pollfd(fd: number, events: 0x2000, revents: 0)]
    // SAFETY: poll(2) writes into the array it is given the count of. 0x2000 is POLLRDHUP.
    _ = unsafe poll(&watched, 1, 0)
    return watched[0].revents & hangUp != 0
  }

  static func resetOnClose(_ number: Int32) {
    var option = linger(l_onoff: 1, l_linger: 0)
    // SAFETY: the option is a value in this frame, passed with its own length.
    _ = unsafe setsockopt(number, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
  }
}

/// Where a server's Unix socket is.
struct UnixAddress {
  private let path: String

  init(_ conninfo: String) throws {
    let words = conninfo.split(separator: " ")
    func last(_ word: String) -> Substring? { words.last { $0.hasPrefix(word + "=") }?.dropFirst(word.count + 1) }
    guard let folder = last("host"), folder.hasPrefix("/"), let port = last("port") else {
      throw DatabaseError(.usage, "no Unix socket in \(conninfo)")
    }
    path = "\(folder)/.s.PGSQL.\(port)"
  }

  func connect() -> Int32? {
    let number = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    // SAFETY: the name fits, or the rest is cut and the connection refused; the last byte stays 0.
    unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.dropLast().copy(path) }
    let length = socklen_t(MemoryLayout<sockaddr_un>.size)
    let answer = unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe Glibc.connect(number, $0, length) }
    }
    guard answer == 0 else {
      close(number)
      return nil
    }
    return number
  }
}

extension Slice<UnsafeMutableRawBufferPointer> {
  fileprivate func copy(_ text: String) {
    for (place, byte) in unsafe zip(indices, text.utf8) { unsafe base[place] = byte }
  }
}

import Glibc

/// A server that takes a connection and never says a word.
package struct SilentPeer: ~Copyable {
  private let descriptor: Int32
  package let port: UInt16

  package init() {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let descriptor = descriptor
    // SAFETY: the address is a value in this frame, passed with its own length.
    unsafe withUnsafeMutablePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        _ = unsafe bind(descriptor, address, length)
        _ = unsafe getsockname(descriptor, address, &length)
      }
    }
    _ = listen(descriptor, 8)
    port = UInt16(bigEndian: address.sin_port)
  }

  deinit { close(descriptor) }
}

import CLibpq

/// Whom we talk to, as an administrator would name it.
@safe struct Endpoint {
  let host: String
  let port: String
  let database: String
  let user: String

  init(_ handle: OpaquePointer) {
    // SAFETY: libpq answers with a string it keeps as long as the handle, or with null.
    func text(_ pointer: UnsafeMutablePointer<CChar>?) -> String {
      unsafe pointer.flatMap { unsafe String(validatingCString: $0) } ?? ""
    }
    host = unsafe text(PQhost(handle))
    port = unsafe text(PQport(handle))
    database = unsafe text(PQdb(handle))
    user = unsafe text(PQuser(handle))
  }

  var shown: String {
    host.hasPrefix("/") ? "socket \(host)/.s.PGSQL.\(port)" : "\(host):\(port)"
  }
}

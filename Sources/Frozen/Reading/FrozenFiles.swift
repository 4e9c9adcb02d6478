/// Where the files of an issue are read from: published, staged, or in memory.
package struct FrozenFiles {
  /// A file in pieces: each call gives the next, an empty one at the end.
  package typealias Pieces = () throws -> [UInt8]

  /// nil when the file is not there.
  package let open: (_ path: String) throws -> Pieces?

  package init(open: @escaping (_ path: String) throws -> Pieces?) { self.open = open }

  package init(_ files: [String: [UInt8]]) {
    self.init { path in
      var rest = files[path]
      guard rest != nil else { return nil }
      return {
        defer { rest = [] }
        return rest ?? []
      }
    }
  }

  /// A whole file.
  package func bytes(_ path: String) throws -> [UInt8] {
    guard let next = try open(path) else { throw FrozenError(.missing, path) }
    var bytes: [UInt8] = []
    while true {
      let piece = try next()
      if piece.isEmpty { return bytes }
      bytes += piece
    }
  }

  package func manifest() throws -> Manifest {
    try Manifest(parsing: try bytes(Manifest.path))
  }
}

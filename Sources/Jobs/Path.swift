/// Paths as text: joined and made plain without a look at the file system.
package enum Path {
  /// `path` as seen from `folder`; an absolute path stands for itself.
  package static func resolve(_ path: String, in folder: String) -> String {
    normalise(path.utf8.first == slash || folder.isEmpty ? path : folder + "/" + path)
  }

  /// The folder a file is in: `jobs` for `jobs/quarterly.yml`, `.` for `quarterly.yml`.
  package static func folder(of file: String) -> String { normalise(file + "/..") }

  /// Without `.`, doubled slashes, and `..` where it takes a name back; `.` for nothing.
  package static func normalise(_ path: String) -> String {
    let isAbsolute = path.utf8.first == slash
    var names: [Substring.UTF8View] = []
    for name in path.utf8.split(separator: slash) where !name.elementsEqual(".".utf8) {
      guard name.elementsEqual("..".utf8) else {
        names.append(name)
        continue
      }
      if let last = names.last, !last.elementsEqual("..".utf8) {
        names.removeLast()
      } else if !isAbsolute {
        names.append(name)
      }
    }
    let joined = names.map { String(Substring($0)) }.joined(separator: "/")
    if isAbsolute { return "/" + joined }
    return joined.isEmpty ? "." : joined
  }
}

private let slash = UInt8(ascii: "/")

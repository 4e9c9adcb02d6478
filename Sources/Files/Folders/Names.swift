import Glibc

extension Folder {
  /// The name, if it can only mean something directly in this folder.
  borrowing func checked(_ name: String) throws(FileError) -> String {
    guard Self.isName(name) else {
      throw FileError(.cannotCreate, "use", shown(name), code: EINVAL)
    }
    return name
  }

  /// One component: not empty, not a dot or two, no slash, no NUL.
  package static func isName(_ name: String) -> Bool {
    !["", ".", ".."].contains(name) && !name.utf8.contains { $0 == 0 || $0 == UInt8(ascii: "/") }
  }
}

/// Where a file stands below a folder, such as `evidence/commissions.csv`.
package struct RelativePath: Hashable, Sendable {
  package let folders: [String]
  package let name: String

  /// nil unless every component is a plain name.
  package init?(_ text: String) {
    let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    let names = parts.map { String(Substring($0)) }
    guard names.allSatisfy(Folder.isName), let name = names.last else { return nil }
    self.folders = names.dropLast()
    self.name = name
  }
}

extension Folder {
  /// The folder in which the path's file stands.
  package borrowing func open(folderOf path: RelativePath) throws(FileError) -> Folder {
    var folder = try again()
    for name in path.folders { folder = try folder.open(folder: name) }
    return folder
  }
}

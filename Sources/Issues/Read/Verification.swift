import System

/// An issue's folder against its manifest.
package struct Verification: Hashable, Sendable {
  package enum Difference: Hashable, Sendable {
    case missing(String)
    case extra(String)
    /// Another length, and so other bytes.
    case resized(String, was: Int, now: Int)
    case changed(String)
  }

  /// By path; none where everything is as it was issued.
  package let differences: [Difference]
  /// How many files the manifest names.
  package let files: Int
  /// Why they were taken away; nil while they are there.
  package let retraction: String?

  /// - Parameter found: every file in the folder but the manifest itself; something that is no file, such as a link, with
  ///   an empty digest.
  package init(_ manifest: Manifest, found: [Manifest.File]) {
    let there = Dictionary(found.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    // What is retracted is gone on purpose: nothing may be left of it.
    let expected = manifest.retraction == nil ? manifest.files : []
    let named = Set(expected.map(\.path))
    let differences = expected.compactMap { Self.difference($0, there[$0.path]) }
    let extra = found.map(\.path).filter { !named.contains($0) }.map(Difference.extra)
    self.differences = (differences + extra).sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    files = expected.count
    retraction = manifest.retraction
  }

  package var agrees: Bool { differences.isEmpty }

  /// All that was issued is there, unchanged: a retracted issue is not.
  package var isWhole: Bool { agrees && retraction == nil }

  private static func difference(_ file: Manifest.File, _ found: Manifest.File?) -> Difference? {
    guard let found else { return .missing(file.path) }
    if found.sha256.isEmpty { return .changed(file.path) }
    if found.bytes != file.bytes { return .resized(file.path, was: file.bytes, now: found.bytes) }
    return found.sha256 == file.sha256 ? nil : .changed(file.path)
  }
}

extension Verification.Difference: CustomStringConvertible {
  package var path: String {
    switch self {
    case .missing(let path), .extra(let path), .changed(let path), .resized(let path, _, _): path
    }
  }

  /// One line, the path first.
  package var description: String {
    switch self {
    case .missing(let path): "\(path): missing"
    case .extra(let path): "\(path): not in the manifest"
    case .changed(let path): "\(path): its bytes have changed"
    case .resized(let path, let was, let now): "\(path): its bytes have changed (\(was), now \(now))"
    }
  }
}

extension Archive {
  /// Compares every byte of an issue with its manifest, and looks for files beside it.
  package borrowing func verify(_ issue: IssueName) throws -> Verification {
    let manifest = try contents(of: issue).manifest()
    var found: [Manifest.File] = []
    for entry in try files(of: issue) where entry.name != Manifest.path {
      found.append(
        entry.kind == .file ? try digest(issue, entry.name) : Manifest.File(path: entry.name, bytes: 0, sha256: ""))
    }
    return Verification(manifest, found: found)
  }

  /// Returns whether a killed run had finished the issue, but for the link.
  borrowing func isWhole(_ issue: IssueName) throws(FileError) -> Bool {
    do { return try verify(issue).isWhole } catch let error as FileError { throw error } catch { return false }
  }
}

/// A library that stands before the system's.
package struct Preload: ~Copyable, Sendable {
  private let compiled: Compiled

  /// `NAME=value` for a program's environment.
  package var environment: String { "LD_PRELOAD=" + compiled.path }

  package init(source: String) throws { compiled = try Compiled(source, "-shared -fPIC") }

  /// Never resolves a name.
  package static func silentNames() throws -> Preload {
    try Preload(source: String(decoding: PackageResources.silent_names_c, as: UTF8.self))
  }

  /// Gives and takes a few bytes at a time.
  package static func short() throws -> Preload {
    try Preload(source: String(decoding: PackageResources.short_c, as: UTF8.self))
  }
}

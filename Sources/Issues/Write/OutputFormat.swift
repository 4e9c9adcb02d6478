package import Core

/// A file that a job may ask for beside those that every issue holds. A new format is a folder that declares one, and a line in
/// the program's list of formats.
package struct OutputFormat: Sendable {
  /// As `formats` in the job file names it.
  package let id: String
  /// Within the issue.
  package let path: String
  package let mediaType: String
  /// Why this build of the program cannot write it, and what to do; nil when it can.
  package let missing: String?
  /// Writes the file from the report, and from the data files that the issue holds by then.
  ///
  /// The last parameter is called now and then; it throws to stop.
  package let write: @Sendable (Report, inout StagedIssue, @escaping () throws -> Void) throws -> Void

  package init(
    id: String, path: String, mediaType: String, missing: String? = nil,
    write: @escaping @Sendable (Report, inout StagedIssue, @escaping () throws -> Void) throws -> Void
  ) {
    self.id = id
    self.path = path
    self.mediaType = mediaType
    self.missing = missing
    self.write = write
  }
}

/// Why the file of a format was not written. Nothing of it is left.
package struct OutputFormatError: Error, Hashable, Sendable, CustomStringConvertible {
  package enum FormatFault: Hashable, Sendable {
    /// The report has more than the format holds; the job file is to change.
    case tooLarge
    /// A file could not be read or written.
    case inputOutput
    /// A mistake of the program or of a library.
    case bug
  }

  package let kind: FormatFault
  package let description: String

  package init(_ kind: FormatFault, _ description: String) {
    self.kind = kind
    self.description = description
  }
}

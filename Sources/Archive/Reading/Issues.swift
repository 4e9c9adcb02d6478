package import Files
import Glibc

extension Archive {
  /// Every period that has a folder, by name.
  package borrowing func periods() throws(FileError) -> [String] {
    try folder.entries().filter { $0.kind == .folder && PeriodFolder.isName($0.name) }.map(\.name)
  }

  /// A period's issues by number; none when the period has no folder.
  package borrowing func issues(of period: String) throws(FileError) -> [IssueName] {
    guard let place = try open(period: period) else { return [] }
    return try place.entries().filter { $0.kind == .folder }
      .compactMap { entry in
        IssueName.number(entry.name).flatMap { IssueName(period: period, number: $0) }
      }
      .sorted()
  }

  /// The issue `current` leads to; nil when there is none.
  package borrowing func current(of period: String) throws(FileError) -> IssueName? {
    guard let place = try open(period: period),
      let target = try place.target(ofLink: Current.name), let number = IssueName.number(target),
      try place.entry(target)?.kind == .folder
    else { return nil }
    return IssueName(period: period, number: number)
  }

  /// The issue asked for; `.notFound` when it is not there.
  package borrowing func resolve(_ reference: IssueReference) throws(FileError) -> IssueName {
    let issues = try issues(of: reference.period)
    let current = try current(of: reference.period)
    let number = reference.number ?? current?.number
    guard let found = issues.first(where: { $0.number == number }) else {
      let name = reference.number.map { "\(reference.period)/\($0)" } ?? reference.period
      throw FileError(.notFound, "find", folder.shown(name), code: ENOENT)
    }
    return found
  }

  /// Every file at any depth, its name the path below the issue, by the bytes of that path. Links are told as links.
  package borrowing func files(of issue: IssueName) throws(FileError) -> [Entry] {
    try open(issue).tree()
  }

  /// A whole file; EFBIG above the limit, in bytes.
  package borrowing func read(
    _ issue: IssueName, _ path: String, limit: Int = 64 << 20
  ) throws(FileError) -> [UInt8] {
    let folder = try open(issue)
    let place = try RelativePath(checking: path, in: folder)
    return try folder.open(folderOf: place).read(file: place.name, limit: limit)
  }

  /// A file to read in pieces, however large.
  package borrowing func reader(
    _ issue: IssueName, _ path: String
  ) throws(FileError) -> FileReader {
    try open(issue).reader(path)
  }

  borrowing func open(_ issue: IssueName) throws(FileError) -> Folder {
    try folder.open(folder: issue.period).open(folder: String(issue.number))
  }

  private borrowing func open(period: String) throws(FileError) -> Folder? {
    guard PeriodFolder.isName(period) else { return nil }
    do { return try folder.open(folder: period) } catch {
      if error.kind == .notFound { return nil }
      throw error
    }
  }
}

import CPosix
import Glibc

extension Folder {
  /// Replaces what stands under the new name, in one step.
  package borrowing func rename(_ name: String, to new: String) throws(FileError) {
    // SAFETY: both names live through the call.
    guard
      unsafe renameat(descriptor.number, try checked(name), descriptor.number, try checked(new))
        == 0
    else { throw FileError(creating: shown(new), "rename", code: errno) }
  }

  /// Refuses to replace anything.
  package borrowing func rename(_ name: String, toNew new: String) throws(FileError) {
    // SAFETY: both names live through the call.
    if unsafe cposix_rename_new(
      descriptor.number, try checked(name), descriptor.number, try checked(new)) == 0
    {
      return
    }
    guard errno == EINVAL || errno == ENOSYS else {
      throw FileError(creating: shown(new), "rename", code: errno)
    }
    // A file system without this rename (NFS): the archive's lock keeps the gap between the two steps ours.
    guard try entry(new) == nil else {
      throw FileError(creating: shown(new), "rename", code: EEXIST)
    }
    try rename(name, to: new)
  }

  package borrowing func link(_ name: String, to target: String) throws(FileError) {
    // SAFETY: both strings live through the call.
    guard unsafe symlinkat(target, descriptor.number, try checked(name)) == 0 else {
      throw FileError(creating: shown(name), "link", code: errno)
    }
  }

  /// Where the link leads; nil when nothing, or no link, is there.
  package borrowing func target(ofLink name: String) throws(FileError) -> String? {
    var bytes = [CChar](repeating: 0, count: Int(PATH_MAX))
    // SAFETY: readlinkat(2) writes at most the count it is given, without a NUL.
    let count = unsafe readlinkat(descriptor.number, try checked(name), &bytes, bytes.count)
    guard count >= 0 else {
      if errno == ENOENT || errno == EINVAL { return nil }
      throw FileError(reading: shown(name), "read", code: errno)
    }
    return String(decoding: bytes.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}

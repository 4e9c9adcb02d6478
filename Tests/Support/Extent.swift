import Foundation
import Glibc

/// How much of what could be tried is tried: a sample, as under `Tests/run`, or all of it, as under `Tests/faults`.
package enum Extent {
  private static let given = ProcessInfo.processInfo.environment["FAULTS"] ?? ""

  /// `FAULTS=all` in the environment. A number makes samples so many times as large.
  package static let isWhole = given == "all"

  /// The same each time, so that a change passes or fails alike wherever it is tried; a fresh one where all is tried.
  package static var seed: UInt64 { isWhole ? .random(in: 2...UInt64.max) : 1 }

  /// All of them, or about so many, evenly apart, the first and the last among them.
  package static func sample<Element>(_ all: [Element], _ few: Int) -> [Element] {
    let count = few * (Int(given) ?? 1)
    guard !isWhole, all.count > count, count > 1 else { return all }
    return (0..<count).map { all[$0 * (all.count - 1) / (count - 1)] }
  }
}

/// What `Tests/faults` prints at its end: tests add to it, and the sums of all are told.
package enum Figures {
  /// Adds a line to the file that `FAULTS_FIGURES` names; nothing without one.
  ///
  /// - Parameter all: how many there would have been to try, where that is known.
  package static func add(_ name: String, _ count: Int, of all: Int? = nil) {
    guard let path = ProcessInfo.processInfo.environment["FAULTS_FIGURES"] else { return }
    let line = Array("\(name)\t\(count)\t\(all ?? count)\n".utf8)
    // SAFETY: the path and the bytes live through the calls. One write to a file open for appending is whole.
    let file = unsafe Glibc.open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
    _ = unsafe line.withUnsafeBytes { unsafe Glibc.write(file, $0.baseAddress, $0.count) }
    close(file)
  }
}

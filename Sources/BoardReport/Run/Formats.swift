import Core
import Input
import Issues
import System
import Workbook

extension OutputFormat {
  /// Every format that a job may ask for. A new one is a folder under Sources, and a line here.
  static let all: [OutputFormat] = [.workbook]
}

extension Job { var outputFormats: [OutputFormat] { OutputFormat.all.filter { formats.contains($0.id) } } }

extension RunOrder {
  /// Returns which of the job's formats an unchanged issue does not have, and how to get them. An unchanged report is not issued
  /// again for them.
  func missingFormats(_ issue: IssueName, in archive: borrowing Archive) throws -> String {
    let files = try archive.files(of: issue).map(\.name)
    let missing = job.outputFormats.map(\.path).filter { !files.contains($0) }
    return missing.isEmpty
      ? ""
      : ", without \(missing.joined(separator: " and ")), which formats asks for: --reissue --reason TEXT issues it"
  }
}

extension Declaration {
  /// Refuses a format that this build of the program cannot write, before anything is read.
  func requireFormats() throws {
    for format in job.outputFormats {
      guard let missing = format.missing else { continue }
      let place = job.place(of: "formats")
      throw Failure(.usage, "\(place)formats names \(format.id), \(missing), or remove \(format.id) from formats")
    }
  }
}

import Foundation
import Support
import System

extension World {
  /// A file of the current issue, as rows by column name.
  func rows(_ file: String, of period: String = "2010-11-Q3") throws -> [[String: String]] {
    let bytes = try Array(Data(contentsOf: URL(fileURLWithPath: path(file, of: period))))
    var records: [[String]] = []
    CSVReader.forEachRecord(in: bytes) { record in records.append(record.fields.indices.map { record.text($0) }) }
    let header = records.first ?? []
    return records.dropFirst().map { Dictionary(zip(header, $0), uniquingKeysWith: { $1 }) }
  }
}

import Foundation
package import Input

/// A data folder of a test's own, removed when the test is over: a small programme, with some files replaced.
package final class TestFolder {
  private let folder: TemporaryFolder

  package var path: String { folder.path }

  /// `files` gives a file's lines, or its bytes, by name; an empty text leaves it out.
  package init(_ files: [String: String] = [:], bytes: [String: [UInt8]] = [:]) throws {
    folder = try TemporaryFolder()
    for (name, text) in Self.small.merging(files, uniquingKeysWith: { $1 }) where !text.isEmpty {
      try write(Array(text.utf8), name)
    }
    for (name, content) in bytes { try write(content, name) }
  }

  /// Another folder's files, one of them replaced by a file of its name.
  package convenience init(of path: String, replacing file: String) throws {
    try self.init()
    for name in Self.small.keys { try write(Array(Data(contentsOf: URL(fileURLWithPath: path + "/" + name))), name) }
    let url = URL(fileURLWithPath: file)
    try write(Array(Data(contentsOf: url)), url.lastPathComponent)
  }

  package func write(_ bytes: [UInt8], _ name: String) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: folder[name]))
  }

  /// The options of an import, which asks for more columns than a report.
  package static let imported = {
    var options = ReadingOptions()
    options.isImported = true
    return options
  }()

  package func read(_ options: ReadingOptions = imported) throws(ImportError) -> DataSet {
    try DataSet.read(.folder(path), options)
  }

  /// The mistakes of the folder as lines; none if it is read.
  package func mistakes(_ options: ReadingOptions = imported) throws -> [String] {
    do {
      _ = try read(options)
      return []
    } catch {
      guard let refusal = error.refusal else { throw error }
      return refusal.mistakes.map(\.description)
    }
  }

  package static let small = [
    "boroughs.csv": "borough_code,name\nE09000014,Haringey\nE09000015,Harrow\n",
    "advisers.csv": "adviser_id,name,appointed_on,left_on,days_per_week\n1,Adviser 1,2010-04-01,,5\n",
    "commissions.csv":
      "commission_id,reference,borough_code,title,theme,arrangement,requested_on,starts_on,due_on,days_agreed\n"
      + "7,LRSA-007,E09000015,Plans,quality,host,2010-07-12,2010-08-02,2010-10-29,10\n",
    "variations.csv": "commission_id,variation_no,agreed_on,days_change,reason\n",
    "strands.csv": "commission_id,strand_no,title\n",
    "days.csv": "commission_id,worked_on,adviser_id,activity,days,recorded_at\n"
      + "7,2010-08-06,1,case audit,0.5,2010-08-06T15:40:00Z\n",
    "outcomes.csv": "commission_id,outcome_no,observed_on,kind,stage,summary,recorded_at\n",
    "reviews.csv": "commission_id,asked_on,received_on,rating,may_publish\n",
    "shared_practice.csv": "commission_id,share_no,shared_on,borough_code,channel,summary\n",
    "bank_holidays.csv": "holiday_on,name\n2010-12-27,Christmas Day (substitute)\n",
  ]
}

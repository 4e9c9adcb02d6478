import CSV
import Facts

/// An empty data folder to fill in: a CSV file for each relation with its first line alone, and what to write where.
package enum Template {
  package static let guide = "README.md"

  /// Every file by name, in the order people fill them in.
  package static var files: [(name: String, bytes: [UInt8])] {
    let tables = Contract.relations.map { (Table.file(of: $0), table($0)) }
    return tables + [(guide, Array(TemplateGuide.text.utf8))]
  }

  /// A byte-order mark, commas and CRLF: what Excel and LibreOffice both open as UTF-8 by a double click.
  private static func table(_ relation: Contract.Relation) -> [UInt8] {
    var encoder = CSVEncoder()
    encoder.bytes = CSVEncoder.byteOrderMark
    encoder.header(relation.columns.map(\.name))
    return encoder.bytes
  }
}

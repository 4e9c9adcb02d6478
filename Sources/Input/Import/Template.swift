import Core
import System

/// An empty data folder to fill in: a CSV file for each relation with only its first line, and a guide.
package enum Template {
  package static let guide = "README.md"

  /// Every file by name, in the order in which people fill them in.
  package static var files: [(name: String, bytes: [UInt8])] {
    let tables = Contract.relations.map { ($0.name + ".csv", table($0)) }
    return tables + [(guide, Array(TemplateGuide.text.utf8))]
  }

  /// A byte-order mark, commas and CRLF: both Excel and LibreOffice then open the file as UTF-8 by a double click.
  private static func table(_ relation: RelationSchema) -> [UInt8] {
    var encoder = CSVEncoder()
    encoder.bytes = CSVEncoder.byteOrderMark
    encoder.header(relation.columns.map(\.name))
    return encoder.bytes
  }
}

/// The template's README: the contract in words for the people who fill it in.
enum TemplateGuide {
  static var text: String {
    ([introduction] + Contract.relations.map(section)).joined(separator: "\n") + "\n" + closing
  }

  private static let introduction = """
    # What to write where

    One file for each kind of row. Keep the files' names and their first lines; write one row a line below. A cell left
    empty means *not recorded*: never nought, never no. Start with boroughs, advisers and commissions, to which the others
    refer. `commissions.csv` is the form for a new request: the columns that must be filled are all a request needs.

    - **Dates**: 2010-08-06, or 06/08/2010, which is always day first: the sixth of August.
    - **Days**: with a point, 0.5 and not 0,5; two decimals at most; nothing between thousands.
    - **Times**: 2010-08-06T15:40:00Z, or 2010-08-06 15:40, which is UTC.
    - **Whole numbers**: digits alone. **Yes or no**: true or false.
    - **Codes** such as 1E5 or 007: format the column as text first, or the spreadsheet rewrites them.
    - Names of children, families or staff belong in no column.

    Save as CSV: UTF-8, UTF-16 or Windows-1252, with commas or semicolons. Then `board-report import FOLDER --dry-run`
    says what is wrong, by file and line, or what would change; without `--dry-run` it is done, all of it or nothing.

    """

  private static let closing = """
    An import compares rows by their key: the same again changes nothing, a row with a known key changes that row. Rows
    that the folder lacks stay, and so do columns it leaves out, unless `--replace` is given. A `recorded_at` left empty
    stays what it was; of a new row it becomes the time of the import. To report from the folder itself, with `--data`,
    fill it in.

    """

  private static func section(_ relation: RelationSchema) -> String {
    let rows = relation.columns.map { column in
      "| `\(column.name)` | \(need(of: column)) | \(cell(meaning(of: column))) | \(cell(column.example)) |"
    }
    let key = relation.key.map { "`\($0)`" }.joined(separator: ", ")
    return """
      ## \(relation.name).csv

      \(relation.meaning) The key, of which no two rows have the same: \(key).

      | column | must it be filled? | what to write | example |
      |---|---|---|---|
      \(rows.joined(separator: "\n"))

      """
  }

  private static func need(of column: ColumnSchema) -> String {
    column.isStamped ? "by import if empty" : column.isNullable ? "no" : "yes"
  }

  private static func meaning(of column: ColumnSchema) -> String {
    let words = column.vocabulary.map { words in
      " Write exactly " + words.map { "`\($0)`" }.joined(separator: " or ") + "."
    }
    return column.meaning + (words ?? "")
  }

  /// Returns a cell of a Markdown table.
  private static func cell(_ text: String) -> String {
    text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
  }
}

import Core
import System

/// An empty data folder to fill in: a CSV file for each relation with only its first line, and a guide.
package enum Template {
  package static let guide = "README.md"

  /// Returns the files by name, in the order in which people fill them in.
  ///
  /// - Parameter isWhole: every relation and column, instead of those that each report needs.
  package static func files(isWhole: Bool) -> [(name: String, bytes: [UInt8])] {
    let tables = Contract.relations.filter { isWhole || $0.isNeeded }.map { relation in
      (relation.name + ".csv", table(relation.columns.filter { isWhole || $0.isNeeded }))
    }
    return tables + [(guide, Array(TemplateGuide.text(isWhole: isWhole).utf8))]
  }

  /// A byte-order mark, commas and CRLF: both Excel and LibreOffice then open the file as UTF-8 by a double click.
  private static func table(_ columns: [ColumnSchema]) -> [UInt8] {
    var encoder = CSVEncoder()
    encoder.bytes = CSVEncoder.byteOrderMark
    encoder.header(columns.map(\.name))
    return encoder.bytes
  }
}

/// The template's README: the contract in words for the people who fill it in.
enum TemplateGuide {
  static func text(isWhole: Bool) -> String {
    let introduction = "# What to write where\n\n\(isWhole ? whole : least)\n\n\(writing)"
    let relations = Contract.relations
    let ordered = relations.filter(\.isNeeded) + relations.filter { !$0.isNeeded }
    return ([introduction] + ordered.map(section)).joined(separator: "\n") + "\n" + closing
  }

  private static let least = """
    Three files with the columns that every report needs: commissions, days and outcomes. Keep their names and write one row a
    line below the first. Each further column and file that this page lists adds something to the report: type the column's name
    into the first line of its file, or create the file (`board-report template --all` creates every file with every column).
    A cell left empty means *not recorded*: never nought, never no.
    """

  private static let whole = """
    One file for each kind of row. Three are enough for a report: commissions, days and outcomes. **Delete every other file,
    and every column, that you do not record**; the columns marked *always* stay. Keep the files' names and write one row a
    line below the first. A cell left empty means *not recorded*: never nought, never no.
    """

  private static let writing = """
    - **Dates**: 2010-08-06, 06/08/2010, 6-Aug-10 and the like. The day comes before the month, unless the job file or
      `--dates` says `month-first`. A year of two digits is one of 1969 to 2068.
    - **Days**: 0.5, .5, ½ or 0,5; two decimals at most; nothing between thousands; a plain minus for less than nought.
    - **Times**: 2010-08-06T15:40:00Z, or 2010-08-06 15:40, which is UTC.
    - **Whole numbers**: digits alone. **Yes or no**: true or false, yes or no.
    - **Codes** such as 1E5 or 007: format the column as text first, or the spreadsheet rewrites them.
    - Names of children, families or staff belong in no column.

    A title above the columns' names, other columns (with `--ignore-extra`) and empty rows do no harm. Save as CSV UTF-8, with
    commas or semicolons. Then `board-report import FOLDER --dry-run`
    says what is wrong, by file and line, or what would change; without `--dry-run` it is done, all of it or nothing.
    `board-report run --data FOLDER` makes a report of the folder itself, and `board-report check --data FOLDER` lists what
    each further file or column would add.

    """

  private static let closing = """
    An import compares rows by their key: the same again changes nothing, a row with a known key changes that row. Rows
    that the folder lacks stay, and so do columns it leaves out, unless `--replace` is given. A `recorded_at` left empty
    stays what it was. A date alone means the end of that day.

    Single files, such as `import days-2010-07.csv`, add to what the database holds. A row that is there with other days is
    refused, and a row of the database that the file covers and lacks is reported; with `--replace` the one is changed and the
    other removed.

    """

  private static func section(_ relation: RelationSchema) -> String {
    let rows = relation.columns.map { column in
      "| `\(column.name)` | \(column.need) | \(cell(meaning(of: column))) | \(cell(column.example)) |"
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

#if Workbook
  import Core

  /// What a column of a workbook to fill in offers, and what it refuses while people type.
  enum CellRule: Hashable {
    case words([String])
    /// The rows of another sheet, each as `1 · name`.
    case choice(of: String)
    case date
    case wholeNumber
    case number(ClosedRange<Double>)
    case text(longest: Int)
    /// Anything: the cell only says what to write.
    case any

    init(_ column: ColumnSchema) {
      if let words = column.vocabulary {
        self = .words(words)
      } else if let reference = column.reference, TemplateList.names.contains(reference.relation) {
        self = .choice(of: reference.relation)
      } else {
        switch column.type {
        case .date: self = .date
        case .integer: self = .wholeNumber
        case .boolean: self = .words(["true", "false"])
        case .days:
          let range = column.range.map {
            Double($0.lowerBound.hundredths) / 100...Double($0.upperBound.hundredths) / 100
          }
          self = .number(range ?? -10_000...10_000)
        case .text: self = column.longest.map { .text(longest: $0) } ?? .any
        case .instant: self = .any
        }
      }
    }

    /// What a person reads who typed something else; nil where anything else is taken, and `import` says what is wrong.
    var refusal: String? {
      switch self {
      case .words(let words): "Choose one of: \(words.joined(separator: ", "))."
      case .choice, .any: nil
      case .date: "Write a date between 1990 and 2100, such as 06/08/2010."
      case .wholeNumber: "Write a whole number."
      case .number(let range):
        "Write a number from \(Self.written(range.lowerBound)) to \(Self.written(range.upperBound))."
      case .text(let longest): "Write \(longest) characters at most."
      }
    }

    private static func written(_ number: Double) -> String {
      number == number.rounded() ? String(Int(number)) : String(number)
    }
  }

  /// The rows of a relation as choices for the columns that refer to it.
  enum TemplateList {
    /// The relations whose keys people choose from a list, each with the column that is shown behind the key.
    static let shown: KeyValuePairs = ["boroughs": "name", "advisers": "name", "commissions": "title"]
    static let names = Set(shown.map(\.key))
    /// Behind the key that is shown, and before the words.
    static let separator = " · "
    static let sheet = "Lists"
    /// How many rows of a sheet have rules and are offered as choices.
    static let rows = 2000

    /// Returns the formula of a choice: the key and the words of a row, and nothing where the row has no key.
    static func formula(_ relation: String, key: String, words: String, row: Int) -> String {
      "=IF(\(relation)!\(key)\(row)=\"\",\"\",\(relation)!\(key)\(row)&\"\(separator)\"&\(relation)!\(words)\(row))"
    }

    /// Returns the formula of the cells that hold a choice: the list without its empty end.
    static func range(_ column: String) -> String {
      let cells = "\(sheet)!$\(column)$1:$\(column)$\(rows)"
      return "=OFFSET(\(sheet)!$\(column)$1,0,0,MAX(1,COUNTIF(\(cells),\"?*\")),1)"
    }
  }
#endif

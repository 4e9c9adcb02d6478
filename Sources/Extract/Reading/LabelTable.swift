import Database
import Facts

/// Labels of very many rows: each is looked at once, and known by its place from then on.
struct LabelTable {
  struct Entry {
    /// As it may be printed; nil for what is not recorded.
    let printed: Text?
    /// Whether the screen wants to hear of the rows that hold it.
    let isSuspect: Bool
    let recorded: Text?
  }

  private let label: Label
  private let screen: Screen
  /// The first stands for null.
  private(set) var entries: [Entry] = []
  private var spellings = Spellings()

  init(_ label: Label, _ screen: Screen) {
    self.label = label
    self.screen = screen
    lookAtNew()
  }

  /// Where a column's text stands among `entries`.
  mutating func place(_ row: borrowing Row, _ column: Int) throws -> Int {
    let place = try spellings.place(row, column)
    lookAtNew()
    return place
  }

  /// A column's text as it may be printed.
  mutating func text(
    _ row: borrowing Row, _ column: Int, in place: @autoclosure () -> Place
  ) throws -> Text? {
    let entry = entries[try self.place(row, column)]
    if entry.isSuspect { _ = screen.label(entry.recorded, label, in: place()) }
    return entry.printed
  }

  private mutating func lookAtNew() {
    while entries.count < spellings.texts.count {
      let text = spellings.texts[entries.count]
      let suspect = text.flatMap { screen.suspect($0, label) }
      entries.append(
        Entry(
          printed: suspect?.replacement ?? text, isSuspect: suspect != nil, recorded: text))
    }
  }
}

import Import

/// What an import did, or would do, as an aligned table and one sentence.
struct ChangeTable {
  let changes: [Change]
  let isRehearsal: Bool

  var text: String {
    let rows = changes.map { change in
      [change.relation]
        + [change.inserted, change.changed, change.unchanged, change.deleted].map(String.init)
    }
    let table = AlignedTable(
      header: ["relation", "inserted", "changed", "unchanged", "deleted"], rows: rows,
      rightAligned: [1, 2, 3, 4])
    return table.text + "\n" + verdict
  }

  private var verdict: String {
    switch (changes.allSatisfy(\.isNothing), isRehearsal) {
    case (true, _): "nothing to change: the database holds all of it already"
    case (false, true): "dry run: nothing changed"
    case (false, false): "imported"
    }
  }
}

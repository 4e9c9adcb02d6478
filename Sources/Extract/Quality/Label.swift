import Facts

/// The texts that name figures and rows: where one must be withheld, each gets a number, so that they stay apart.
enum Label: Int64, CaseIterable {
  case boroughCode, boroughName, adviserName, theme, activity, kind, channel

  /// The column of the contract.
  var column: String {
    switch self {
    case .boroughCode: "borough_code"
    case .boroughName, .adviserName: "name"
    case .theme: "theme"
    case .activity: "activity"
    case .kind: "kind"
    case .channel: "channel"
    }
  }
}

/// A row, as findings name it.
struct Place: Comparable {
  let relation: String
  /// `column=value;…`
  let key: String

  init(_ relation: String, _ key: String) {
    self.relation = relation
    self.key = key
  }

  static func commission(_ id: Int64) -> Place { Place("commissions", "commission_id=\(id)") }

  static func outcome(_ commission: Int64, _ number: Int64) -> Place {
    Place("outcomes", "commission_id=\(commission);outcome_no=\(number)")
  }

  static func day(_ commission: Int64, _ day: CalendarDay, _ adviser: Int64) -> Place {
    Place("days", "commission_id=\(commission);worked_on=\(day);adviser_id=\(adviser)")
  }

  static func < (left: Place, right: Place) -> Bool {
    (left.relation, left.key) < (right.relation, right.key)
  }
}

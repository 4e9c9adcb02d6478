import Support

/// What an organisation's own relations may hold, where no constraint of ours has stood guard.
extension RandomProgramme {
  /// The relations with a value spoilt here and there, rows repeated where a key may, and rows of commissions, advisers
  /// and boroughs that nobody knows.
  func spoilt(seed: Int) -> [Relation] {
    var numbers = SplitMix64(seed: seed)
    return relations.map { relation in
      var spoilt = relation
      spoilt.rows = relation.rows.map { row in
        zip(relation.columns, row).map { column, value in
          numbers.chance(4) ? Self.spoil(relation.name, column, value, &numbers) : value
        }
      }
      if ["days", "outcomes", "strands", "variations", "shared_practice"].contains(relation.name) {
        spoilt.rows += spoilt.rows.filter { _ in numbers.chance(5) }
      }
      return spoilt
    }
  }

  private static func spoil(_ relation: String, _ column: String, _ value: String, _ numbers: inout SplitMix64)
    -> String
  {
    let blanks = ["''", "'   '", "U&'\\00A0\\2003'", "E'\\t\\n'"]
    switch column {
    case _ where column.hasSuffix("_on") || column == "on_hold_since":
      if relation == "bank_holidays" { return value }
      // The first three are dates; the last two of them as far off as a date may be.
      return numbers.one(
        of: ["'2009-06-30'", "'0001-01-01'", "'9999-12-31'"] + [
          "null", "'infinity'", "'-infinity'", "'0044-03-15 BC'", "'10000-01-01'",
        ])
    case "recorded_at": return numbers.one(of: ["null", "'infinity'", "'0001-12-31 23:59Z BC'"])
    case "days_per_week" where relation == "advisers":
      return numbers.one(of: ["null", "'NaN'", "'Infinity'", "3.335", "0.004"])
    case "days", "days_agreed", "days_change", "days_per_week":
      return numbers.one(of: ["'NaN'", "'Infinity'", "'-Infinity'", "1.005", "-2.505", "0", "-0.004", "2.675", "0.995"])
    case "outcome_no", "variation_no", "strand_no", "share_no": return "null"
    case "commission_id": return relation == "commissions" || value == "null" ? value : "9000\(value)"
    case "adviser_id": return relation == "advisers" ? value : numbers.one(of: ["77", "null"])
    case "borough_code": return relation == "boroughs" ? value : numbers.one(of: ["'E99'", "''"])
    case "arrangement", "rating", "stage": return numbers.one(of: blanks + ["'HOST'", "'useful '"])
    case "theme", "kind", "activity", "comment", "reference": return numbers.one(of: blanks)
    default: return value
    }
  }
}

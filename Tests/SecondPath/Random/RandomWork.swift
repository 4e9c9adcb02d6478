import Core
import Support

extension RandomProgramme {
  static let themes = ["child protection", "quality assurance", "50% / half", "Ünder fives", "~"]
  static let kinds = ["practice", "policy & procedure", "Practice"]
  static let activities = ["training", "visit", "case audit"]

  mutating func addCommission(_ id: Int) {
    let start = draw { [year] in $0.day(around: year) }
    commissions.rows.append(draw { [year] in Self.commission(id, start, year, &$0) })
    for number in 0..<draw({ max(0, $0.between(-2, 2)) }) {
      variations.rows.append(
        draw { [year] numbers in
          [
            "\(id)", "\(number)", quoted("\(numbers.day(around: year))"), hundredths(numbers.between(-600, 900)),
            "'why'",
          ]
        })
    }
    addStrands(id, start)
    addDays(id, start)
    addResults(id)
  }

  private static func commission(_ id: Int, _ start: CalendarDay, _ year: Int, _ numbers: inout SplitMix64) -> [String]
  {
    let requested = start.advanced(by: numbers.between(-60, 5))
    let due = start.advanced(by: numbers.one(of: [0, 1, 27, 90, 91, 200, 500]))
    return [
      "\(id)", quoted("LRSA-\(numbers.below(900) * 1000 + id)"), quoted(numbers.one(of: Array(boroughCodes.prefix(6)))),
      "'title'", quoted(numbers.one(of: themes)),
      quoted(numbers.one(of: ["host", "commissioned", "commissioned", "urgent", "board"])), quoted("\(requested)"),
      numbers.literal(start.advanced(by: -numbers.below(9)), percent: 70), numbers.literal(start, percent: 85),
      numbers.literal(due, percent: 75), numbers.literal(numbers.day(around: year), percent: 35),
      numbers.literal(numbers.day(around: year), percent: 10), numbers.literal(numbers.day(around: year), percent: 12),
      numbers.chance(70) ? hundredths(numbers.between(0, 3000)) : "null",
      numbers.chance(35) ? hundredths(numbers.between(0, 300)) : "null", numbers.chance(50) ? "'asked'" : "null",
      numbers.literal(numbers.day(around: year), percent: 30),
    ]
  }

  /// Spans that overlap, touch or lie apart; where any lacks a date, the project's own dates hold.
  private mutating func addStrands(_ id: Int, _ start: CalendarDay) {
    let dated = draw { $0.chance(60) ? 100 : 60 }
    for number in 0..<draw({ max(0, $0.between(-2, 4)) }) {
      strands.rows.append(
        draw { [year] numbers in
          let from = start.advanced(by: numbers.between(-10, 60))
          let due = from.advanced(by: numbers.one(of: [0, 1, 9, 30, 100]))
          return [
            "\(id)", "\(number)", "'strand'", numbers.literal(numbers.day(around: year), percent: 40),
            numbers.literal(numbers.day(around: year), percent: 10), numbers.literal(from, percent: dated),
            numbers.literal(due, percent: dated),
          ]
        })
    }
  }

  private mutating func addDays(_ id: Int, _ start: CalendarDay) {
    var seen: Set<[String]> = []
    for _ in 0..<draw({ $0.chance(25) ? 0 : $0.below(28) }) {
      let row = draw { [year] numbers in
        let day = numbers.chance(50) ? numbers.day(around: year) : start.advanced(by: numbers.between(-3, 120))
        return [
          "\(id)", quoted("\(day)"), "\(numbers.one(of: Self.adviserIDs))", quoted(numbers.one(of: Self.activities)),
          numbers.one(of: ["1", "0.5", "0.25", "0.01", "0.33", "7", "31.00"]), "'2012-05-01 12:00Z'",
        ]
      }
      if seen.insert(Array(row.prefix(4))).inserted { days.rows.append(row) }
    }
  }
}

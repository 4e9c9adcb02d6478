import Core
import Support

extension RandomProgramme {
  static let boroughCodes = (1...8).map { "E0900000\($0)" }
  static let adviserIDs = [2, 3, 10, 11, 100]

  mutating func addPeople() {
    let names = ["Éastham", "Zedley", "Abbey", "abbey", "East|ham", "Abbey", "Ōther", "A"]
    for (code, name) in zip(Self.boroughCodes, names) { boroughs.rows.append([quoted(code), quoted(name)]) }
    for id in Self.adviserIDs { addAdviser(id) }
    var seen: Set<CalendarDay> = []
    for _ in 0..<draw({ $0.below(40) }) {
      let day = draw { [year] in $0.day(around: year) }
      if seen.insert(day).inserted { holidays.rows.append([quoted("\(day)"), "'holiday'"]) }
    }
  }

  private mutating func addAdviser(_ id: Int) {
    let row = draw { [year] numbers in
      let appointed = numbers.chance(50) ? CalendarDay.april(year - 1) : numbers.day(around: year)
      let left = appointed.advanced(by: numbers.one(of: [0, 1, 89, 365, 500, 900]))
      return [
        "\(id)", numbers.one(of: ["'Adviser'", "'adviser'", "'Adviser \(id)'"]), quoted("\(appointed)"),
        numbers.literal(left, percent: 40), numbers.one(of: ["5", "2.5", "4.75", "0", "3.33", "0.01", "7.00"]),
      ]
    }
    advisers.rows.append(row)
  }
}

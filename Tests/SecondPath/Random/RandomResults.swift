import Core
import Support

extension RandomProgramme {
  /// Adds actions of the programme and of its commissions.
  mutating func addActions() {
    let ids = commissions.rows.map { $0[0] } + ["null"]
    for number in 0..<draw({ $0.below(16) }) {
      actions.rows.append(
        draw { [year] numbers in
          [
            "\(number)", numbers.one(of: ids), quoted("\(numbers.day(around: year))"), "'something'",
            numbers.literal(numbers.day(around: year), percent: 70),
            numbers.literal(numbers.day(around: year), percent: 50),
            numbers.literal(numbers.day(around: year), percent: 15),
          ]
        })
    }
  }

  static let stages = ["expected", "enabling", "achieved", "achieved", "not achieved"]
  static let ratings = ["very useful", "very useful", "useful", "partly useful", "not useful"]

  static let confirmations = ["adviser", "client", "audit", "inspection", "data"]
  static let produced = ["case audited", "report", "Report"]

  mutating func addResults(_ id: Int) {
    for number in 0..<draw({ $0.below(6) }) {
      outcomes.rows.append(
        draw { [year] numbers in
          [
            "\(id)", "\(number)", quoted("\(numbers.day(around: year))"), quoted(numbers.one(of: Self.kinds)),
            quoted(numbers.one(of: Self.stages)), "'seen'", "'2012-05-01 12:00:00.999Z'",
            numbers.literal(numbers.day(around: year), percent: 30),
            number > 0 && numbers.chance(20) ? "\(numbers.below(number))" : "null",
            numbers.chance(40) ? quoted(numbers.one(of: Self.confirmations)) : "null",
          ]
        })
    }
    let occasion = draw { [year] numbers in numbers.day(around: year) }
    for number in 0..<draw({ max(0, $0.between(-2, 3)) }) {
      shares.rows.append(
        draw { [year] numbers in
          [
            "\(id)", "\(number)", quoted("\(numbers.chance(40) ? occasion : numbers.day(around: year))"),
            numbers.chance(80) ? quoted(numbers.one(of: Self.boroughCodes)) : "null",
            numbers.one(of: ["'meeting'", "'meeting'", "'website'"]), "'shared'",
            numbers.chance(40) ? quoted(numbers.one(of: Self.boroughCodes)) : "null",
          ]
        })
    }
    for number in 0..<draw({ max(0, $0.between(-3, 3)) }) {
      outputs.rows.append(
        draw { [year] numbers in
          [
            "\(id)", "\(number)", quoted("\(numbers.day(around: year))"), quoted(numbers.one(of: Self.produced)),
            "\(numbers.between(1, 12))",
          ]
        })
    }
    for number in 0..<draw({ $0.chance(65) ? $0.between(1, 2) : 0 }) {
      reviews.rows.append(
        draw { [year] numbers in
          [
            "\(id)", "\(number + 1)", numbers.literal(numbers.day(around: year), percent: 75),
            numbers.literal(numbers.day(around: year), percent: 65),
            numbers.chance(60) ? quoted(numbers.one(of: Self.ratings)) : "null",
            numbers.chance(50) ? "'comment'" : "null", "false",
          ]
        })
    }
  }
}

import Core

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

  mutating func addResults(_ id: Int) {
    for number in 0..<draw({ $0.below(6) }) {
      outcomes.rows.append(
        draw { [year] numbers in
          [
            "\(id)", "\(number)", quoted("\(numbers.day(around: year))"), quoted(numbers.one(of: Self.kinds)),
            quoted(numbers.one(of: Self.stages)), "'seen'", "'2012-05-01 12:00:00.999Z'",
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
          ]
        })
    }
    guard draw({ $0.chance(65) }) else { return }
    reviews.rows.append(
      draw { [year] numbers in
        [
          "\(id)", numbers.literal(numbers.day(around: year), percent: 75),
          numbers.literal(numbers.day(around: year), percent: 65),
          numbers.chance(60) ? quoted(numbers.one(of: Self.ratings)) : "null",
          numbers.chance(50) ? "'comment'" : "null", "false",
        ]
      })
  }
}

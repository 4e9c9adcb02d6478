// Who and where, and the days nobody works.

extension Contract {
  static let boroughs = Relation(
    name: "boroughs",
    meaning: "Every borough the programme serves, whether or not it has asked for anything.",
    columns: [
      .required(
        "borough_code", .text, example: "E09000015",
        "The ONS code of the borough, such as E09000015.",
        isCode: true),
      .required(
        "name", .text, example: "Harrow",
        "The name of the borough as the board writes it."),
    ],
    key: ["borough_code"])

  static let advisers = Relation(
    name: "advisers",
    meaning: "One row for each adviser, past and present.",
    columns: [
      .required(
        "adviser_id", .integer, example: "1",
        "A whole number that stays the adviser's own.",
        isCode: true),
      .required(
        "name", .text, example: "Adviser 1",
        "The name or post that the board's paper may print."),
      .required(
        "appointed_on", .date, example: "2010-04-01",
        "First day in post."),
      .optional(
        "left_on", .date, example: "2012-03-31",
        "Last day in post. Leave empty while the adviser is in post."),
      .required(
        "days_per_week", .days(precision: 3), example: "5",
        "Days of work in a week under the contract, 0 to 7: 5 for full time, 2.5 for half.",
        range: .hundredths(0...700)),
    ],
    key: ["adviser_id"],
    order: .init(earlier: "appointed_on", later: "left_on"))

  static let bankHolidays = Relation(
    name: "bank_holidays",
    meaning: "The days that are not worked, Monday to Friday. Capacity leaves them out.",
    columns: [
      .required(
        "holiday_on", .date, example: "2010-12-27",
        "The day, also where it stands in for one at a weekend."),
      .required(
        "name", .text, example: "Christmas Day (substitute)",
        "What the holiday is called."),
    ],
    key: ["holiday_on"])
}

import Foundation
import Support
import Testing

@Suite(.waits) struct `The paper's tables` {
  private func issued(_ words: [String]) throws -> World {
    let world = try World()
    try world.run(World.sample + words).expectSuccess()
    return world
  }

  @Test(arguments: [(["--year", "2010/11"], "2010-11-FY"), (World.quarter, "2010-11-Q3")])
  func `add up to their totals, in every column`(_ words: [String], _ period: String) throws {
    let world = try issued(words)
    let totalled = try tables(try world.paper(of: period)).filter { $0.rows.last?.first == "Total" }
    let sections = [
      "Days by arrangement", "Days by activity", "Outcomes by kind", "Projects", "Advisers",
    ]
    #expect(Set(sections).isSubset(of: totalled.map(\.section)))
    for table in totalled {
      let total = try #require(table.rows.last)
      for column in total.indices.dropFirst() where !total[column].isEmpty {
        let printed = table.rows.dropLast().map { $0[column] }
        let sum = printed.compactMap { number($0) }.reduce(0, +)
        #expect(number(total[column]) == sum, "\(table.section): \(table.header[column])")
        #expect(printed.allSatisfy { number($0) != nil || $0 == "unknown" }, "\(printed)")
      }
    }
  }

  @Test func `give the days of boroughs once, in a picture, unless the projects are too many to list`() throws {
    var world = try World()
    func paper() throws -> [String] {
      try world.run(World.sample + World.quarter + ["--reissue", "--reason", "a test"]).expectSuccess()
      return try tables(try world.paper()).map(\.section)
    }
    #expect(!(try paper().contains("Days by borough")))
    world.job = world.home["job.yml"]
    try write("list_limit: 7\n", to: world.job)
    #expect(try paper().contains("Days by borough"))
  }

  /// Of tables with one row a thing: the heading of a column and the CSV's name of it.
  private static let columns = [
    "Projects": "projects", "Days": "days_in_period", "Capacity": "capacity_days", "Host": "days_host",
    "Commissioned": "days_commissioned", "Urgent": "days_urgent", "Board": "days_board", "Theme": "theme",
    "State": "state", "Progress": "progress", "Borough": "borough", "Days agreed": "days_agreed",
    "Days in period": "days_in_period", "Days to date": "days_to_date", "Days profiled": "days_profiled",
    "Outcomes in period": "outcomes_in_period",
  ]

  @Test func `hold the cells of the CSV files they name`() throws {
    let world = try issued(World.quarter)
    // With too many projects to list, the paper has a table of boroughs.
    var many = try World()
    many.job = many.home["job.yml"]
    try write("list_limit: 7\n", to: many.job)
    try many.run(World.sample + World.quarter).expectSuccess()
    let keys = ["projects.csv": "reference", "boroughs.csv": "borough", "advisers.csv": "adviser"]
    var compared = 0
    for table in try tables(try world.paper()) + tables(try many.paper()) {
      // Above the limit a table sums the projects by their progress.
      guard let key = keys[table.source], table.header.first != "Progress" else { continue }
      let rows = try world.rows(table.source)
      for (index, row) in table.rows.enumerated() where row[0] != "Total" {
        // A project may be named with its borough.
        let name = key == "reference" ? String(row[0].prefix { $0 != "," }) : row[0]
        let record = try #require(rows.first { $0[key] == name }, "\(row[0])")
        for (heading, column) in Self.columns {
          let name = table.source == "advisers.csv" && heading == "Projects" ? "projects_worked" : column
          guard let cell = table[index, heading], let recorded = record[name] else { continue }
          #expect(cell == (recorded.isEmpty ? "unknown" : recorded), "\(row[0]) \(heading)")
          compared += 1
        }
      }
    }
    #expect(compared > 100)
  }

  @Test func `hold the values of the figures they name`() throws {
    let world = try issued(World.quarter)
    let figures = try world.rows("figures.csv")
    let spans = ["2010-11-Q3", "to-2010-12-31", "12m-2010-12-31"]
    func values(_ grain: String, _ metric: String) -> [String: String] {
      let found = figures.filter { $0["grain"] == grain && $0["metric"] == metric && spans.contains($0["span"] ?? "") }
      return Dictionary(found.map { ($0["key"]?.removingPercentEncoding ?? "", $0["value"] ?? "") }) { $1 }
    }
    /// What a programme's ratio of counts is taken from; nil where it is taken from enough for a percentage.
    func few(_ metric: String) -> Int? {
      let found = figures.first {
        $0["grain"] == "programme" && $0["metric"] == metric && spans.contains($0["span"] ?? "")
          && metric != "utilisation"
      }
      return found?["n"].flatMap { Int($0) }.flatMap { $0 < 5 ? $0 : nil }
    }
    for table in try tables(try world.paper()) {
      let column = [
        "Days by arrangement": "arrangement", "Days by activity": "activity",
        "Outcomes by kind": "kind",
      ]
      guard let grain = column[table.section] else { continue }
      let isKind = grain == "kind"
      let expected = values(grain, isKind ? "outcomes_in_period" : "days_in_period")
      let heading = isKind ? "Q3 2010/11" : "Days"
      let pairs = table.rows.indices.dropLast().map { (table.rows[$0][0], table[$0, heading] ?? "") }
      #expect(Dictionary(pairs) { $1 } == expected, "\(table.section)")
      #expect(!expected.isEmpty)
    }
    let measures = try tables(try world.paper()).filter { $0.header.first == "Measure" }
    #expect(measures.count == 4)
    let titled = try titles(world)
    for table in measures {
      for row in table.rows.indices {
        let metric = try #require(titled[table.rows[row][0]], "\(table.rows[row][0])")
        let value = try #require(values("programme", metric)["all"], "\(metric)")
        let cell = try #require(table[row, "Q3 2010/11"])
        #expect(cell.hasPrefix(Self.printed(value, of: few(metric))), "\(metric): \(cell) for \(value)")
      }
    }
  }

  /// A metric's identity by its title: the verb `metrics` gives the definition, definitions.md title and definition.
  private func titles(_ world: borrowing World) throws -> [String: String] {
    let catalogue = try world.program(["metrics"]).output.joined(separator: "\n")
    var metrics: [String: String] = [:]
    for entry in catalogue.components(separatedBy: "\n\n") {
      let lines = entry.components(separatedBy: "\n")
      let definition = lines.dropFirst().map { $0.trimmingCharacters(in: .whitespaces) }
      metrics[definition.joined(separator: " ")] = lines[0].components(separatedBy: " ")[0]
    }
    var titles: [String: String] = [:]
    for line in try html(try text(of: world.path("definitions.md"))) {
      guard let item = line.wholeMatch(of: /<li><strong>(.*):<\/strong> (.*)<\/li>/) else { continue }
      titles[String(item.1)] = metrics[String(item.2)]
    }
    return titles
  }

  /// Ratios, with four decimals in CSV, are percentages in the paper, halves away from zero; of few they are counts.
  private static func printed(_ value: String, of few: Int?) -> String {
    guard value.wholeMatch(of: /[0-9]+\.[0-9]{4}/) != nil, let share = Int(value.replacing(".", with: "")) else {
      return value
    }
    return few.map { "\((share * $0 + 5000) / 10_000) of \($0)" } ?? "\((share + 50) / 100)%"
  }
}

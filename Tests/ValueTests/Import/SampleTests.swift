import Core
import Foundation
import Input
import Support
import Testing

@Suite struct SampleTests {
  @Test func `the sample is read without a mistake`() throws {
    let folder = try DataSet.read(.folder(repository + "/sql/sample"))
    #expect(
      folder.tables.map(\.relation.name)
        == Contract.relations.map(\.name).filter { !["actions", "variations"].contains($0) })
    #expect(folder.tables.first?.rows == 33)
  }
}

@Suite struct ContractTests {
  private func schema() throws -> String {
    try names(in: repository + "/sql/schema").sorted().map {
      try String(contentsOfFile: repository + "/sql/schema/" + $0, encoding: .utf8)
    }.joined()
  }

  @Test func `the schema's comments say what the contract says`() throws {
    let schema = try schema()
    for relation in Contract.relations {
      let name = "programme." + relation.name
      #expect(schema.contains("comment on table \(name) is '\(literal(relation.meaning))';"))
      for column in relation.columns {
        let comment = "comment on column \(name).\(column.name) is '\(literal(column.meaning))';"
        #expect(schema.contains(comment), "\(comment)")
      }
    }
  }

  @Test func `the schema has no column that the contract lacks`() throws {
    let comments = try schema().split(separator: "\n").filter { $0.hasPrefix("comment on column ") }.map {
      $0.split(separator: " ")[3]
    }
    #expect(Set(comments).count == Contract.relations.map(\.columns.count).reduce(0, +))
  }

  @Test func `the template has every column of the contract, with its help`() throws {
    let files = Dictionary(uniqueKeysWithValues: Template.files(isWhole: true).map { ($0.name, $0.bytes) })
    let guide = String(decoding: try #require(files[Template.guide]), as: UTF8.self)
    for relation in Contract.relations {
      let table = try #require(files[relation.name + ".csv"])
      let header = relation.columns.map(\.name).joined(separator: ",")
      #expect(String(decoding: table.dropFirst(3), as: UTF8.self) == header + "\r\n")
      for column in relation.columns { #expect(guide.contains("| `\(column.name)` | ")) }
    }
  }

  @Test func `the smallest template has the needed columns alone, and the same help`() throws {
    let files = Template.files(isWhole: false)
    #expect(files.map(\.name) == Contract.relations.filter(\.isNeeded).map { $0.name + ".csv" } + [Template.guide])
    for relation in Contract.relations.filter(\.isNeeded) {
      let table = try #require(files.first { $0.name == relation.name + ".csv" }?.bytes)
      let header = relation.columns.filter(\.isNeeded).map(\.name).joined(separator: ",")
      #expect(String(decoding: table.dropFirst(3), as: UTF8.self) == header + "\r\n")
    }
    let guide = String(decoding: try #require(files.last?.bytes), as: UTF8.self)
    for relation in Contract.relations {
      for column in relation.columns { #expect(guide.contains("| `\(column.name)` | \(column.need) | ")) }
    }
    let headings = guide.split(separator: "\n").filter { $0.hasPrefix("## ") }
    #expect(headings.prefix(3) == ["## commissions.csv", "## days.csv", "## outcomes.csv"])
    #expect(headings.count == Contract.relations.count)
  }

  @Test func `the template says what must be filled as an import takes it`() throws {
    for relation in Contract.relations {
      let imported = relation.asImported(isPart: false)
      for (column, read) in zip(relation.columns, imported.columns) {
        #expect(column.need.hasPrefix("no") == read.isNullable, "\(relation.name).\(column.name)")
        #expect((column.need == "always") == column.isNeeded, "\(relation.name).\(column.name)")
      }
    }
  }

  /// What a figure reads can be explained and compared only where the issue prints it.
  @Test func `every column that a fact holds is printed in the issue, but for names and text`() {
    let unprinted = Contract.relations.flatMap { relation in
      relation.fields.filter { $0.file == nil }.map { "\(relation.name).\($0.name)" }
    }
    #expect(
      unprinted == [
        "boroughs.borough_code", "boroughs.name", "advisers.name", "commissions.title", "commissions.has_narrative",
        "actions.what", "actions.owner_role", "outputs.summary",
      ])
    for relation in Contract.relations {
      let printed = relation.file ?? ["days": .days, "outcomes": .outcomes][relation.name]
      let names = printed?.columns.map(\.name) ?? []
      #expect(relation.printed.allSatisfy { names.contains($0.name) }, "\(relation.name)")
    }
  }

  @Test func `only free text is declared without a fact that holds it`() {
    let unread = Contract.relations.flatMap { relation in
      relation.columns.filter { $0.select == nil }.map { "\(relation.name).\($0.name)" }
    }
    #expect(
      unread == [
        "commissions.request", "commissions.work_undertaken", "commissions.next_steps", "commissions.on_hold_reason",
        "variations.reason", "strands.title", "strands.note", "reviews.comment", "reviews.reviewer_role",
        "shared_practice.summary",
        "bank_holidays.name",
      ])
  }

  @Test func `a column is needed or says what it adds, and three relations are needed`() {
    #expect(Contract.relations.filter(\.isNeeded).map(\.name) == ["commissions", "days", "outcomes"])
    for relation in Contract.relations {
      for column in relation.columns {
        #expect(column.isNeeded == (column.adds == nil), "\(relation.name).\(column.name)")
      }
    }
  }

  @Test func `every key and reference names a column that is there`() {
    for relation in Contract.relations {
      #expect(relation.key.allSatisfy { relation.column($0).map { !$0.isNullable || $0.ifEmpty != nil } ?? false })
      for reference in relation.columns.compactMap(\.reference) {
        #expect(Contract.relation(reference.relation)?.key == [reference.column])
      }
    }
  }

  @Test func `every example is a value that its column takes`() throws {
    for relation in Contract.relations {
      let header = relation.columns.map(\.name).joined(separator: ",")
      let cells = relation.columns.map { "\"\($0.example)\"" }.joined(separator: ",")
      let folder = try TestFolder([relation.name + ".csv": header + "\n" + cells + "\n"])
      // Dates of one example may contradict each other, and other files lack what it refers to.
      let mistakes = try folder.mistakes().filter { !$0.contains("is before") && !$0.contains("is in no row of") }
      #expect(mistakes == [])
    }
  }

  private func literal(_ text: String) -> String {
    text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''")
  }
}

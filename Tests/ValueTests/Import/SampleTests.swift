import Core
import Foundation
import Input
import Support
import Testing

@Suite struct SampleTests {
  @Test func `the sample is read without a mistake`() throws {
    let folder = try DataFolder.read(repository + "/sql/sample")
    #expect(folder.tables.map(\.relation.name) == Contract.relations.map(\.name))
    #expect(folder.tables.first?.rows == 33)
  }
}

@Suite struct ContractTests {
  private func schema() throws -> String {
    try String(contentsOfFile: repository + "/sql/schema/001_programme.sql", encoding: .utf8)
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
    let comments = try schema().split(separator: "\n").count { $0.hasPrefix("comment on column ") }
    #expect(comments == Contract.relations.map(\.columns.count).reduce(0, +))
  }

  @Test func `every key and reference names a column that is there`() {
    for relation in Contract.relations {
      #expect(relation.key.allSatisfy { relation.column($0)?.isNullable == false })
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
      let mistakes = try folder.mistakes().filter {
        !$0.contains("is before") && !$0.contains("is in no row of")
      }
      #expect(mistakes == [])
    }
  }

  private func literal(_ text: String) -> String {
    text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''")
  }
}

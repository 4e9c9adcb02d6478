package import Core
package import Database
package import Input

extension Reader {
  /// The reader of a schema that offers the whole contract.
  package init(schema: String, context: ReportingContext, caseStudyDueDays: Int, caseNumbers: [CaseNumberPattern] = [])
  {
    self.init(
      OfferedContract(whole: schema), context: context, caseStudyDueDays: caseStudyDueDays, caseNumbers: caseNumbers)
  }

  /// The relations of a schema that offers the whole contract.
  package static func relations(in schema: String) -> [QualifiedName] { OfferedContract(whole: schema).relations }

  /// Every step of a run's read, in a snapshot that is already open.
  ///
  /// - Parameters:
  ///   - sink: gives the sink; it is called again where the read begins again.
  ///   - scope: gives the projects in scope once the entries are read.
  package func readAll(
    _ connection: borrowing Connection, texts: Bool = false, into sink: () -> RowSink, scope: (Programme) -> [Int64]
  ) throws -> Programme {
    func read(_ connection: borrowing Connection, _ filter: PersonalDataFilter) throws -> Programme {
      var reading = ProgrammeReading(self, nil, filter)
      try reading.readLists(connection)
      try reading.beginRules(connection)
      try reading.readProjects(connection, most: 0)
      try reading.readEntries(connection, into: sink())
      let projects = texts ? reading.programme.projects.map(\.commission.id) : []
      reading.beginRules(inScope: scope(reading.programme))
      try reading.readSums(connection)
      try reading.readTexts(connection, of: projects)
      try reading.forEachText(connection, of: []) { _, _ in }
      try reading.finishRules(connection)
      return reading.programme
    }
    do { return try read(connection, filter) } catch is PersonalDataFilter.NeedsNumbers {
      return try read(connection, filterWithNumbers(connection))
    }
  }
}

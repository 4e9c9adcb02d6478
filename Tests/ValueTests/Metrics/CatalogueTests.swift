import Core
import Testing

@Suite struct CatalogueTests {
  @Test func `every metric is declared once, and is in the catalogue's own order`() {
    let ids = Catalogue.all.map(\.id)
    #expect(ids.count > 59 && Set(ids).count == ids.count)
    #expect(ids.first == "projects_in_scope")
    #expect(Catalogue.all.allSatisfy { $0.id.allSatisfy { $0.isLowercase || $0 == "_" } })
  }

  @Test func `every metric has a printed place in each of its grains`() throws {
    let tables: [Grain: TableShape] = [.project: .projects, .adviser: .advisers, .borough: .boroughs]
    let figures = Set(try IssuedProgramme().measures.figures.map { "\($0.metric.id) \($0.grain)" })
    for metric in Catalogue.all {
      #expect(!metric.grains.isEmpty, "\(metric.id)")
      for grain in metric.grains {
        if let table = tables[grain] {
          #expect(table.columns.contains { $0.name == metric.id }, "\(metric.id), \(grain)")
        }
        if grain != .project, metric.unit.counted != nil {
          #expect(figures.contains("\(metric.id) \(grain)"), "\(metric.id), \(grain)")
        }
      }
      // The paper's headline tables hold every figure of the programme that is compared with another period. Of shared practice
      // they count occasions.
      if metric.grains.contains(.programme), metric.definition.isCompared, metric !== metrics.practiceShared {
        #expect(metric.definition.part != nil, "\(metric.id)")
      }
    }
  }

  @Test func `a metric says that a row may lack a value exactly where its function may throw`() {
    for metric in Catalogue.of(.project) {
      let column = TableShape.projects.columns.first { $0.name == metric.id }
      #expect(column?.isRequired == metric.definition.isRequired, "\(metric.id)")
      #expect(column?.meaning == metric.definition.meaning)
    }
  }

  @Test func `what a metric reads is found by evaluating it`() throws {
    var programme = try IssuedProgramme()
    // So that one project is on track, and its progress reads both shares.
    try programme.work(2, "2010-12-15", 1, "visit", 800)
    let read = Catalogue.namesRead(try programme.programme(), try programme.context(), programme.thresholds)
    #expect(
      read["progress"]?.isSuperset(of: [
        "state", "days_agreed", "days_to_date", "days_profiled", "behind_below", "slipping_below",
      ]) ?? false)
    #expect(read["days_over_allowance"]?.contains("free_days") ?? false)
    #expect(read["case_studies_due"]?.isSuperset(of: ["state", "case_study_due_days"]) ?? false)
    #expect(read["days_agreed_active"]?.isSuperset(of: ["projects_in_scope", "state"]) ?? false)
    #expect(read["utilisation"]?.contains("capacity_days") ?? false)
    #expect(read["days_in_period"]?.isDisjoint(with: ["days_agreed", "free_days"]) ?? false)
  }
}

extension IssuedProgramme {
  fileprivate var measures: Measures { get throws { Measures(try programme(), try context(), thresholds) } }
}

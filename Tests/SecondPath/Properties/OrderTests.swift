import Support
import Testing

@Suite(.waits) struct OrderTests {
  @Test(arguments: 1...4) func `the order rows were written in changes nothing`(seed: Int) throws {
    let random = RandomProgramme(seed: seed)
    let world = try ProgrammeDatabase.unguarded()
    var numbers = SplitMix64(seed: seed)
    let questions = try Question.some(of: random.year, &numbers)
    let relations = random.spoilt(seed: seed)
    try world.load(relations)
    let before = try questions.map { try world.measured($0) }
    try world.load(
      relations.map { relation in
        var relation = relation
        relation.rows = numbers.shuffled(relation.rows)
        return relation
      })
    for (question, first) in zip(questions, before) {
      let again = try world.measured(question)
      let differences = Answer(first.measures).differences(from: Answer(again.measures))
      #expect(differences.isEmpty, "seed \(seed), \(question)")
      #expect(first.entries == again.entries, "order of day rows, seed \(seed), \(question)")
      #expect(first.outcomes == again.outcomes, "order of outcomes, seed \(seed), \(question)")
    }
  }
}

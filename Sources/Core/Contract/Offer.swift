/// What an organisation offers of the contract. A relation or a column that is absent is not recorded in any row.
package struct Offer: Hashable, Sendable {
  /// An absent relation, such as `reviews`, or an absent column of a relation that is offered, such as `days.activity`.
  package private(set) var absent: Set<String> = []

  /// Every relation and column of the contract.
  package static let whole = Offer()

  private init() {}

  /// - Parameter columns: the columns that a relation has; nil for a relation that is not there.
  package init(_ columns: (RelationSchema) -> Set<String>?) {
    for relation in Contract.relations {
      guard let offered = columns(relation) else {
        absent.insert(relation.name)
        continue
      }
      for column in relation.columns where !offered.contains(column.name) {
        absent.insert("\(relation.name).\(column.name)")
      }
    }
  }

  /// What an issue records of its offer. A name that this version does not know stays.
  package init(absent: [String]) { self.absent = Set(absent) }

  /// Returns the offer without these columns, such as `days.activity`.
  package func lacking(_ columns: Set<String>) -> Offer { Offer(absent: absent.union(columns).sorted()) }

  package func has(_ relation: String) -> Bool { !absent.contains(relation) }

  package func has(_ relation: String, _ column: String) -> Bool {
    has(relation) && !absent.contains("\(relation).\(column)")
  }

  /// Returns whether everything is offered that a metric, a section or a rule needs: `reviews`, `commissions.requested_on`.
  package func has(_ names: [String]) -> Bool {
    absent.isEmpty
      || absent.isDisjoint(with: names) && absent.isDisjoint(with: names.map { String($0.prefix { $0 != "." }) })
  }

  /// The relations that are offered, each with the columns that it has.
  package var relations: [RelationSchema] {
    absent.isEmpty
      ? Contract.relations
      : Contract.relations.filter { has($0.name) }.map { relation in
        relation.having { has(relation.name, $0) }
      }
  }

  /// What is absent, in the contract's order, each with what a report would gain by it.
  package var gains: [(relation: RelationSchema, column: ColumnSchema?, adds: String)] {
    Contract.relations.flatMap { relation in
      has(relation.name)
        ? relation.columns.filter { !has(relation.name, $0.name) }.map { (relation, $0, $0.adds ?? "") }
        : [(relation, nil, relation.adds ?? "")]
    }
  }
}

extension RelationSchema {
  /// Returns the relation with those of its columns that are offered. Rows whose key lacks a column are compared whole.
  package func having(_ isOffered: (String) -> Bool) -> Self {
    var schema = self
    schema.columns = columns.filter { isOffered($0.name) }
    schema.key = key.filter(isOffered)
    schema.hasWholeKey = key.allSatisfy(isOffered)
    return schema
  }
}

/// How the values of many projects become one figure.
package struct Together<Value>: Sendable {
  /// Whether a value of zero leaves the figure as it is.
  let ignoresZero: Bool
  let makeFold: @Sendable () -> Fold<Value>
}

/// The values of many projects while they are added.
struct Fold<Value> {
  let add: (Value) -> Void
  let result: (FigurePlace) -> (measure: Measure, n: Int?)
}

/// One figure of many projects while the projects are added.
package struct Tally {
  package let add: (MeasuredProject) -> Void
  /// Returns the figure, and what it is taken from where it is a ratio or a median.
  package let result: (FigurePlace) -> (measure: Measure, n: Int?)
}

extension Together {
  /// A figure that no project adds to.
  static func of(_ figure: @escaping @Sendable (FigurePlace) -> (measure: Measure, n: Int?)) -> Self {
    Self(ignoresZero: true) { Fold(add: { _ in }, result: figure) }
  }

  /// Returns the same, but not applicable where there is a reason.
  func unless(_ reason: @escaping @Sendable (FigurePlace) -> NoValue?) -> Self {
    Self(ignoresZero: ignoresZero) {
      let fold = makeFold()
      return Fold(add: fold.add) { place in
        guard let reason = reason(place) else { return fold.result(place) }
        place.recorder?.reason = reason.sentence
        return (.notApplicable, nil)
      }
    }
  }
}

extension [Tally] {
  /// Adds a project to every figure. A span borrows the closures; iteration would retain them.
  func add(_ project: MeasuredProject) {
    let tallies = span
    for index in tallies.indices { tallies[index].add(project) }
  }
}

/// What a figure is about, and what is the same for all its projects.
package struct FigurePlace {
  package let topic: Topic
  package let conditions: Conditions
  package let isYearToDate: Bool
  package var recorder: Recorder?

  package init(
    _ topic: Topic, _ conditions: Conditions, yearToDate isYearToDate: Bool = false, _ recorder: Recorder? = nil
  ) {
    self.topic = topic
    self.isYearToDate = isYearToDate
    self.conditions = conditions
    self.recorder = recorder
  }
}

extension Together where Value: AdditiveArithmetic & MetricValue {
  package static var sum: Self {
    Self(ignoresZero: true) {
      var total = Value.zero
      var count = 0
      return Fold {
        total += $0
        count += 1
      } result: { place in
        place.recorder?.conclude("the sum over \(count.counted("project", "projects")) is \(total.amount)")
        return (.amount(total.amount), nil)
      }
    }
  }
}

extension Together where Value == Bool {
  /// Counts the projects of which the metric holds.
  package static var count: Self {
    Self(ignoresZero: true) {
      var (count, all) = (0, 0)
      return Fold {
        all += 1
        if $0 { count += 1 }
      } result: { place in
        place.recorder?.conclude("counted: \(count) of \(all.counted("project", "projects"))")
        return (.count(count), nil)
      }
    }
  }
}

/// How many of some rows of a project satisfy a condition, of how many.
package struct Part: MetricValue {
  let count: Int
  let all: Int

  package var amount: Amount { .word(Text("\(count) of \(all)")) }
}

extension Together where Value == Part {
  /// The rows that satisfy the condition, as a share of all.
  package static func share(_ part: String, of whole: String) -> Self {
    parts { count, all, place in
      place.recorder?.conclude("\(count) \(part) / \(all) \(whole)")
      return Measure.ratio(count, of: all)
    }
  }

  /// The number of rows that satisfy the condition. Beside it is the number of all; not applicable where there is none.
  package static func count(_ part: String, of whole: String) -> Self {
    parts { count, all, place in
      place.recorder?.conclude("\(count) \(part), of \(all) \(whole)")
      return all == 0 ? .notApplicable : .count(count)
    }
  }

  private static func parts(_ figure: @escaping @Sendable (_ count: Int, _ all: Int, FigurePlace) -> Measure) -> Self {
    Self(ignoresZero: false) {
      var (count, all) = (0, 0)
      return Fold {
        count += $0.count
        all += $0.all
      } result: { place in
        (figure(count, all, place), all)
      }
    }
  }
}

extension Together where Value == Int {
  /// The sum of expectations; not applicable where nobody records what became of one.
  package static var sumOfExpectations: Self {
    Self(ignoresZero: true) {
      var total = 0
      return Fold {
        total += $0
      } result: { place in
        place.recorder?.conclude(total.counted("expectation", "expectations"))
        return (.count(total), nil)
      }
    }.unless {
      $0.conditions.recordsFollowing ? nil : .notApplicable("no outcome is recorded as following an expectation")
    }
  }

  /// The middle value, or the mean of the middle two, to 1 decimal.
  package static var median: Self {
    Self(ignoresZero: false) {
      var values: [Int] = []
      return Fold {
        values.append($0)
      } result: { place in
        guard let median = Amount.median(of: values) else { return (.notApplicable, 0) }
        let sorted = values.sorted()
        let (low, high) = (sorted[(sorted.count - 1) / 2], sorted[sorted.count / 2])
        let middle = sorted.count % 2 == 1 ? "one is \(low)" : "two are \(low) and \(high)"
        place.recorder?.conclude("in order: \(sorted.map(String.init).joined(separator: ", ")); the middle \(middle)")
        return (.amount(median), sorted.count)
      }
    }
  }
}

/// The boroughs that a project adds to a figure of boroughs.
package protocol BoroughCodes: MetricValue { func add(to all: inout Set<Text>) }
extension Text: BoroughCodes { package func add(to all: inout Set<Text>) { all.insert(self) } }
extension Set<Text>: BoroughCodes { package func add(to all: inout Set<Text>) { all.formUnion(self) } }

extension Together where Value: BoroughCodes {
  package static var distinctBoroughs: Self { boroughs { all, _ in (.count(all), nil) } }

  /// Counts boroughs for a listed borough, each once.
  package static var boroughsOfOne: Self {
    let all = distinctBoroughs
    return Self(ignoresZero: false) {
      let fold = all.makeFold()
      return Fold(add: fold.add) { place in
        guard case .boroughToDate(.some(let code)) = place.topic, place.conditions.listed.contains(code) else {
          return (.notApplicable, nil)
        }
        return fold.result(place)
      }
    }
  }

  /// Boroughs, each once, as a share of all listed boroughs.
  package static var shareOfBoroughs: Self { boroughs { all, listed in (Measure.ratio(all, of: listed), listed) } }

  private static func boroughs(_ figure: @escaping @Sendable (_ all: Int, _ listed: Int) -> (Measure, Int?)) -> Self {
    Self(ignoresZero: false) {
      var all: Set<Text> = []
      return Fold {
        $0.add(to: &all)
      } result: { place in
        let listed = place.conditions.listed.count
        place.recorder?.list("Listed boroughs, each once", ["borough_code"], all.sorted().map { [$0.string] })
        place.recorder?.conclude("\(all.count.counted("borough", "boroughs")) of \(listed)")
        return figure(all.count, listed)
      }
    }
  }
}

extension Together where Value == WorkedDays {
  /// Days as a share of the capacity of every adviser in post on a day of the period, or with days in it.
  package static var shareOfCapacity: Self {
    Self(ignoresZero: true) {
      var byAdviser: [Int64: Days] = [:]
      return Fold {
        for item in $0.items { byAdviser[item.adviser, default: .zero] += item.days }
      } result: { place in
        let posts = place.conditions.posts(place.topic, with: Set(byAdviser.keys))
        let days = byAdviser.values.reduce(.zero, +)
        let capacity = posts.reduce(0) { $0 + $1.capacity.weekHundredths }
        place.recorder?.uses(metrics.capacityDays)
        place.recorder?.list(posts, place.conditions, days: byAdviser)
        place.recorder?.conclude(
          "\(days) days / \(Capacity(weekHundredths: capacity).days) days of capacity, unrounded")
        let share = Fraction(days.hundredths * Capacity.weekdays, over: capacity)
        if share == nil { place.recorder?.reason = "Not applicable: the capacity is 0." }
        return (share.map { .amount(.ratio($0)) } ?? .notApplicable, posts.count)
      }
    }
  }
}

extension Together where Value == Days {
  /// The sum; not applicable where the job sets no free days.
  package static var sumOverAllowance: Self {
    sum.unless { $0.conditions.thresholds.freeDays == nil ? .notApplicable("the job sets no free days") : nil }
  }

  /// The capacity of the adviser. No project adds to it.
  package static var capacity: Self {
    of { place in
      let posts = place.conditions.posts(place.topic, with: [])
      place.recorder?.list(posts, place.conditions)
      return (.days(posts.reduce(.zero) { $0 + $1.capacity.days }), nil)
    }
  }
}

extension Together where Value == BoroughEngagement {
  /// The nearest engagement; not reached where no project has any.
  package static var nearest: Self {
    Self(ignoresZero: false) {
      var found: Set<BoroughEngagement> = []
      return Fold {
        found.insert($0)
      } result: { place in
        guard case .boroughToDate(.some(let code)) = place.topic, place.conditions.listed.contains(code) else {
          return (.notApplicable, nil)
        }
        let nearest = BoroughEngagement.allCases.first(where: found.contains) ?? .notReached
        return (.amount(nearest.amount), nil)
      }
    }
  }
}

/// Days of listed advisers on one project.
package struct WorkedDays: MetricValue {
  struct Item: Hashable, Sendable {
    let adviser: Int64
    let days: Days
  }

  var items: [Item] = []

  package var amount: Amount { .days(items.reduce(.zero) { $0 + $1.days }) }
}

extension Measure {
  /// Returns the ratio; not applicable where there is nothing to divide by.
  static func ratio(_ part: Int, of whole: Int) -> Measure {
    Fraction(Int64(part), over: Int64(whole)).map { .amount(.ratio($0)) } ?? .notApplicable
  }
}

import Testing

@testable import Core

/// Each form of sentence, computed again from the raw rows of random programmes, by other code than the report's.
@Suite struct `What the paper claims` {
  private static let seeds = RandomReport.seeds

  private func line(_ start: String, _ random: RandomReport) throws -> String? {
    try #require(random.paper.section("Summary")).plain.split(separator: "\n").map(String.init).first {
      $0.contains(start)
    }
  }

  private func sentence(_ chart: String, _ random: RandomReport) -> String? {
    random.charts.first { $0.path == "charts/\(chart).svg" }?.sentence.plain
  }

  @Test(arguments: seeds) func `the days, projects and boroughs of the first line`(seed: Int) throws {
    let random = try RandomReport.of(seed: seed)
    let facts = Facts(random)
    guard !facts.entries.isEmpty else {
      #expect(try line("No days were recorded in the period.", random) != nil)
      return
    }
    let (now, was) = (facts.days(RandomReport.period), facts.days(RandomReport.before))
    var expected = "The advisers delivered \(spelled(now))"
    if facts.hasPrevious {
      let difference = written(now > was ? now - was : was - now)
      expected +=
        now == was
        ? ", as in Quarter 2 of 2010/11,"
        : ", \(difference) \(now > was ? "more" : "fewer") than in Quarter 2 of 2010/11,"
    }
    let all = facts.programme.boroughs.count
    expected += " on \(count(Set(facts.entries.map(\.project)).count, "project"))"
    expected += " in \(facts.boroughs(RandomReport.period)) of \(count(all, "borough"))"
    if facts.hasPrevious {
      let before = facts.boroughs(RandomReport.before)
      expected += " (\(before == 0 ? "none" : "\(before)") in Quarter 2)"
    }
    #expect(try line("The advisers", random) == expected + ".")
  }

  @Test(arguments: seeds) func `how many projects were in scope, started, completed and asked for`(seed: Int) throws {
    let random = try RandomReport.of(seed: seed)
    let facts = Facts(random)
    let scope = facts.inScope
    guard !scope.isEmpty else {
      #expect(try line("No project was in scope of the period.", random) != nil)
      return
    }
    func happened(_ date: KeyPath<Commission, CalendarDay?>) -> [Commission] {
      facts.programme.projects.map(\.commission).filter { $0[keyPath: date].map(RandomReport.period.contains) ?? false }
    }
    let started = happened(\.startsOn).count { commission in
      !(commission.withdrawnOn.map { withdrawn in commission.startsOn.map { withdrawn < $0 } ?? false } ?? false)
    }
    let (completed, asked) = (happened(\.completedOn).count, happened(\.requestedOn).count)
    let requests = asked == 0 ? "No requests were" : asked == 1 ? "1 request was" : "\(asked) requests were"
    #expect(
      try line("in scope of the period:", random) == """
        \(scope.count == 1 ? "1 project was" : "\(scope.count) projects were") in scope of the period: \
        \(started == 0 ? "none" : "\(started)") started and \(completed == 0 ? "none" : "\(completed)") \
        \(completed > 1 ? "were" : "was") completed in it. \(requests) received.
        """)
  }

  @Test(arguments: seeds) func `whose capacity was used, and by how much`(seed: Int) throws {
    let random = try RandomReport.of(seed: seed)
    let posts = Facts(random).posts
    let capacity = posts.reduce(0) { $0 + $1.capacity }
    let said = try line("of the capacity of", random)
    guard capacity > 0 else {
      #expect(said == nil)
      return
    }
    let without = posts.filter { $0.capacity == 0 }
    let others =
      without.isEmpty
      ? ""
      : ", with \(spelled(without.reduce(0) { $0 + $1.days })) by \(count(without.count, "adviser")) without capacity"
    let share = percent(posts.reduce(0) { $0 + $1.days } * 5 * 100, of: capacity)
    #expect(
      said?.hasPrefix("\(share) of the capacity of \(count(posts.count, "adviser")) was used\(others).") == true,
      "\(said ?? "")")
    let chart = try #require(sentence("adviser-utilisation", random))
    #expect(chart.contains(" used \(share) of "), "\(chart)")
    let own = posts.filter { $0.capacity > 0 }.map { (share: percent($0.days * 500, of: $0.capacity), post: $0) }
    guard own.count > 1 else { return }
    func isBelow(_ left: Facts.Post, _ right: Facts.Post) -> Bool {
      left.days * right.capacity < right.days * left.capacity
    }
    let low = try #require(own.min { isBelow($0.post, $1.post) })
    let high = try #require(own.max { isBelow($0.post, $1.post) })
    #expect(
      low.share == high.share
        ? chart.contains("each \(low.share)")
        : chart.contains("from \(low.share) (") && chart.contains(") to \(high.share) ("), "\(chart)")
  }

  @Test(arguments: seeds) func `the median wait, and of how many projects`(seed: Int) throws {
    let random = try RandomReport.of(seed: seed)
    let waits = Facts(random).waits.sorted()
    guard !waits.isEmpty else {
      #expect(try line("The median wait", random) == nil)
      return
    }
    let twice = waits[(waits.count - 1) / 2] + waits[waits.count / 2]
    let median = "\(twice < 0 && twice > -2 ? "-" : "")\(twice / 2).\(twice % 2 == 0 ? 0 : 5)"
    let expected = "The median wait for a first day was \(median) calendar days (\(count(waits.count, "project")))."
    #expect(try line("The median wait", random)?.contains(expected) == true, "\(expected)")
  }

  @Test(arguments: seeds) func `ratings and feedback of the projects in scope`(seed: Int) throws {
    let random = try RandomReport.of(seed: seed)
    let facts = Facts(random)
    let scope = facts.inScope
    guard !scope.isEmpty else { return }
    let received = scope.flatMap { facts.programme.projects[$0].reviews }.filter {
      $0.receivedOn.map { $0 < RandomReport.period.until } ?? false
    }
    let rated = received.count { $0.rating?.value != nil }
    let all = count(scope.count, "project")
    let expected =
      received.isEmpty
      ? "None of \(all) in scope has a rating or any other feedback."
      : "\(rated) of \(all) in scope \(rated == 1 ? "has" : "have") a rating and \(received.count) "
        + "\(received.count == 1 ? "has" : "have") any feedback."
    #expect(try line(expected, random) != nil, "\(expected)")
  }

  @Test(arguments: seeds) func `outcomes, occasions of shared practice and the other boroughs`(seed: Int) throws {
    let random = try RandomReport.of(seed: seed)
    let facts = Facts(random)
    let achieved = random.outcomes.filter(\.isAchieved)
    let now = achieved.count { RandomReport.period.contains($0.day) }
    var occasions: Set<String> = []
    var boroughs: Set<Text> = []
    for project in facts.programme.projects {
      for share in project.shares where RandomReport.period.contains(share.sharedOn) {
        occasions.insert("\(project.commission.id) \(share.sharedOn) \(share.channel?.string ?? "none")")
        if let code = share.boroughCode, code != project.commission.boroughCode, facts.listed.contains(code) {
          boroughs.insert(code)
        }
      }
    }
    let said = now == 0 ? "No outcomes were" : now == 1 ? "1 outcome was" : "\(now) outcomes were"
    let year = achieved.isEmpty ? "none" : "\(achieved.count)"
    let others = boroughs.isEmpty ? "no other boroughs" : count(boroughs.count, "other borough")
    let practice =
      occasions.isEmpty
      ? "No practice was shared." : "Practice was shared on \(count(occasions.count, "occasion")), with \(others)."
    #expect(try line(" achieved, ", random) == "\(said) achieved, \(year) in the year to date. \(practice)")
  }

  @Test(arguments: seeds) func `the months with the most and the fewest days`(seed: Int) throws {
    let random = try RandomReport.of(seed: seed)
    let entries = Facts(random).entries
    let months = [("October", 10), ("November", 11), ("December", 12)].map { name, month in
      (name: "\(name) 2010", days: entries.filter { $0.day.month == month }.reduce(0) { $0 + $1.hundredths })
    }
    let said = sentence("days-by-month", random)
    guard months.contains(where: { $0.days != 0 }) else {
      #expect(said == nil)
      return
    }
    let (most, fewest) = (months.map(\.days).max() ?? 0, months.map(\.days).min() ?? 0)
    func named(_ days: Int64) -> String {
      let names = months.filter { $0.days == days }.map(\.name)
      return "\(names.joined(separator: " and ")) (\(written(days))\(names.count > 1 ? " each" : ""))"
    }
    let total = spelled(months.reduce(0) { $0 + $1.days })
    #expect(
      said
        == (most == fewest
          ? "Every month had \(spelled(most))."
          : "Of \(total), \(named(most)) had the most and \(named(fewest)) the fewest."))
  }

  @Test(arguments: seeds) func `the boroughs with the largest share`(seed: Int) throws {
    let random = try RandomReport.of(seed: seed)
    let facts = Facts(random)
    let days = facts.daysByBorough.filter { $0.value != 0 }
    let said = sentence("days-by-borough", random)
    guard let most = days.values.max() else {
      #expect(said == nil)
      return
    }
    let total = spelled(facts.days(RandomReport.period))
    let leaders = days.filter { $0.value == most }.count
    let text = try #require(said)
    if days.count == 1 {
      #expect(text.hasPrefix("Of \(total), all went to "))
    } else if leaders == 1 {
      #expect(text.hasPrefix("Of \(total), the largest share went to ") && text.hasSuffix(" (\(written(most)))."))
    } else {
      #expect(
        text.hasPrefix("Of \(total), the largest shares went to ") && text.hasSuffix(" (\(written(most)) each)."))
    }
    for (code, value) in days where value == most && leaders < 4 {
      let name = facts.programme.boroughs.first { $0.code == code }.map { $0.name.recorded ?? $0.code }
      let isRestOfLondon = facts.programme.projects.allSatisfy { project in
        project.commission.boroughCode.map { facts.programme.boroughs.map(\.code).contains($0) } ?? true
      }
      let unlisted = isRestOfLondon ? "all of London" : "projects of no listed borough"
      #expect(text.contains(name?.string ?? unlisted), "\(text)")
    }
  }

  @Test(arguments: seeds) func `how many are overdue, behind and slipping, and who is furthest behind`(seed: Int) throws
  {
    let random = try RandomReport.of(seed: seed)
    let scope = Facts(random).inScope.map { PlainProject(random, $0) }
    let rows = scope.compactMap { project in project.profiled.map { (project: project, short: $0 - project.days) } }
    let said = sentence("days-against-profile", random)
    guard !rows.isEmpty else {
      #expect(said == nil)
      return
    }
    let text = try #require(said)
    let have =
      "\(rows.count) of \(count(scope.count, "project")) in scope \(rows.count == 1 ? "has" : "have") a profile"
    // Whatever of its open work has come below 90 per cent of its profile, the sentence speaks of it.
    let open = rows.filter { !["withdrawn", "completed", "on hold"].contains($0.project.state) }
    if open.contains(where: { $0.project.days * 10 < ($0.project.days + $0.short) * 9 }) {
      #expect(!text.contains("none is"), "\(text)")
    }
    func number(_ word: String) -> Int {
      if word == "overdue" { return rows.count { $0.project.daysOverdue ?? 0 > 0 } }
      return open.count { $0.project.progress == word && $0.project.daysOverdue ?? 0 == 0 }
    }
    let started = number("just started")
    var parts = ["overdue", "behind", "slipping"].compactMap { word -> String? in
      let count = number(word)
      return count == 0 ? nil : "\(count) \(count == 1 ? "is" : "are") \(word)"
    }
    if started > 0 { parts.append("\(started) \(started == 1 ? "has" : "have") just started") }
    guard !parts.isEmpty else {
      #expect(text == "\(have), and none is behind or slipping.")
      return
    }
    let listed = [parts.dropLast().joined(separator: ", "), parts[parts.count - 1]].filter { !$0.isEmpty }
    let start = "\(have); \(listed.joined(separator: " and "))."
    let late = open.filter { ["overdue", "behind", "slipping"].contains($0.project.progress) && $0.short > 0 }
    guard let most = late.map(\.short).max() else {
      #expect(text == start)
      return
    }
    let names = late.filter { $0.short == most }.map { random.world.programme.plainName($0.project.commission) }
    #expect(text.hasPrefix("\(start) Furthest behind "), "\(text)")
    #expect(
      names.count == 1
        ? text.hasSuffix(" is \(names[0]) (\(spelled(most)) fewer than profiled).")
        : text.hasSuffix(" (\(spelled(most)) fewer than profiled each)."), "\(text)")
  }

  @Test(arguments: seeds) func `who is overdue, the longest first`(seed: Int) throws {
    let random = try RandomReport.of(seed: seed)
    let facts = Facts(random)
    let last = RandomReport.period.until.previous
    let overdue = facts.programme.projects.enumerated().compactMap { index, project -> (days: Int, index: Int)? in
      let commission = project.commission
      func isOver(_ date: CalendarDay?) -> Bool { date.map { $0 <= last } ?? false }
      guard let due = commission.dueOn, due <= last, commission.startsOn.map({ $0 <= due }) ?? true,
        !isOver(commission.withdrawnOn), !isOver(commission.completedOn),
        isOver(commission.requestedOn) || isOver(commission.agreedOn) || isOver(commission.startsOn)
          || isOver(commission.onHoldSince)
      else { return nil }
      return (last - due, index)
    }.sorted { ($1.days, $0.index) < ($0.days, $1.index) }
    let exceptions = try #require(random.paper.section("Exceptions"))
    var items: [String] = []
    for case .list(let listed) in exceptions.blocks { items += listed.map(\.plain) }
    #expect(items.count { $0.hasPrefix("Overdue: ") } == min(8, overdue.count))
    for (item, late) in zip(items, overdue) {
      let commission = facts.programme.projects[late.index].commission
      let reference = commission.reference?.string ?? "Commission \(commission.id)"
      let days = late.days == 0 ? "" : ", \(count(late.days, "day")) overdue"
      #expect(item.hasPrefix("Overdue: \(reference), ") && item.contains("\(days), and not completed."), "\(item)")
    }
  }

  @Test(arguments: seeds) func `who is over the free days, and by how much together`(seed: Int) throws {
    let random = try RandomReport.of(seed: seed)
    let facts = Facts(random)
    let section = try #require(random.paper.section("Projects")).plain
    let free = facts.free ?? .max
    let over = facts.inScope.filter {
      [.commissioned, .urgent].contains(facts.programme.projects[$0].commission.arrangement?.value)
    }.map { index in
      random.entries.filter { $0.project == index }.reduce(0) { $0 + $1.hundredths } - min(free, 1 << 40)
    }.filter { $0 > 0 }
    guard !over.isEmpty else {
      #expect(!section.contains("Over the "))
      return
    }
    let sum =
      "\(count(over.count, "project")), by \(spelled(over.reduce(0, +))) \(over.count > 1 ? "together" : "in all"): "
    #expect(section.contains("Over the \(spelled(free)) that \(free == 100 ? "is" : "are") free: \(sum)"), "\(section)")
    for days in over { #expect(section.contains(" (\(written(days)))")) }
  }
}

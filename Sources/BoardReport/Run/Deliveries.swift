import Core
import Input
import Issues
import System

/// What became of the delivery of each issue by `after_issue`: the archive's file `.delivered.json`.
///
/// An issue is recorded before it is published, so that a killed run is noticed. A delivery that failed is tried again by
/// the next run, until it succeeds or a newer issue of the period takes its place.
struct Deliveries {
  enum DeliveryOutcome: Hashable {
    /// Not tried yet, or the run was killed.
    case outstanding
    case failed(String)
    case delivered(Instant)
  }

  private(set) var outcomes: [IssueName: DeliveryOutcome] = [:]

  /// Reads the record. A record that cannot be read counts as none.
  init(of archive: borrowing Archive) throws(FileError) {
    guard let json = try archive.read(record: .delivered).flatMap(JSON.init(parsing:)) else { return }
    for member in json.members ?? [] {
      guard let name = IssueName(parsing: member.name) else { continue }
      let time = member.value["delivered"]?.string.flatMap { Instant($0) }
      let reason = member.value["failed"]?.string
      outcomes[name] = time.map(DeliveryOutcome.delivered) ?? reason.map(DeliveryOutcome.failed) ?? .outstanding
    }
  }

  subscript(name: IssueName) -> DeliveryOutcome? {
    get { outcomes[name] }
    set { outcomes[name] = newValue }
  }

  func write(to archive: borrowing Archive) throws(FileError) {
    let members = outcomes.sorted { $0.key < $1.key }.map { name, outcome in
      JSON.NamedValue(name: name.description, value: outcome.json)
    }
    try archive.write(record: .delivered, JSON.object(members).bytes)
  }

  /// Returns the issues that are not delivered, with the reason. An issue counts while it has its files and is current.
  func missing(in archive: borrowing Archive) throws -> [(name: IssueName, reason: String)] {
    var missing: [(name: IssueName, reason: String)] = []
    for (name, outcome) in outcomes.sorted(by: { $0.key < $1.key }) {
      guard let reason = outcome.reason, try archive.current(of: name.period) == name,
        let manifest = try? archive.contents(of: name).manifest(), manifest.retraction == nil
      else { continue }
      missing.append((name, reason))
    }
    return missing
  }
}

extension Deliveries.DeliveryOutcome {
  fileprivate var json: JSON {
    switch self {
    case .outstanding: .object([])
    case .failed(let reason): .object(["failed": .string(reason)])
    case .delivered(let time): .object(["delivered": .string(time.description)])
    }
  }

  /// Why the issue is not delivered; nil when it is.
  fileprivate var reason: String? {
    switch self {
    case .outstanding: "after_issue was not run to its end"
    case .failed(let reason): reason
    case .delivered: nil
    }
  }
}

extension Job {
  /// Delivers every issue that is not delivered. The issues stay published whatever the command does.
  ///
  /// - Parameter archive: an archive whose lock is held.
  /// - Throws: `Failure` 71 for the first issue that could not be delivered, after the others were tried.
  func deliverMissing(in archive: borrowing Archive, _ signals: Signals) throws {
    guard !afterIssue.isEmpty else { return }
    var deliveries = try Deliveries(of: archive)
    var first: Failure?
    for (name, _) in try deliveries.missing(in: archive) {
      if let fault = delivery.fault(adding: [try archive.path(of: name)], signals) {
        deliveries[name] = .failed(fault)
        first = first ?? Failure(.hookFailed, "\(name) is published, but \(fault)")
      } else {
        deliveries[name] = Instant.now.map(Deliveries.DeliveryOutcome.delivered)
      }
      try deliveries.write(to: archive)
    }
    if let first { throw first }
  }
}

extension Archive {
  /// Returns the absolute path of an issue's folder.
  borrowing func path(of name: IssueName) throws(FileError) -> String { try folder.absolutePath() + "/\(name)" }
}

/// A figure that differs from the previous issue of the same period.
package struct Revision: Hashable, Sendable {
  package enum Cause: String, CaseIterable, Hashable, Sendable {
    /// This program does not compute the previous issue's value from the previous issue's rows.
    case method
    /// A setting of the job file changed.
    case setting
    /// The previous issue was provisional, or had nothing to compare with yet.
    case periodWentOn = "period went on"
    /// A row is gone.
    case deletion
    /// A row changed.
    case correction
    /// A day or outcome recorded after the previous issue's snapshot.
    case lateEntry = "late entry"
    /// A commission's own fields, or its variations, strands, review or shared practice.
    case record
    /// An adviser, a bank holiday or a borough.
    case referenceData = "reference data"
    /// Rows dated before the period.
    case earlierPeriod = "earlier period"
  }

  /// `metric/grain/key/span`.
  package let figure: String
  /// As printed; empty where there was no value, or no such figure.
  package let was: String
  package let now: String
  /// At least one, in the order of `Cause`.
  package let causes: [Cause]
  /// `relation:column=value;…`, space-separated, 20 at most, then `+N`.
  package let rows: String
  /// What a ratio or a median was and is taken from; nil for any other figure.
  package let takenFrom: TakenFrom

  package struct TakenFrom: Hashable, Sendable {
    package var was: Int?
    package var now: Int?

    package init(was: Int? = nil, now: Int? = nil) {
      self.was = was
      self.now = now
    }
  }

  package init(
    figure: String, was: String, now: String, causes: [Cause], rows: String, takenFrom: TakenFrom = TakenFrom()
  ) {
    self.figure = figure
    self.was = was
    self.now = now
    self.causes = causes
    self.rows = rows
    self.takenFrom = takenFrom
  }

  /// What happened to a row between the two issues.
  package enum ChangeKind: CaseIterable, Hashable, Sendable {
    case added, changed, removed

    /// - Parameters:
    ///   - was: the row in the issue before; nil where that issue does not have the row.
    ///   - now: the row in this issue.
    package init<Row>(_ was: Row?, _ now: Row?) { self = was == nil ? .added : now == nil ? .removed : .changed }
  }

  /// A row, or a setting, that moved a figure.
  package struct MovedRow: Hashable, Sendable {
    package let cause: Cause
    package let kind: ChangeKind
    /// As the column `rows` names it.
    package let name: String
    /// Of a day entry: its days in the issue before and in this one.
    package let was: Days?
    package let now: Days?

    package init(_ cause: Cause, _ kind: ChangeKind, _ name: String, was: Days? = nil, now: Days? = nil) {
      self.cause = cause
      self.kind = kind
      self.name = name
      self.was = was
      self.now = now
    }
  }

  package var cause: Cause { causes.first ?? .method }

  /// Now less was, at the finer of the two scales; nil unless both are numbers.
  package var difference: Decimal? {
    guard let was = Decimal(was), let now = Decimal(now) else { return nil }
    return now.subtracting(was)
  }
}

extension Decimal {
  /// This less `other`, exactly, at the finer of the two scales.
  package func subtracting(_ other: Decimal) -> Decimal {
    let scale = max(self.scale, other.scale)
    return Decimal(mantissa: mantissa(at: scale) - other.mantissa(at: scale), scale: scale)
  }

  private func mantissa(at scale: Int) -> Int64 { (self.scale..<scale).reduce(mantissa) { value, _ in value * 10 } }
}

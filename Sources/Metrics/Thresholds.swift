package import Facts

/// What a job may set: from where on a project counts as behind, a wait as long, a case study as due.
package struct Thresholds: Hashable, Sendable {
  /// Days a borough has for nothing; nil when the programme has no such allowance.
  package var freeDays: Days?
  /// Per cent of days profiled.
  package var behindBelow: Int
  package var slippingBelow: Int
  package var waitLimitDays: Int
  package var stalledAfterDays: Int
  package var caseStudyDueDays: Int

  package init(
    freeDays: Days? = nil, behindBelow: Int = 75, slippingBelow: Int = 90, waitLimitDays: Int = 28,
    stalledAfterDays: Int = 28, caseStudyDueDays: Int = 30
  ) {
    self.freeDays = freeDays
    self.behindBelow = behindBelow
    self.slippingBelow = slippingBelow
    self.waitLimitDays = waitLimitDays
    self.stalledAfterDays = stalledAfterDays
    self.caseStudyDueDays = caseStudyDueDays
  }
}

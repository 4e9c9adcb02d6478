import Facts
import Jobs
import Metrics
import Reports

extension Thresholds {
  init(_ job: Job) {
    self.init(
      freeDays: job.freeDays, behindBelow: job.behindBelow, slippingBelow: job.slippingBelow,
      waitLimitDays: job.waitLimitDays, stalledAfterDays: job.stalledAfterDays,
      caseStudyDueDays: job.caseStudyDueDays)
  }
}

extension ReportSettings {
  init(_ job: Job) {
    self.init()
    title = Text(job.title)
    board = job.board.map { Text($0) }
    contact = job.contact.map { Text($0) }
    thresholds = Thresholds(job)
    listLimit = job.listLimit
    sections = job.sections.compactMap { PaperSection(rawValue: $0.rawValue) }
    timeZone = Text(job.timeZone)
  }
}

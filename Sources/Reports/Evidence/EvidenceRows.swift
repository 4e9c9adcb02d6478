import Facts

extension Adviser {
  var evidence: [Cell] { [Cell(id), Cell(appointedOn), Cell(leftOn), Cell(daysPerWeek)] }
}

extension Project {
  /// The commission's own columns without its free text, and what lies before the period in one line.
  var evidence: [Cell] {
    let own: [Cell] = [
      Cell(commission.id), Cell(commission.reference), Cell(commission.boroughCode),
      Cell(commission.theme), Cell(commission.arrangement?.text), Cell(commission.requestedOn),
      Cell(commission.agreedOn), Cell(commission.startsOn), Cell(commission.dueOn),
      Cell(commission.completedOn), Cell(commission.withdrawnOn), Cell(commission.onHoldSince),
      Cell(commission.daysAgreed), Cell(commission.daysPerWeek), Cell(commission.caseStudyOn),
    ]
    return own + daysBefore.cells + [
      Cell(outcomesBefore.achieved), Cell(outcomesBefore.enabling), Cell(outcomesBefore.expected),
      Cell(outcomesBefore.notAchieved), Cell(outcomesBefore.unrecorded),
    ]
  }

  func evidenceDays(_ span: EvidenceSpan) -> [[Cell]] {
    adviserDays.filter { $0.window == span.window && $0.tally.entries > 0 }
      .sorted { $0.adviserID < $1.adviserID }
      .map { [Cell(span.name), Cell(commission.id), Cell($0.adviserID)] + $0.tally.cells }
  }

  func evidenceOutcomes(_ span: EvidenceSpan) -> [[Cell]] {
    achieved.filter { $0.window == span.window && $0.count > 0 }
      .sorted { $0.kind.precedes($1.kind) }
      .map { [Cell(span.name), Cell(commission.id), Cell($0.kind), Cell($0.count)] }
  }

  var evidenceReview: [Cell]? {
    review.map {
      [
        Cell(commission.id), Cell($0.askedOn), Cell($0.receivedOn), Cell($0.rating?.text),
        Cell($0.hasComment), Cell($0.mayPublish),
      ]
    }
  }

  var evidenceShares: [[Cell]] {
    shares.sorted { ($0.number, $0.sharedOn) < ($1.number, $1.sharedOn) }.map {
      [
        Cell(commission.id), Cell($0.number), Cell($0.sharedOn), Cell($0.boroughCode),
        Cell($0.channel),
      ]
    }
  }

  var evidenceStrands: [[Cell]] {
    strands.map {
      [
        Cell(commission.id), Cell($0.number), Cell($0.completedOn), Cell($0.onHoldSince),
        Cell($0.stoppedOn), Cell($0.startsOn), Cell($0.dueOn),
      ]
    }
  }

  var evidenceVariations: [[Cell]] {
    variations.map {
      [Cell(commission.id), Cell($0.number), Cell($0.agreedOn), Cell($0.daysChange)]
    }
  }
}

extension DayTally {
  /// Count, sum, first and last.
  fileprivate var cells: [Cell] { [Cell(entries), Cell(days), Cell(first), Cell(last)] }
}

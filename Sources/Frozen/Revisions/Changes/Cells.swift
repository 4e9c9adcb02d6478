import Facts

// Rows as their columns print, to be compared; what is not recorded is left out. What no figure reads is no column here.

/// By column; compared by their exact bytes.
typealias RowCells = [String: Text]

func recorded(_ cells: KeyValuePairs<String, String?>) -> RowCells {
  var found: RowCells = [:]
  for (name, value) in cells { if let value { found[name] = Text(value) } }
  return found
}

extension Commission {
  var cells: RowCells {
    recorded([
      "reference": reference?.string, "borough_code": boroughCode?.string, "theme": theme?.string,
      "arrangement": arrangement?.text.string, "requested_on": requestedOn?.description,
      "agreed_on": agreedOn?.description, "starts_on": startsOn?.description,
      "due_on": dueOn?.description, "completed_on": completedOn?.description,
      "withdrawn_on": withdrawnOn?.description, "on_hold_since": onHoldSince?.description,
      "days_agreed": daysAgreed?.description, "days_per_week": daysPerWeek?.description,
      "case_study_on": caseStudyOn?.description,
    ])
  }
}

extension Strand {
  var cells: RowCells {
    recorded([
      "completed_on": completedOn?.description, "on_hold_since": onHoldSince?.description,
      "stopped_on": stoppedOn?.description, "starts_on": startsOn?.description,
      "due_on": dueOn?.description,
    ])
  }
}

extension Review {
  var cells: RowCells {
    recorded([
      "asked_on": askedOn?.description, "received_on": receivedOn?.description,
      "rating": rating?.text.string, "comment": hasComment ? "true" : nil,
    ])
  }
}

extension [Adviser] {
  /// By adviser.
  var cells: [Int64: RowCells] {
    Dictionary(
      map { adviser in
        (
          adviser.id,
          recorded([
            "appointed_on": adviser.appointedOn.description,
            "left_on": adviser.leftOn?.description,
            "days_per_week": adviser.daysPerWeek.description,
          ])
        )
      }, uniquingKeysWith: { first, _ in first })
  }
}

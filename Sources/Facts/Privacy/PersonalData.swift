/// What a text can hold that looks as if it identified a person.
///
/// Names can't be told from other words, so they are not among these: what is found here is what has a form of its own.
package enum PersonalData: String, CaseIterable, Hashable, Sendable, Comparable {
  case nhsNumber = "an NHS number"
  case nationalInsuranceNumber = "a national insurance number"
  case email = "an e-mail address"
  case phone = "a phone number"
  case postcode = "a postcode"
  case dateOfBirth = "a date of birth"

  /// The kinds that `text` seems to hold, in the order above; never what was found.
  ///
  /// Separators, line breaks, full-width letters and digits of any script make no difference. One pass over the text and,
  /// where it holds neither a digit nor an at sign, not even that.
  package static func kinds(in text: String) -> [PersonalData] {
    guard mayHold(text) else { return [] }
    let folded = FoldedText(text)
    return allCases.filter { $0.isHeld(by: folded) }
  }

  private func isHeld(by text: FoldedText) -> Bool {
    switch self {
    case .nhsNumber: text.hasNHSNumber
    case .nationalInsuranceNumber: text.hasNationalInsuranceNumber
    case .email: text.hasEmail
    case .phone: text.hasPhone
    case .postcode: text.hasPostcode
    case .dateOfBirth: text.hasDateOfBirth
    }
  }

  /// Whether there is anything to look for: all six hold a digit or an at sign. What is not ASCII is looked at closely.
  private static func mayHold(_ text: String) -> Bool {
    text.utf8.contains { byte in
      byte >= 0x80 || byte == UInt8(ascii: "@")
        || (byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9"))
    }
  }

  package static func < (left: Self, right: Self) -> Bool {
    (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
  }
}

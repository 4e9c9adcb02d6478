/// A kind of text that seems to identify a person.
///
/// Names cannot be distinguished from other words, so they are not among the kinds. Every kind has a form of its own.
package enum PersonalData: String, CaseIterable, Hashable, Sendable {
  case nhsNumber = "an NHS number"
  case nationalInsuranceNumber = "a national insurance number"
  case pupilNumber = "a unique pupil number"
  case learnerNumber = "a unique learner number"
  case caseNumber = "a case number"
  case passport = "a passport number"
  case bankAccount = "a bank account or sort code"
  case card = "a card number"
  case email = "an e-mail address"
  case ipAddress = "an IP address"
  case phone = "a phone number"
  case postcode = "a postcode"
  case dateOfBirth = "a date of birth"

  /// Returns the kinds that `text` seems to hold, in the order above; never the text that was found.
  ///
  /// Separators, line breaks, the shapes of letters and the digits of any script make no difference. A text without a digit,
  /// an at sign, a bracket and the word dot is not searched.
  ///
  /// - Parameter caseNumbers: the forms of case numbers, as the job file gives them.
  package static func kinds(in text: String, caseNumbers: [CaseNumberPattern] = []) -> [PersonalData] {
    guard mayHold(text) else { return [] }
    let plain = FoldedText(text)
    let readings = [plain] + (plain.undisguised.map { [$0] } ?? [])
    return allCases.filter { kind in readings.contains { kind.isHeld(by: $0, caseNumbers) } }
  }

  private func isHeld(by text: FoldedText, _ caseNumbers: [CaseNumberPattern]) -> Bool {
    switch self {
    case .nhsNumber: text.hasNHSNumber
    case .nationalInsuranceNumber: text.hasNationalInsuranceNumber
    case .pupilNumber: text.hasPupilNumber
    case .learnerNumber: text.hasLearnerNumber
    case .caseNumber: caseNumbers.contains { $0.isHeld(by: text) }
    case .passport: text.hasPassportNumber
    case .bankAccount: text.hasBankAccount
    case .card: text.hasCardNumber
    case .email: text.hasEmail
    case .ipAddress: text.hasIPAddress
    case .phone: text.hasPhone
    case .postcode: text.hasPostcode
    case .dateOfBirth: text.hasDateOfBirth
    }
  }

  /// The same condition as `mayHold`, as a regular expression of PostgreSQL that ignores case.
  package static let suspect = #"[0-9@]|[^ -~]|[[({<]|dot"#

  /// Returns whether the text can hold any kind. A byte outside ASCII may be a digit of another script, and a bracket may hold
  /// an at sign's word.
  private static func mayHold(_ text: String) -> Bool {
    var last: (UInt8, UInt8) = (0, 0)
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "@"), 0x80...: return true
      case UInt8(ascii: "["), UInt8(ascii: "("), UInt8(ascii: "{"), UInt8(ascii: "<"): return true
      case UInt8(ascii: "t"), UInt8(ascii: "T"):
        if last.0 | 0x20 == UInt8(ascii: "d"), last.1 | 0x20 == UInt8(ascii: "o") { return true }
      default: break
      }
      last = (last.1, byte)
    }
    return false
  }
}

extension Text {
  /// Whether the text holds invisible characters that change what is shown: controls other than white space, and
  /// embeddings, overrides and isolates of direction. The paper omits such characters.
  package var holdsHiddenCharacters: Bool {
    string.unicodeScalars.contains { scalar in
      switch scalar.value {
      case 0x20...0x7E, 0x09...0x0D, 0x85: false
      case 0x00...0x1F, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069: true
      default: false
      }
    }
  }
}

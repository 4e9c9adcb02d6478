package import Core

/// Makes texts that look as if they identified a person: invented, from a seed, written as people write them.
package struct Identifying {
  private var random: SeededGenerator

  package init(seed: UInt64) { random = SeededGenerator(state: seed) }

  /// A text of a kind, somewhere in a sentence.
  package mutating func text(_ kind: PersonalData) -> String {
    let core = disguised(core(kind))
    let before = pick(["", "Call ", "see (", "Note:\n", "The record says ", "«", "x, "])
    let after = pick(["", ".", ", please", ")", "\n", " was written down", "; more follows"])
    return before + core + after
  }

  private mutating func core(_ kind: PersonalData) -> String {
    switch kind {
    case .nhsNumber: nhsNumber()
    case .nationalInsuranceNumber: insuranceNumber()
    case .pupilNumber: pupilNumber()
    case .learnerNumber: pick(["ULN ", "learner number: ", "Unique Learner Number\n"]) + checked(10) { 10 - $0 % 11 }
    case .caseNumber: pick(["LCS", "lcs"]) + pick(["", "-", " ", "/"]) + number(7)
    case .passport:
      pick(["passport ", "Passport no. ", "PASSPORT NUMBER: "])
        + pick([number(9), "GB" + number(7), grouped(number(9), [3, 3, 3])])
    case .bankAccount: bankAccount()
    case .card: card()
    case .email: email()
    case .ipAddress: ipAddress()
    case .phone: phone()
    case .postcode: postcode()
    case .dateOfBirth: dateOfBirth()
    }
  }

  private mutating func nhsNumber() -> String {
    let all = checked(10) { (11 - $0 % 11) % 11 }
    if Bool.random(using: &random) { return grouped(all, [3, 3, 4]) }
    return pick(["NHS ", "NHS number: ", "nhs no. ", "NHS No:\n"]) + grouped(all, pick([[10], [5, 5], [3, 7]]))
  }

  /// Digits, the last of which is what `check` makes of the others, weighted from their number down to 2.
  private mutating func checked(_ count: Int, _ check: (Int) -> Int) -> String {
    while true {
      let digits = (1..<count).map { _ in Int.random(in: 0...9, using: &random) }
      let last = check(zip(digits, (2...count).reversed()).reduce(0) { $0 + $1.0 * $1.1 })
      if (0...9).contains(last) { return (digits + [last]).map(String.init).joined() }
    }
  }

  private mutating func pupilNumber() -> String {
    let letters = Array("ABCDEFGHJKLMNPQRTUVWXYZ")
    let isTemporary = Bool.random(using: &random)
    let digits = (0..<(isTemporary ? 11 : 12)).map { _ in Int.random(in: 0...9, using: &random) }
    let last = Int.random(in: 0..<23, using: &random)
    let sum = zip(digits + (isTemporary ? [last] : []), 2...).reduce(0) { $0 + $1.0 * $1.1 }
    let text = digits.map(String.init).joined()
    let grouped = isTemporary ? text : pick([text, grouped(text, [3, 4, 2, 3], " ")])
    return String(letters[sum % 23]) + grouped + (isTemporary ? String(letters[last]) : "")
  }

  private mutating func bankAccount() -> String {
    switch Int.random(in: 0..<4, using: &random) {
    case 0: return grouped(number(6), [2, 2, 2], "-") + " " + "3" + number(7)
    case 1: return pick(["sort code ", "Sort code: ", "s/c "]) + grouped(number(6), [2, 2, 2])
    case 2: return pick(["account number ", "account no. ", "a/c ", "Account "]) + "6" + number(7)
    default:
      let bank = pick(["NWBK", "BARC", "LOYD"]) + number(14)
      let letters = (bank + "GB00").map { $0.isNumber ? String($0) : String($0.asciiValue.map { Int($0) - 55 } ?? 0) }
      let rest = letters.joined().reduce(0) { ($0 * 10 + ($1.wholeNumberValue ?? 0)) % 97 }
      let whole = "GB" + padded(98 - rest, 2) + bank
      return pick([whole, grouped(whole, [4, 4, 4, 4, 4, 2], " ")])
    }
  }

  private mutating func card() -> String {
    let (first, count, groups) = [("4", 16, [4, 4, 4, 4]), ("52", 16, [4, 4, 4, 4]), ("37", 15, [4, 6, 5])][
      Int.random(in: 0..<3, using: &random)]
    let digits = first + number(count - 1 - first.count)
    let sum = digits.reversed().enumerated().reduce(0) { sum, digit in
      let value = (digit.element.wholeNumberValue ?? 0) * (digit.offset % 2 == 0 ? 2 : 1)
      return sum + (value > 9 ? value - 9 : value)
    }
    let whole = digits + String((10 - sum % 10) % 10)
    return pick([whole, grouped(whole, groups)])
  }

  private mutating func ipAddress() -> String {
    func part() -> String { String(Int.random(in: 1...255, using: &random)) }
    func hexadecimal() -> String { String(Int.random(in: 4096...65_535, using: &random), radix: 16) }
    switch Int.random(in: 0..<3, using: &random) {
    case 0: return (0..<4).map { _ in part() }.joined(separator: ".")
    case 1: return (0..<8).map { _ in hexadecimal() }.joined(separator: ":")
    default: return "fe80::" + hexadecimal() + ":" + hexadecimal() + pick(["", ":1"])
    }
  }

  private mutating func insuranceNumber() -> String {
    let letters = pick(["AB", "JG", "PW", "SX", "QQ", "ce", "ha"])
    let digits = number(6)
    let suffix = pick(["A", "B", "C", "D"])
    if Bool.random(using: &random) { return letters + digits + suffix }
    let space = separator()
    return letters + space + grouped(digits, [2, 2, 2], space) + space + suffix
  }

  private mutating func email() -> String {
    let name = pick(["jane.doe", "j_doe", "a1", "o'neil", "jane+case", "JDOE"])
    let sign = pick(["@", "@", " @ ", "@\n", "\n@"])
    return name + sign + pick(["example.org", "mail.example.co.uk", "exämple.example", "EXAMPLE.NET"])
  }

  private mutating func phone() -> String {
    let rest = number(6)
    switch Int.random(in: 0..<5, using: &random) {
    case 0: return grouped("07700" + rest, pick([[11], [5, 6], [5, 3, 3]]))
    case 1: return pick(["+44", "0044"]) + separator() + grouped("7700" + rest, pick([[10], [4, 6], [4, 3, 3]]))
    case 2: return "+44 (0)" + grouped("7700" + rest, [4, 6])
    case 3: return "(020) " + grouped("79" + rest, [4, 4])
    default: return grouped("01632" + rest, [5, 6])
    }
  }

  private mutating func postcode() -> String {
    let outward = pick(["E1", "SW1A", "EC1A", "N16", "CR0", "w1t", "HA1", "M25", "B33"])
    let inward = number(1) + pick(["AA", "XQ", "LE", "BT", "ja"])
    return outward + pick(["", " ", " ", "\n", "\u{A0}", "-", "  "]) + inward
  }

  private mutating func dateOfBirth() -> String {
    let day = Int.random(in: 1...28, using: &random)
    let month = Int.random(in: 1...12, using: &random)
    let year = String(Int.random(in: 1930...2010, using: &random))
    let name = CalendarDay.monthNames[month - 1]
    let (dd, mm) = (padded(day, 2), padded(month, 2))
    let date = pick([
      "\(dd)/\(mm)/\(year)", "\(day).\(month).\(year.suffix(2))", "\(year)-\(mm)-\(dd)", "\(day) \(name) \(year)",
      "\(day)th of \(name.prefix(3)), \(year)", "\(name) \(day), \(year)", "\(dd) \(mm) \(year)", "\(dd)\(mm)\(year)",
      "\(dd)-\n\(mm)-\n\(year)",
    ])
    return Bool.random(using: &random)
      ? pick(["born ", "Born on ", "DOB: ", "D.O.B. ", "date of birth\n", "birth date is "]) + date
      : date + pick([" (DOB)", ", her date of birth", " was when he was born"])
  }

  /// The same to a reader, not to a search: full-width, other digits, characters that show nothing.
  private mutating func disguised(_ text: String) -> String {
    switch Int.random(in: 0..<8, using: &random) {
    case 0: mapped(text) { 0xFEE0 + $0 }
    case 1: mapped(text) { (48...57).contains($0) ? 0x0660 + $0 - 48 : $0 }
    case 2: text.map { String($0) }.joined(separator: "\u{200B}")
    case 3: text.map { String($0) }.joined(separator: "\u{1}")
    default: text
    }
  }

  private func mapped(_ text: String, _ change: (UInt32) -> UInt32) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let isPlain = (0x21...0x7E).contains(scalar.value)
      result.append((isPlain ? Unicode.Scalar(change(scalar.value)) : nil) ?? scalar)
    }
    return String(result)
  }

  private mutating func number(_ digits: Int) -> String {
    (0..<digits).map { _ in String(Int.random(in: 0...9, using: &random)) }.joined()
  }

  private mutating func grouped(_ digits: String, _ lengths: [Int], _ by: String? = nil) -> String {
    let between = by ?? separator()
    var rest = digits[...]
    return lengths.map { length in
      defer { rest = rest.dropFirst(length) }
      return String(rest.prefix(length))
    }.joined(separator: between)
  }

  private mutating func separator() -> String {
    pick([" ", "-", ".", "\n", "\r\n", "\u{A0}", "\u{2013}", " - ", "\t", "\u{2009}", "\u{2028}"])
  }

  private mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[Int.random(in: 0..<elements.count, using: &random)]
  }
}

/// SplitMix64: the same texts from the same seed.
package struct SeededGenerator: RandomNumberGenerator {
  package var state: UInt64

  package init(state: UInt64) { self.state = state }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}

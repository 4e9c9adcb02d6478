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
    case .email: email()
    case .phone: phone()
    case .postcode: postcode()
    case .dateOfBirth: dateOfBirth()
    }
  }

  private mutating func nhsNumber() -> String {
    var digits: [Int] = []
    var check = 10
    while check == 10 {
      digits = (0..<9).map { _ in Int.random(in: 0...9, using: &random) }
      check = (11 - (0..<9).reduce(0) { $0 + digits[$1] * (10 - $1) } % 11) % 11
    }
    let all = (digits + [check]).map(String.init).joined()
    if Bool.random(using: &random) { return grouped(all, [3, 3, 4]) }
    return pick(["NHS ", "NHS number: ", "nhs no. ", "NHS No:\n"]) + grouped(all, pick([[10], [5, 5], [3, 7]]))
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

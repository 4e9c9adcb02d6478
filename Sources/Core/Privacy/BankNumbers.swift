/// Numbers of banks.
extension FoldedText {
  /// Whether the text holds an account with its sort code, either of them after its name, or an IBAN by its check digits.
  var hasBankAccount: Bool {
    guard mostDigits >= 6 else { return false }
    return digitChains.contains { chain in
      chain.indices.contains {
        isSortCodeAndAccount(chain[$0...]) || isSortCode(chain[$0...]) || isAccount(chain[$0...])
      }
    } || bytes.indices.contains { isIBAN(at: $0) }
  }

  private static let wordsOfSortCodes: [Word] = ["SORT COD", "SORT-COD", "SORTCOD", "S/C", "SORTING COD"]
  private static let wordsOfAccounts: [Word] = ["ACCOUNT N", "ACCOUNT:", "ACC N", "ACC:", "A/C", "ACCT", "BANK ACC"]
  private static let accounts: [Word] = ["ACCOUNT ", "ACC ", "ACCOUNT-"]

  private func isSortCodeAndAccount(_ groups: ArraySlice<DigitGroup>) -> Bool {
    let four = groups.prefix(4)
    guard four.map(\.length) == [2, 2, 2, 8], let first = four.first, let last = four.last, isSeparate(first, last)
    else {
      return false
    }
    return !isYearMonthDay(last)
  }

  private func isSortCode(_ groups: ArraySlice<DigitGroup>) -> Bool {
    let code = groups.first?.length == 6 ? groups.prefix(1) : groups.prefix(3)
    guard code.map(\.length) == [6] || code.map(\.length) == [2, 2, 2], let first = code.first, let last = code.last
    else {
      return false
    }
    return isSeparate(first, last)
      && isNear(first.start..<last.end, Self.wordsOfSortCodes)
  }

  /// Returns whether the groups are eight digits soon after the word account, or four and four after its number is named.
  private func isAccount(_ groups: ArraySlice<DigitGroup>) -> Bool {
    let account = groups.first?.length == 8 ? groups.prefix(1) : groups.prefix(2)
    guard let first = account.first, let last = account.last, isSeparate(first, last) else { return false }
    let range = first.start..<last.end
    switch account.map(\.length) {
    case [8]: return isNear(range, Self.wordsOfAccounts) || isNear(range, Self.accounts, before: 12, after: 0)
    case [4, 4]: return !isYear(first) && !isYear(last) && isNear(range, Self.wordsOfAccounts, after: 0)
    default: return false
    }
  }

  /// Returns whether an international account number begins at the index: a country, two check digits, and letters and digits
  /// in groups.
  private func isIBAN(at start: Int) -> Bool {
    guard self[start].isASCIILetter, self[start + 1].isASCIILetter, self[start + 2].isDigit, self[start + 3].isDigit,
      !self[start - 1].isWord, let length = Self.lengths[[upper(start), upper(start + 1)]]
    else { return false }
    var rest = 0
    var read = 4
    var place = start + 4
    while read < length {
      if self[place].isSeparator, self[place + 1].isWord, place < count { place += 1 }
      guard let value = Self.value(upper(place)) else { return false }
      rest = (rest * (value < 10 ? 10 : 100) + value) % 97
      read += 1
      place += 1
    }
    for index in start..<start + 4 {
      let value = Self.value(upper(index)) ?? 0
      rest = (rest * (value < 10 ? 10 : 100) + value) % 97
    }
    return rest == 1 && !self[place].isWord
  }

  private static func value(_ byte: UInt8) -> Int? {
    if byte.isDigit { return Int(byte) - 48 }
    return byte.isASCIILetter ? Int(byte) - 55 : nil
  }

  /// The length of an account number by its country.
  private static let lengths: [[UInt8]: Int] = {
    let countries = [
      15: "NO", 16: "BE", 18: "DK FI NL", 20: "AT EE LT LU XK", 21: "CH HR LV LI", 22: "BG DE GB GE IE ME RS",
      23: "AE GI IL", 24: "CZ ES MD PK RO SA SE SK TN", 25: "PT", 26: "IS TR", 27: "FR GR IT MC SM",
      28: "AL AZ CY DO GT HU LB PL", 29: "BR UA", 30: "QA JO KW MU", 31: "MT",
    ]
    var lengths: [[UInt8]: Int] = [:]
    for (length, names) in countries {
      for name in names.split(separator: " ") { lengths[Array(name.utf8)] = length }
    }
    return lengths
  }()

  /// Whether the text holds the number of a payment card: digits in a card's groups, with the first digits of a scheme and the
  /// last as check digit.
  var hasCardNumber: Bool {
    [
      (14, [[14], [4, 6, 4]]), (15, [[15], [4, 6, 5]]), (16, [[16], [4, 4, 4, 4], [8, 8]]),
      (19, [[19], [4, 4, 4, 4, 3]]),
    ].contains {
      total, groupings in
      numbers(of: total).contains { groups in
        (groupings.contains(groups.map(\.length)) || groups.allSatisfy { $0.length >= 4 }) && isCard(digits(groups))
      }
    }
  }

  private func isCard(_ digits: [Int]) -> Bool {
    let first = digits.prefix(4).reduce(0) { $0 * 10 + $1 }
    let isScheme =
      switch digits.count {
      case 14: [300...305, 309...309, 360...369, 380...399].contains { $0.contains(first / 10) }
      case 15: first / 100 == 34 || first / 100 == 37
      case 16:
        first / 1000 == 4 || (51...55).contains(first / 100) || (2221...2720).contains(first) || first == 6011
          || (64...65).contains(first / 100) || (3528...3589).contains(first) || (56...58).contains(first / 100)
          || [50, 62, 63, 67].contains(first / 100)
      default: first / 1000 == 4 || [50, 63, 67].contains(first / 100)
      }
    guard isScheme else { return false }
    let sum = digits.reversed().enumerated().reduce(0) { sum, digit in
      let value = digit.element * (digit.offset % 2 == 0 ? 1 : 2)
      return sum + (value > 9 ? value - 9 : value)
    }
    return sum % 10 == 0
  }
}

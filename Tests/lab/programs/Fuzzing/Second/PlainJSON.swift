import Foundation
import Issues
import System

/// Whether Foundation reads the same value from JSON.
func agrees(_ json: JSON, _ bytes: [UInt8]) -> Bool {
  guard let other = try? JSONSerialization.jsonObject(with: Data(bytes), options: [.fragmentsAllowed]) else {
    return false
  }
  return isSame(json, other)
}

private func isSame(_ json: JSON, _ other: Any) -> Bool {
  switch json {
  case .string(let string): (other as? String).map { Array($0.utf8) == Array(string.utf8) } ?? false
  case .integer(let integer): (other as? NSNumber)?.intValue == integer
  case .decimal(let number): (other as? NSNumber)?.doubleValue == Double(number)
  case .boolean(let boolean): (other as? Bool) == boolean
  case .array(let values):
    (other as? [Any]).map { $0.count == values.count && zip(values, $0).allSatisfy(isSame) } ?? false
  case .object(let members):
    (other as? [String: Any]).map { object in
      members.allSatisfy { member in object[member.name].map { isSame(member.value, $0) } ?? false }
    } ?? false
  }
}

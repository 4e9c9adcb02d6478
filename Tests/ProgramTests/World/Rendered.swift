import Foundation

func counts<Value: Hashable>(_ values: [Value]) -> [Value: Int] {
  Dictionary(grouping: values) { $0 }.mapValues(\.count)
}

/// Hostile texts have findings of their own.
func withoutFindings(_ paper: String) -> String {
  let parts = paper.components(separatedBy: "\n## Data quality\n")
  return parts[0] + (parts.last?.components(separatedBy: "\n## Methods\n").last ?? "")
}

/// How often each kind of element stands in the rendered paper; line breaks are free.
func elements(_ markdown: String) throws -> [String: Int] {
  let html = try html(markdown).joined(separator: "\n")
  return counts(html.matches(of: /<[\/!]?[A-Za-z0-9-]*/).map { String($0.0) }.filter { $0 != "<br" })
}

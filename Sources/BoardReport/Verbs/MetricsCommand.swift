import ArgumentParser
import Core

/// The verb `metrics`, which prints every metric with its definition.
struct MetricsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "metrics", abstract: "Print every metric with its definition.")

  @OptionGroup var log: LogOption

  func run() { Console.say(Catalogue.all.map(\.entry).joined(separator: "\n\n")) }
}

extension AnyMetric {
  /// The metric's identifier, unit, grains and version, and its definition wrapped for a terminal.
  fileprivate var entry: String {
    let grains = grains.map(\.rawValue).joined(separator: ", ")
    return "\(id)  (\(unit.rawValue); \(grains); version \(definition.version))\n"
      + definition.meaning.wrapped(to: 76, indent: "  ")
  }
}

extension String {
  /// Returns lines of at most `width` characters, broken at spaces.
  func wrapped(to width: Int, indent: String) -> String {
    var lines: [String] = []
    var line = indent
    for word in split(separator: " ") {
      if line.count + word.count + 1 > width, line != indent {
        lines.append(line)
        line = indent
      }
      line += line == indent ? String(word) : " \(word)"
    }
    return (lines + [line]).joined(separator: "\n")
  }
}

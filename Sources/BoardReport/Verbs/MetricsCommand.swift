import ArgumentParser
import Core
import Issues

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
    let head = "\(id)  (\(unit.rawValue); \(grains); version \(definition.version))"
    let meaning = TextWidth.lines(definition.meaning) { $0.count <= 74 }
    return ([head] + meaning.map { "  " + $0 }).joined(separator: "\n")
  }
}

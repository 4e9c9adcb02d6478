import Foundation
import PackagePlugin

/// Makes Swift of the files in `sql/checks` before each build. A new rule is a new file; no list names it.
///
/// Resources that SwiftPM embeds cannot be listed when the program runs, so this plugin writes the list.
@main struct DiscoverRules: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: Target) throws -> [Command] {
    let folder = context.pluginWorkDirectoryURL
    let output = folder.appending(path: "Checks.swift")
    let swift = try swift(of: target.directoryURL.appending(path: "checks"))
    // An unchanged file keeps its time, so nothing is compiled again.
    if (try? String(contentsOf: output, encoding: .utf8)) != swift {
      try swift.write(to: output, atomically: true, encoding: .utf8)
    }
    return [
      .prebuildCommand(
        displayName: "List the rules of sql/checks", executable: URL(filePath: "/bin/true"), arguments: [],
        outputFilesDirectory: folder)
    ]
  }

  private func swift(of checks: URL) throws -> String {
    let files = try FileManager.default.contentsOfDirectory(at: checks, includingPropertiesForKeys: nil)
    let rules = files.filter { $0.pathExtension == "sql" }.map { file in
      (name: file.deletingPathExtension().lastPathComponent, file: file)
    }.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    let statements = try rules.map { rule in
      let text = try String(contentsOf: rule.file, encoding: .utf8)
      return "    Statement(\"\(rule.name)\", text: ###\"\"\"\n\(text)\n\"\"\"###),\n"
    }
    return """
      extension Statement {
        /// The rules of data quality, by name. Each file says its rule in a comment; Input/Quality/Rule.swift says what a file may hold.
        ///
        /// Each statement takes $1, $2, the first day of the period and the day after its last; $3, the projects in scope as `bigint[]`, null
        /// for everything; $4, the reporting end; $5, the days after which a case study is due.
        package static let checks: [Statement] = [
      \(statements.joined())  ]
      }

      """
  }
}

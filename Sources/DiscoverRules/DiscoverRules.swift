import Foundation
import PackagePlugin

/// Makes Swift of the files in `sql/checks`. A new rule is a new file; no list names it.
///
/// Resources that SwiftPM embeds cannot be listed when the program runs, so a script writes the list. It is a build command with
/// the rules as inputs: SwiftPM does not evaluate a plugin again when only a file's content changes.
@main struct DiscoverRules: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: Target) throws -> [Command] {
    let output = context.pluginWorkDirectoryURL.appending(path: "Checks.swift")
    let script = context.package.directoryURL.appending(path: "Sources/DiscoverRules/list-rules.sh")
    let checks = target.directoryURL.appending(path: "checks")
    let files = try FileManager.default.contentsOfDirectory(at: checks, includingPropertiesForKeys: nil)
    let rules = files.filter { $0.pathExtension == "sql" }.sorted {
      $0.lastPathComponent.utf8.lexicographicallyPrecedes($1.lastPathComponent.utf8)
    }
    return [
      .buildCommand(
        displayName: "List the rules of sql/checks", executable: URL(filePath: "/bin/sh"),
        arguments: [script.path(), output.path()] + rules.map { $0.path() }, inputFiles: [script] + rules,
        outputFiles: [output])
    ]
  }
}

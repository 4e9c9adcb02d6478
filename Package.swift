// swift-tools-version: 6.3
import PackageDescription

// Data flows one way. `Core` imports no other target: it computes and does no input or output. `Input` reads the database
// and people's files into Core's facts; `Issues` writes and reads an issue on disk. The compiler enforces the arrows: CI
// builds with `--explicit-target-dependency-import-check error`.

/// Without the trait `Workbook` a build needs none of libxlsxwriter, libzip and libxml2: `#if Workbook` guards the code that uses
/// them.
let workbook: TargetDependencyCondition? = .when(traits: ["Workbook"])

let house: [SwiftSetting] = [
  .strictMemorySafety(), .treatAllWarnings(as: .error), .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"), .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

/// With `BOARD_REPORT_OPTIMISED` in the environment the libraries are optimised in a debug build too, and what tests use. What they
/// assert stays checked. The tests then take much less of the processor's time, and a build takes more.
let optimised: [SwiftSetting] =
  Context.environment["BOARD_REPORT_OPTIMISED"] == nil
  ? [] : [.unsafeFlags(["-O", "-assert-config", "Debug"], .when(configuration: .debug))]

/// A library under `Sources/`.
func library(
  _ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = [], exclude: [String] = []
) -> Target {
  .target(
    name: name, dependencies: dependencies, exclude: exclude, resources: resources, swiftSettings: house + optimised)
}

/// A test target under `Tests/`.
func tests(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = [], exclude: [String] = [])
  -> Target
{
  .testTarget(
    name: name, dependencies: dependencies, path: "Tests/" + name, exclude: exclude, resources: resources,
    swiftSettings: house)
}

/// A target under `Tests/` that tests use, or a tool of its own.
func support(_ name: String, _ dependencies: [Target.Dependency], in folder: String = "", resources: [Resource] = [])
  -> Target
{
  .target(
    name: name, dependencies: dependencies, path: "Tests/" + folder + name, resources: resources,
    swiftSettings: house + optimised)
}
func tool(_ name: String, _ dependencies: [Target.Dependency], in folder: String = "") -> Target {
  .executableTarget(name: name, dependencies: dependencies, path: "Tests/" + folder + name, swiftSettings: house)
}

let package = Package(
  name: "board-report", products: [.executable(name: "board-report", targets: ["Main"])],
  traits: [.trait(name: "Workbook", description: "Write and read XLSX; needs libxlsxwriter, libzip and libxml2.")],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    .systemLibrary(name: "CLibpq", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
    .systemLibrary(name: "CLibcrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CPosix"),
    .systemLibrary(name: "CXlsxwriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),
    .systemLibrary(name: "CLibzip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),
    .systemLibrary(name: "CLibxml2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .target(
      name: "SQL", path: "sql", exclude: ["README.md", "checks", "sample", "examples", "partitioned", "sharded"],
      resources: [
        .embedInCode("schema"), .embedInCode("facts"), .embedInCode("roles.sql"), .embedInCode("migrations.sql"),
      ], swiftSettings: house, plugins: ["DiscoverRules"]),
    .plugin(name: "DiscoverRules", capability: .buildTool(), path: "Sources/DiscoverRules"),
    library("System", ["CPosix", "CLibcrypto"]),
    library("Database", ["CLibpq", "System"], resources: [.embedInCode("private-postgres.sh")]), library("Core"),
    library("Input", ["Core", "Database", "SQL", "System", .product(name: "Yams", package: "Yams")]),
    library("Issues", ["Core", "System"]),
    library(
      "Workbook",
      ["Core", "Issues", "System"]
        + ["CXlsxwriter", "CLibzip", "CLibxml2"].map { .target(name: $0, condition: workbook) }),
    library(
      "BoardReport",
      [
        "Core", "Database", "Input", "Issues", "System", "Workbook",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]), .executableTarget(name: "Main", dependencies: ["BoardReport"], swiftSettings: house),
    support(
      "Support", ["BoardReport", "Core", "Database", "Input", "SQL", "System"],
      resources: [
        .embedInCode("certificates.sh"), .embedInCode("listening-postgres.sh"), .embedInCode("pgbouncer.sh"),
        .embedInCode("Faults/short.c"), .embedInCode("Faults/silent-names.c"), .embedInCode("Faults/trace.c"),
      ]), support("Fuzzing", ["Core", "Input", "Issues", "Support", "System"], in: "lab/programs/"),
    tool("Fuzz", ["Fuzzing"], in: "lab/programs/"), tool("Probe", ["Issues", "System"]),
    tool("ScreenTexts", ["Core", "Support"], in: "lab/programs/"),
    tool("RowsBenchmark", ["Core", "Database", "Input", "Issues", "System"], in: "lab/programs/"),
    tool("WorkbookBenchmark", ["Core", "Issues", "System", "Workbook"], in: "lab/programs/"),
    tests(
      "ValueTests",
      [
        "BoardReport", "CLibpq", "Core", "Database", "Fuzzing", "Input", "Issues", "SQL", "Support", "System",
        "Workbook", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], exclude: ["Fuzz/Cases"]),
    tests(
      "ServerTests", ["Core", "Database", "Input", "Issues", "Probe", "SQL", "Support", "System"],
      exclude: ["Import/LibreOffice"]),
    tests(
      "ProgramTests", ["BoardReport", "Core", "Database", "Input", "Probe", "SQL", "Support", "System"],
      exclude: ["DataIn/Workbooks"]),
    tests(
      "SecondPath", ["BoardReport", "Core", "Database", "Input", "SQL", "Support", "System"],
      resources: [.embedInCode("second-path")]),
    tests(
      "FaultTests", ["BoardReport", "Core", "Database", "Input", "Probe", "SQL", "Support", "System"],
      exclude: ["catalogue.md"]),
  ], swiftLanguageModes: [.v6])

// A build for some of the tests takes a third of the time: `Tests/run --quick` builds ValueTests alone.
if let chosen = Context.environment["BOARD_REPORT_TESTS"] {
  let kept = chosen.split(separator: " ").map(String.init) + ["Main", "Probe"]
  package.targets.removeAll { ($0.type == .test || $0.type == .executable) && !kept.contains($0.name) }
}

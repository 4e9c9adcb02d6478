// swift-tools-version: 6.3
import PackageDescription

// Data flows one way: Database → Extract → Facts → Metrics → Reports → Writing → Archive. A target lists what it may
// see; CI builds with `--explicit-target-dependency-import-check error`, so an arrow that is not here does not compile.

/// Off, a build needs neither libxlsxwriter nor its header: what touches them stands in `#if Workbook`.
let workbook: TargetDependencyCondition? = .when(traits: ["Workbook"])

let house: [SwiftSetting] = [
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

/// A room of the house: a target under `Sources/` with the house's settings.
func room(
  _ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = [],
  exclude: [String] = []
) -> Target {
  .target(
    name: name, dependencies: dependencies, exclude: exclude, resources: resources,
    swiftSettings: house)
}

/// The tests of a room.
func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
  .testTarget(
    name: name + "Tests", dependencies: [.init(stringLiteral: name)] + dependencies,
    exclude: exclude, swiftSettings: house)
}

/// Every figure again, by plain SQL over the raw rows, beside what the program makes of them.
let secondPath: Target = .testTarget(
  name: "SecondPathTests",
  dependencies: [
    "BoardReport", "CSV", "Database", "Extract", "Facts", "Files", "Metrics", "SQL", "Support",
  ],
  resources: [.embedInCode("second-path")], swiftSettings: house)

let package = Package(
  name: "board-report",
  products: [.executable(name: "board-report", targets: ["BoardReport"])],
  traits: [.trait(name: "Workbook", description: "Write board-report.xlsx; needs libxlsxwriter.")],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    .systemLibrary(name: "CLibpq", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
    .systemLibrary(name: "CLibcrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CPosix"),
    .systemLibrary(
      name: "CXlsxwriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),
    .target(
      name: "SQL", path: "sql", exclude: ["sample", "examples", "partitioned", "sharded"],
      resources: [
        .embedInCode("schema"), .embedInCode("facts"), .embedInCode("screens"),
        .embedInCode("checks"),
        .embedInCode("roles.sql"), .embedInCode("migrations.sql"),
      ], swiftSettings: house),
    room("Facts"),
    room("CSV"),
    room("Files", ["CPosix", "CLibcrypto"]),
    room("Database", ["CLibpq", "Files"], resources: [.embedInCode("private-postgres.sh")]),
    room("Extract", ["Database", "Facts", "SQL"]),
    room("Migrations", ["Database", "Files", "SQL"]),
    room("Import", ["CSV", "Database", "Facts", "Files", "SQL"]),
    room("Jobs", ["Facts", .product(name: "Yams", package: "Yams")]),
    room("Metrics", ["Facts"]),
    room("Reports", ["Facts", "Metrics"]),
    room("Writing", ["CSV", "Facts", "Metrics", "Reports"]),
    room("Frozen", ["CSV", "Facts", "Metrics", "Reports", "Writing"]),
    room(
      "Workbook",
      [
        "CSV", "Facts", "Files", "Metrics", "Reports", "Writing",
        .target(name: "CXlsxwriter", condition: workbook),
      ]),
    room("Archive", ["CSV", "Facts", "Files", "Reports"]),
    .executableTarget(
      name: "BoardReport",
      dependencies: [
        "Archive", "CSV", "Database", "Extract", "Facts", "Files", "Frozen", "Import", "Jobs",
        "Metrics", "Migrations", "Reports", "Writing",
        .target(name: "Workbook", condition: workbook),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], swiftSettings: house),
    tests("CSV", []),
    tests("Facts", ["Support"]),
    tests("Jobs", ["Facts"]),
    .target(
      name: "Support", dependencies: ["Database", "Facts", "Files", "Import", "SQL"],
      path: "Tests/Support",
      resources: [
        .embedInCode("certificates.sh"), .embedInCode("listening-postgres.sh"),
        .embedInCode("pgbouncer.sh"),
      ],
      swiftSettings: house),
    .executableTarget(
      name: "Probe", dependencies: ["Archive", "Files"], path: "Tests/Probe", swiftSettings: house),
    .target(
      name: "FaultKit", dependencies: ["Database", "Files", "Support"], path: "Tests/FaultKit",
      resources: [.embedInCode("short.c"), .embedInCode("trace.c")], swiftSettings: house),
    .target(
      name: "Fuzzing",
      dependencies: [
        "Archive", "CSV", "Facts", "Files", "Frozen", "Jobs", "Reports", "Support", "Writing",
      ], path: "Tests/Fuzzing", swiftSettings: house),
    .executableTarget(
      name: "Fuzz", dependencies: ["Fuzzing"], path: "Tests/Fuzz", swiftSettings: house),
    tests("Files", ["Support", "Probe"]),
    tests("Archive", ["Files", "Support", "Probe"]),
    tests("Metrics", ["Facts"]),
    tests("Reports", ["Facts", "Metrics"]),
    tests("Import", ["CSV", "Database", "Facts", "SQL", "Support"], exclude: ["LibreOffice"]),
    tests("Writing", ["CSV", "Facts", "Reports"]),
    tests("Workbook", ["Facts", "Metrics", "Reports", "Support", "Writing"]),
    .executableTarget(
      name: "WorkbookBenchmark",
      dependencies: ["Facts", "Metrics", "Reports", "Workbook", "Writing"],
      path: "Tests/WorkbookBenchmark", swiftSettings: house),
    .executableTarget(
      name: "RowsBenchmark",
      dependencies: [
        "Archive", "Database", "Extract", "Facts", "Files", "Metrics", "Reports", "Writing",
      ],
      path: "Tests/RowsBenchmark", swiftSettings: house),
    tests("Frozen", ["CSV", "Facts", "Metrics", "Reports", "Writing"]),
    tests("Database", ["Support", "Files"]),
    tests(
      "Extract", ["CSV", "Database", "Facts", "Files", "Metrics", "Reports", "SQL", "Support"]),
    tests(
      "BoardReport", ["CSV", "Database", "Facts", "Files", "Import", "Probe", "SQL", "Support"]),
    secondPath,
    .testTarget(
      name: "FuzzTests",
      dependencies: [
        "BoardReport", "CLibpq", "Database", "Facts", "Fuzzing", "Import", "Support",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], path: "Tests/FuzzTests", exclude: ["Cases"], swiftSettings: house),
    .testTarget(
      name: "FaultTests",
      dependencies: [
        "BoardReport", "CSV", "Database", "Extract", "Facts", "FaultKit", "Files", "Import",
        "Probe", "SQL", "Support",
      ], exclude: ["catalogue.md"], swiftSettings: house),
  ],
  swiftLanguageModes: [.v6]
)

// swift-tools-version: 6.2
import PackageDescription

// Each layer may import only what stands above it; `Tests/LayerTests` holds the sources to the same table.
// docs/architecture.md has a paragraph for every target.

let strict: [SwiftSetting] = Context.environment["CI"] == nil ? [] : [.treatAllWarnings(as: .error)]

let settings: [SwiftSetting] =
    [
        .swiftLanguageMode(.v6),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InternalImportsByDefault"),
    ] + strict

/// A target with the settings that all of ours share. `needed` is what the libraries need themselves, which only shared
/// ones bring along.
func module(
    _ name: String, _ dependencies: [Target.Dependency] = [], links libraries: String..., needing needed: [String] = []
) -> Target {
    .target(
        name: name, dependencies: dependencies, swiftSettings: settings,
        linkerSettings: libraries.flatMap(linking) + needed.map(linkingOnLinux))
}

func executable(_ name: String, _ dependencies: [Target.Dependency], path: String? = nil) -> Target {
    .executableTarget(name: name, dependencies: dependencies, path: path, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: dependencies, swiftSettings: settings)
}

/// Homebrew keeps its libraries where the compiler does not look, so there pkg-config is asked. Debian's are found
/// without, and asking would have them linked as shared libraries.
func system(_ name: String, apt: String, brew: String, pkgConfig: String) -> Target {
    #if os(macOS)
    let place: String? = pkgConfig
    #else
    let place: String? = nil
    #endif
    return .systemLibrary(
        name: name, path: "Sources/C/\(name)", pkgConfig: place, providers: [.apt([apt]), .brew([brew])])
}

/// On Linux the archive is linked in, so that the binary needs nothing but the C and C++ runtime and starts without a
/// search for libraries.
func linking(_ library: String) -> [LinkerSetting] {
    [linkingOnLinux(library), .linkedLibrary(library, .when(platforms: [.macOS]))]
}

func linkingOnLinux(_ library: String) -> LinkerSetting {
    .linkedLibrary(":lib\(library).a", .when(platforms: [.linux]))
}

let package = Package(
    name: "hearth",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "hearth", targets: ["hearth"])],
    targets: [
        // C
        system("CSQLite", apt: "libsqlite3-dev", brew: "sqlite3", pkgConfig: "sqlite3"),
        system("CZstd", apt: "libzstd-dev", brew: "zstd", pkgConfig: "libzstd"),
        system("CISAL", apt: "libisal-dev", brew: "isa-l", pkgConfig: "libisal"),
        system("CZlib", apt: "zlib1g-dev", brew: "zlib", pkgConfig: "zlib"),
        system("CArchive", apt: "libarchive-dev", brew: "libarchive", pkgConfig: "libarchive"),
        system("CCrypto", apt: "libssl-dev", brew: "openssl@3", pkgConfig: "libcrypto"),
        system("CCrypt", apt: "libcrypt-dev", brew: "libxcrypt", pkgConfig: "libxcrypt"),
        system("CYAML", apt: "libyaml-dev", brew: "libyaml", pkgConfig: "yaml-0.1"),
        // Its header alone: the library is opened when something is fetched.
        system("CCurl", apt: "libcurl4-openssl-dev", brew: "curl", pkgConfig: "libcurl"),
        .target(name: "CRE2", path: "Sources/C/CRE2", linkerSettings: linking("re2")),
        .target(name: "CLinux", path: "Sources/C/CLinux"),

        // Values
        module("Values"),
        module("Numbers"),
        module("Host", ["Values", "CLinux"]),

        // Drivers
        module("Hashing", ["Values", "CCrypto", "CCrypt"], links: "crypto", "crypt"),
        module("Compression", ["Values", "Host", "CZstd", "CISAL", "CZlib"], links: "zstd", "z"),
        module("Archives", ["Compression", "CArchive"], links: "archive", "z", needing: ["lzma", "bz2", "z", "zstd"]),
        module("SQLite", ["Values", "Host", "CSQLite"], links: "sqlite3"),
        module("YAML", ["Values", "CYAML"], links: "yaml"),
        module("Patterns", ["CRE2"]),
        module("HTTP", ["Values", "Host", "CCurl"]),

        // Languages
        module("HCL", ["Values", "Numbers", "Hashing", "Patterns"]),
        module("Compose", ["Values", "YAML"]),
        module("OCI", ["Values"]),
        module("BakeLanguage", ["Values", "Numbers", "HCL", "YAML", "Compose", "OCI"]),
        module("DockerfileLanguage", ["Values", "OCI"]),

        // Store
        module("ContentStore", ["Values", "Host", "Hashing", "Compression", "SQLite"]),

        // Registries
        module("Registry", ["Values", "Host", "Hashing", "HTTP", "OCI"]),
        module("Transfers", ["Values", "Host", "Hashing", "OCI", "ContentStore", "Registry"]),

        // Planning
        module("Git", ["Values", "Host"]),
        module("Contexts", ["Values", "Host", "Hashing", "Compression", "Archives", "DockerfileLanguage"]),
        module(
            "Planning",
            [
                "Values", "Host", "Hashing", "BakeLanguage", "OCI", "DockerfileLanguage", "ContentStore", "Transfers",
                "Git", "Contexts",
            ]),

        // Engine
        module("Events", ["Values"]),
        module(
            "Layers",
            [
                "Values", "Host", "Hashing", "Compression", "Archives", "OCI", "DockerfileLanguage", "ContentStore",
                "Contexts", "CLinux",
            ]),
        module("Sandbox", ["Values", "Host", "Hashing", "OCI", "CLinux"]),
        module(
            "Outputs",
            [
                "Values", "Host", "Hashing", "Compression", "Archives", "OCI", "BakeLanguage", "ContentStore", "HTTP",
                "Transfers", "Events", "Layers", "CLinux",
            ]),
        module(
            "Building",
            [
                "Values", "Host", "Hashing", "Archives", "OCI", "BakeLanguage", "DockerfileLanguage", "ContentStore",
                "Contexts", "Planning", "Transfers", "Events", "Layers", "Sandbox", "Outputs", "HTTP", "Git",
            ]),

        // Console
        module("Arguments", ["Values"]),
        module("Console", ["Values", "Host", "Events"]),
        module(
            "Commands",
            [
                "Values", "Host", "BakeLanguage", "OCI", "DockerfileLanguage", "ContentStore", "Git", "Contexts",
                "Planning", "Events", "Layers", "Sandbox", "Outputs", "Building", "Arguments", "Console", "HTTP",
                "Registry",
                "Transfers",
            ]),
        executable("hearth", ["Commands"]),
        executable(
            "benchmarks",
            [
                "ContentStore", "Contexts", "DockerfileLanguage", "Hashing", "Compression", "SQLite", "Host", "Values",
                "TestSupport",
            ],
            path: "Benchmarks"),

        // Tests
        .target(
            name: "TestSupport", dependencies: ["Values", "Host", "Hashing"], path: "Tests/TestSupport",
            swiftSettings: settings),
        tests("LayerTests", []),
        tests("TestSupportTests", ["Values", "Host", "Hashing", "TestSupport"]),
        executable(
            "StoreExerciser", ["ContentStore", "Hashing", "Host", "Values", "TestSupport"], path: "Tests/StoreExerciser"
        ),
        tests("ValuesTests", ["Values"]),
        tests("HostTests", ["Host", "Values", "TestSupport"]),
        tests("NumbersTests", ["Numbers", "TestSupport"]),
        tests("YAMLTests", ["YAML", "Values"]),
        tests("PatternsTests", ["Patterns"]),
        tests("HCLTests", ["HCL", "Numbers", "Values", "TestSupport"]),
        tests("ComposeTests", ["Compose", "Values", "TestSupport"]),
        tests("BakeLanguageTests", ["BakeLanguage", "HCL", "Values", "TestSupport"]),
        tests("OCITests", ["OCI", "Values", "TestSupport"]),
        tests("DockerfileLanguageTests", ["DockerfileLanguage", "OCI", "Values", "TestSupport"]),
        tests("GitTests", ["Git", "Host", "Values", "TestSupport"]),
        tests("ContextsTests", ["Contexts", "DockerfileLanguage", "Hashing", "Host", "Values", "TestSupport"]),
        tests(
            "PlanningTests",
            [
                "Planning", "Contexts", "ContentStore", "DockerfileLanguage", "OCI", "BakeLanguage", "Hashing", "Host",
                "Transfers", "Values", "TestSupport",
            ]),
        tests(
            "LayersTests",
            ["Layers", "ContentStore", "Contexts", "Archives", "OCI", "Hashing", "Host", "Values", "TestSupport"]),
        executable("SandboxExerciser", ["Sandbox", "Host", "Values"], path: "Tests/SandboxExerciser"),
        tests("SandboxTests", ["Sandbox", "SandboxExerciser", "Host", "Values", "TestSupport"]),
        tests(
            "OutputsTests",
            [
                "Outputs", "Layers", "ContentStore", "Compression", "Archives", "OCI", "BakeLanguage", "Events", "HTTP",
                "Transfers",
                "Hashing", "Host", "Values", "TestSupport",
            ]),
        tests(
            "BuildingTests",
            [
                "Building", "ContentStore", "Hashing", "Host", "Layers", "OCI", "Outputs", "Planning", "Transfers",
                "Values",
                "TestSupport",
            ]),
        tests(
            "RegistryTests", ["Registry", "HTTP", "OCI", "Hashing", "Host", "Values", "TestSupport"]),
        tests(
            "TransfersTests",
            ["Transfers", "Registry", "ContentStore", "OCI", "Hashing", "Host", "Values", "TestSupport"]),
        tests("HTTPTests", ["HTTP", "Host", "Values", "TestSupport"]),
        tests("HashingTests", ["Hashing", "Values", "TestSupport"]),
        tests("SQLiteTests", ["SQLite", "Host", "TestSupport"]),
        tests("ArchivesTests", ["Archives", "Host", "TestSupport"]),
        tests("CompressionTests", ["Compression", "Host", "Values"]),
        tests(
            "ContentStoreTests",
            ["ContentStore", "Values", "Host", "Hashing", "SQLite", "TestSupport", "StoreExerciser"]),
        tests("ArgumentsTests", ["Arguments", "Values"]),
        tests("ConsoleTests", ["Console", "Events", "Host", "Values", "TestSupport"]),
        executable("PeakMemory", [], path: "Tests/PeakMemory"),
        executable(
            "fuzz",
            ["Archives", "BakeLanguage", "Compose", "DockerfileLanguage", "HCL", "OCI", "Values", "TestSupport"],
            path: "Tests/Fuzz"),
        tests("EndToEndTests", ["hearth", "PeakMemory", "Hashing", "Host", "SQLite", "Values", "TestSupport"]),
    ]
)

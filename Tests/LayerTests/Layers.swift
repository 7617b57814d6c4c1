/// The modules of the package, from the ground up: each may import those that stand before it, and no others.
/// docs/architecture.md says what each is.
enum Layers {
    static let all: [[String]] = [
        [
            "CSQLite", "CZstd", "CISAL", "CZlib", "CArchive", "CCrypto", "CCrypt", "CYAML", "CRE2", "CCurl", "CLinux",
        ],
        ["Values", "Numbers", "Host"],
        ["Hashing", "Compression", "Archives", "SQLite", "YAML", "Patterns", "HTTP"],
        ["HCL", "Compose", "OCI", "BakeLanguage", "DockerfileLanguage"],
        ["ContentStore"],
        ["Registry", "Transfers"],
        ["Git", "Contexts", "Planning"],
        ["Events", "Layers", "Sandbox", "Outputs", "Building"],
        ["Arguments", "Console", "Commands", "hearth"],
    ]

    /// C libraries, each with the one module that wraps it. Our own C has two faces.
    static let wrappers: [String: Set<String>] = [
        "CSQLite": ["SQLite"], "CZstd": ["Compression"], "CISAL": ["Compression"], "CZlib": ["Compression"],
        "CArchive": ["Archives"], "CCrypto": ["Hashing"], "CCrypt": ["Hashing"], "CYAML": ["YAML"],
        "CRE2": ["Patterns"],
        "CCurl": ["HTTP"], "CLinux": ["Host", "Layers", "Outputs", "Sandbox"],
    ]

    /// What comes with the toolchain and may be used anywhere. Foundation may not: it doubles the time to start.
    static let toolchain: Set = ["Swift", "Glibc", "Darwin", "Dispatch", "Synchronization"]

    /// Why `module` may not import `imported`; nil when it may.
    static func objection(to imported: String, in module: String) -> String? {
        if toolchain.contains(imported) { return nil }
        let order = all.flatMap(\.self)
        guard let place = order.firstIndex(of: imported) else { return "is neither ours nor in the toolchain list" }
        guard let own = order.firstIndex(of: module) else { return "is imported by a module without a layer" }
        if let modules = wrappers[imported], !modules.contains(module) {
            return "is for \(modules.sorted().joined(separator: " and ")) alone"
        }
        return place < own ? nil : "stands above \(module)"
    }
}

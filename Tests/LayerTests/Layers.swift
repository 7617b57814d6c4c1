/// The modules of the package, from the ground up: each may import those that stand before it, and no others.
/// docs/architecture.md says what each is.
enum Layers {
    static let all: [[String]] = [
        ["CSQLite", "CZstd", "CArchive", "CCrypto", "CCrypt", "CYAML", "CRE2", "CLinux"],
        ["Values", "Numbers", "Host"],
        ["Hashing", "Compression", "Archives", "SQLite", "YAML", "Patterns"],
        ["HCL", "Compose", "OCI", "BakeLanguage", "DockerfileLanguage"],
        ["ContentStore"],
        ["Git", "Contexts", "Planning"],
        ["Arguments", "Console", "Commands", "hearth"],
    ]

    /// C libraries, each with the one module that wraps it.
    static let wrappers = [
        "CSQLite": "SQLite", "CZstd": "Compression", "CArchive": "Archives", "CCrypto": "Hashing", "CCrypt": "Hashing",
        "CYAML": "YAML",
        "CRE2": "Patterns",
        "CLinux": "Host",
    ]

    /// What comes with the toolchain and may be used anywhere. Foundation may not: it doubles the time to start.
    static let toolchain: Set = ["Swift", "Glibc", "Darwin", "Dispatch", "Synchronization"]

    /// Why `module` may not import `imported`; nil when it may.
    static func objection(to imported: String, in module: String) -> String? {
        if toolchain.contains(imported) { return nil }
        let order = all.flatMap(\.self)
        guard let place = order.firstIndex(of: imported) else { return "is neither ours nor in the toolchain list" }
        guard let own = order.firstIndex(of: module) else { return "is imported by a module without a layer" }
        if let wrapper = wrappers[imported], wrapper != module { return "is for \(wrapper) alone" }
        return place < own ? nil : "stands above \(module)"
    }
}

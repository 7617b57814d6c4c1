internal import Arguments
internal import Console
internal import Values

extension Hearth {
    /// What the next release will be called.
    static let versionNumber = "0.1.0"

    static let version: Command<Action> = Command("version", flag: "--version", summary: "Show the version") {
        _ in
        { _, context in
            if context.wantsJSON {
                try context.output.json(["version": .string(versionNumber), "platform": .string(platform)])
            } else {
                try context.output.line("hearth \(versionNumber) \(platform)")
            }
        }
    }

    /// In the words of the OCI image specification.
    private static var platform: String {
        #if os(Linux)
        let system = "linux"
        #elseif os(macOS)
        let system = "darwin"
        #else
        let system = "unknown"
        #endif
        #if arch(x86_64)
        let architecture = "amd64"
        #elseif arch(arm64)
        let architecture = "arm64"
        #else
        let architecture = "unknown"
        #endif
        return "\(system)/\(architecture)"
    }
}

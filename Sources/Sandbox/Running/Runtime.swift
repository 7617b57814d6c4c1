internal import Host
internal import Values

/// The program that starts processes in roots of their own: crun, runc, or what takes the same command line.
struct Runtime: Sendable {
    let path: Path

    /// `name` nil finds one.
    init(_ name: String?) throws(SandboxFault) {
        let names = name.map { [$0] } ?? Environment.value(of: "HEARTH_RUNTIME").map { [$0] } ?? Self.known
        for name in names {
            if let found = Executable(name) {
                path = found.path
                return
            }
        }
        throw .noRuntime(tried: names)
    }

    private static let known = ["crun", "runc"]

    var isCrun: Bool { path.name.description.hasPrefix("crun") }

    /// The words that have it run a bundle. `state` is where it keeps what it knows, `log` where it says what went wrong.
    func words(bundle: Path, state: Path, log: Path, name: String, hasControlGroup: Bool) -> [String] {
        var words = ["--root", state.word, "--log", log.word, "--log-format", "json"]
        if isCrun { words += ["--cgroup-manager", hasControlGroup ? "cgroupfs" : "disabled"] }
        return words + ["run", "--bundle", bundle.word, name]
    }

    /// The last thing that went wrong, by its log.
    static func complaint(in log: Path) -> String? {
        guard let bytes = try? OpenFile(log, .read, on: LocalFileSystem()).readToEnd(limit: 1 << 20) else { return nil }
        for line in bytes.split(separator: UInt8(ascii: "\n")).reversed() {
            guard let entry = try? JSON(parsing: Array(line)), let words = entry["msg"]?.string else { continue }
            if entry["level"]?.string != "warning" { return words }
        }
        return nil
    }
}

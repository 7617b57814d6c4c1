import Compose
import Values

/// Compose files in memory, and what is around them.
struct Sample {
    var files: [String: String]
    var environment: [String: String] = [:]
    var directories: Set<String> = []

    init(_ compose: String = "", _ others: [String: String] = [:], environment: [String: String] = [:]) {
        files = others.merging(["compose.yaml": compose]) { other, _ in other }
        self.environment = environment
    }

    /// One service, `web`, with what is given below its `build`.
    init(build: String, top: String = "", environment: [String: String] = [:]) {
        let lines = build.split(separator: "\n", omittingEmptySubsequences: false).map { "      \($0)\n" }
        self.init(
            "services:\n  web:\n    build:\n      context: .\n\(lines.joined())\(top)", environment: environment)
    }

    func project(_ names: String...) throws(Diagnostics) -> ComposeProject {
        let names = names.isEmpty ? ["compose.yaml"] : names
        return try ComposeProject(
            files: names.map { SourceFile(name: $0, text: files[$0] ?? "") }, environment: environment,
            surroundings: self)
    }

    /// The build of a service.
    func build(of service: String = "web", _ names: String...) throws -> Build? {
        let names = names.isEmpty ? ["compose.yaml"] : names
        let project = try ComposeProject(
            files: names.map { SourceFile(name: $0, text: files[$0] ?? "") }, environment: environment,
            surroundings: self)
        return project.services.first { $0.name == service }?.build
    }

    /// What is wrong: the place, the words, and the hint in brackets.
    var complaints: [String] {
        do throws(Diagnostics) {
            _ = try project()
            return []
        } catch {
            return error.all.map { fault in
                (fault.range.map { "\($0): " } ?? "") + fault.message + (fault.hint.map { " [\($0)]" } ?? "")
            }
        }
    }
}

extension Sample: Surroundings {
    var workingDirectory: String { "/here" }
    var homeDirectory: String { "/home/me" }
    var platform: Platform { Platform(system: "linux", architecture: "amd64") }

    func now() -> Values.Timestamp { Values.Timestamp(microseconds: 0) }

    func randomBytes(_ count: Int) -> [UInt8] { [] }

    func contents(of path: String) throws(UnreadableFile) -> [UInt8]? {
        if kind(of: path) == .directory { throw UnreadableFile(path: path, reason: "is a directory") }
        return files[path].map { Array($0.utf8) }
    }

    func kind(of path: String) -> FileKind? {
        if files[path] != nil { return .file }
        return directories.contains(path) || files.keys.contains { $0.hasPrefix(path + "/") } ? .directory : nil
    }
}

extension [Build.NamedValue] {
    var dictionary: [String: String] { Dictionary(map { ($0.name, $0.value) }) { _, last in last } }
}

extension [Build.Text] {
    var texts: [String] { map(\.text) }
}

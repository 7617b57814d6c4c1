import Values

/// A machine with a few files, which are in whatever folder they are looked for.
struct SmallMachine: Surroundings {
    private static let files: [String: String] = [
        "a.hcl": """
        variable "INCLUDED" { default = "i" }
        target "a" {
          inherits = ["b"]
          args = { A = INCLUDED }
          tags = ["a:${INCLUDED}"]
        }
        x-hearth = { include = ["b.hcl", "other.yml"] }
        """,
        "b.hcl": #"target "b" { contexts = { x = "target:a" } }"#,
        "other.yml": """
        services:
          a:
            extends: b
            build: { context: ., args: { TAG: "${TAG:-none}" } }
          b:
            build: { context: "${B}", secrets: [token] }
        secrets: { token: { file: token.txt } }
        """,
        ".env": "TAG=1\nB=\"${TAG}-x\"\n",
        "Dockerfile": "FROM scratch\n",
        "token.txt": "secret",
    ]

    var environment: [String: String] { ["TAG": "2", "COMPOSE_FILE": "other.yml"] }
    var workingDirectory: String { "/w" }
    var homeDirectory: String { "/h" }
    var platform: Platform { Platform(system: "linux", architecture: "amd64") }

    func now() -> Timestamp { Timestamp(microseconds: 0) }
    func randomBytes(_ count: Int) -> [UInt8] { Array(repeating: 7, count: count) }

    func contents(of path: String) throws(UnreadableFile) -> [UInt8]? {
        if path.hasSuffix("/") { throw UnreadableFile(path: path, reason: "is a directory") }
        return Self.files[Self.name(of: path)].map { Array($0.utf8) }
    }

    func kind(of path: String) -> FileKind? {
        if ["/", "/w", "/h", "."].contains(path) { return .directory }
        return Self.files[Self.name(of: path)] == nil ? nil : .file
    }

    private static func name(of path: String) -> String {
        String(path.split(separator: "/").last ?? "")
    }
}

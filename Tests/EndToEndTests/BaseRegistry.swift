import Foundation
import Hashing
import Host
import TestSupport
import Values

/// The program beside a registry that has base images.
final class BaseRegistry {
    let hearth: HearthFixture
    let registry: RegistryServer

    static let isPossible = RegistryServer.isPossible && HearthFixture.has("skopeo")
    static let reason = "needs docker-registry and skopeo"

    init(_ options: RegistryServer.Options = .init()) throws {
        hearth = try HearthFixture()
        registry = try RegistryServer(options)
        try FileManager.default.createDirectory(
            at: (hearth.folder / "context").url, withIntermediateDirectories: true)
        try hearth.file("context/hello", Array("hello\n".utf8))
    }

    /// Its full name.
    func name(_ short: String) -> String { "\(registry.name)/\(short)" }

    /// Pushes an image of one layer with a file `/who` that says `text`, and a variable that says so, too.
    func push(_ name: String, _ text: String, credentials: String? = nil) throws {
        var tar = SampleTar()
        tar.add("who", "0", Array(text.utf8))
        try hearth.file("base.tar", EngineImage([tar.ended], environment: ["WHO=\(text)"]).archive)
        try copy("docker-archive:\(hearth.folder / "base.tar")", to: name, credentials)
    }

    /// Pushes what is built of a Dockerfile, with an index where there are several platforms.
    func push(_ name: String, built dockerfile: String, for platforms: String) throws {
        try hearth.file("Dockerfile.base", Array(dockerfile.utf8))
        let run = try hearth(
            "build", "--offline", "--platform", platforms, "-f", "Dockerfile.base", "-o", "type=oci,dest=base.oci",
            "context")
        guard run.code == 0 else { throw HearthFixture.Failure(run) }
        try copy("oci-archive:\(hearth.folder / "base.oci")", to: name, nil, all: true)
    }

    private func copy(_ source: String, to name: String, _ credentials: String?, all: Bool = false) throws {
        let words =
            ["copy", "-q", "--insecure-policy", "--dest-tls-verify=false"] + (all ? ["--all"] : [])
            + (credentials.map { ["--dest-creds", $0] } ?? [])
        let run = try Subprocess("skopeo", words + [source, "docker://\(self.name(name))"]).run()
        guard case .exited(0) = run.end else { throw Refused(words: String(decoding: run.errors, as: UTF8.self)) }
        try registry.forgetRequests()
    }

    struct Refused: Error {
        let words: String
    }

    @discardableResult
    func run(_ words: [String], environment: [String: String?] = [:]) throws -> HearthRun {
        let usual: [String: String?] = ["HEARTH_OFFLINE": nil, "HEARTH_PATIENCE": "0.2"]
        return try hearth.run(HearthFixture.program, words, environment: usual.merging(environment) { $1 })
    }

    /// Builds a Dockerfile, and throws unless that works.
    @discardableResult
    func build(_ dockerfile: String, _ options: String..., environment: [String: String?] = [:]) throws -> HearthRun {
        let run = try attempt(dockerfile, options, environment: environment)
        guard run.code == 0 else { throw HearthFixture.Failure(run) }
        return run
    }

    func attempt(_ dockerfile: String, _ options: [String] = [], environment: [String: String?] = [:]) throws
        -> HearthRun
    {
        try hearth.file("Dockerfile", Array(dockerfile.utf8))
        return try run(
            ["build", "--progress=plain", "-f", "Dockerfile"] + options + ["context"], environment: environment)
    }

    /// What the file `/who` says in what a Dockerfile builds.
    func who(_ dockerfile: String, _ options: String...) throws -> String {
        try? FileManager.default.removeItem(at: (hearth.folder / "out").url)
        let run = try attempt(dockerfile, options + ["-o", "out"])
        guard run.code == 0 else { throw HearthFixture.Failure(run) }
        return try String(contentsOf: (hearth.folder / "out/who").url, encoding: .utf8)
    }

    /// The blobs of a repository that were fetched, without those that say what an image is.
    func fetchedLayers(of repository: String) -> [String] {
        let configurations = Set(
            registry.manifests(of: repository).compactMap { manifest in
                registry.content(manifest).flatMap { try? JSON(parsing: $0) }?["config"]?["digest"]?.string
            })
        return registry.requests.filter { $0.method == "GET" && $0.status == 200 && $0.path.contains("/blobs/sha256:") }
            .compactMap { $0.path.split(separator: "/").last.map(String.init) }
            .filter { !configurations.contains($0) }
    }

    /// How often the registry was asked what a tag leads to.
    func questions(about tag: String) -> Int {
        registry.requests.count { $0.path.hasSuffix("/manifests/\(tag)") && $0.method != "PUT" }
    }

    var directories: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: (hearth.home / "layers").description)) ?? []).filter {
            !$0.hasSuffix(".lock")
        }
    }
}

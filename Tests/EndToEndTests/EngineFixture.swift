import Foundation
import Hashing
import Host
import TestSupport
import Values

/// The program with a base image in its store, called `base`, whose processes can be told from those of others.
final class EngineFixture: Sendable {
    let hearth: HearthFixture
    /// Set in the environment of hearth and of all that it runs.
    let mark: String

    static let isPossible =
        getuid() == 0 && Tmpfs.isPossible && HearthFixture.has("busybox")
        && (HearthFixture.has("crun") || HearthFixture.has("runc"))
    static let reason = "needs root, leave to mount, busybox and an OCI runtime"

    init() throws {
        hearth = try HearthFixture()
        mark = "mark-\(UUID().uuidString)"
        try load(into: hearth.home)
        try FileManager.default.createDirectory(at: (folder / "context").url, withIntermediateDirectories: true)
    }

    var folder: Path { hearth.folder }

    /// Puts the base image into a home.
    func load(into home: Path) throws {
        try hearth.file("base.tar", EngineImage([Self.baseLayer], environment: ["MARK=\(mark)"]).archive)
        try must("load", "base.tar", home: home)
    }

    // MARK: - Files

    func file(_ name: String, _ text: String) throws { try file(name, Array(text.utf8)) }

    func file(_ name: String, _ content: [UInt8]) throws {
        try FileManager.default.createDirectory(
            at: (folder / name).parent.url, withIntermediateDirectories: true)
        try hearth.file(name, content)
    }

    /// The text of a file of the folder; nil where there is none.
    func text(_ name: String) -> String? { try? String(contentsOf: (folder / name).url, encoding: .utf8) }

    func exists(_ name: String) -> Bool { Self.exists(folder / name) }

    static func exists(_ path: Path) -> Bool {
        var status = stat()
        return lstat(path.description, &status) == 0
    }

    /// The names in a directory of the folder.
    func names(in name: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: (folder / name).description)) ?? []).sorted()
    }

    /// A file of a cache mount, of which there is one.
    func cached(_ name: String) -> Path? {
        hearth.files(below: hearth.home / "mounts").first { $0.name.description == name }
    }

    // MARK: - Programs

    func environment(_ home: Path? = nil) -> [String: String?] {
        ["HEARTH_HOME": (home ?? hearth.home).description, "MARK": mark, "HEARTH_CACHE_LIMIT": "none"]
    }

    func run(_ words: String..., home: Path? = nil) throws -> HearthRun { try run(words, home: home) }

    func run(_ words: [String], home: Path? = nil) throws -> HearthRun {
        try hearth.run(HearthFixture.program, words, environment: environment(home))
    }

    @discardableResult
    func must(_ words: String..., home: Path? = nil) throws -> HearthRun {
        let run = try run(words, home: home)
        guard run.code == 0 else { throw HearthFixture.Failure(run) }
        return run
    }

    func start(_ words: String..., home: Path? = nil) throws -> StartedHearth {
        try hearth.start(unfed: words, environment: environment(home))
    }

    /// Builds what is written here, with the files of `context`.
    func build(_ dockerfile: String, _ options: String..., home: Path? = nil) throws -> HearthRun {
        try file("Dockerfile", dockerfile)
        return try run(["build", "--progress=plain", "-f", "Dockerfile"] + options + ["context"], home: home)
    }

    // MARK: - What is left

    /// Returns when something has come about elsewhere, or not for long.
    static func wait(until isSo: () throws -> Bool) rethrows -> Bool {
        for _ in 0..<10_000 {
            if try isSo() { return true }
            usleep(2000)
        }
        return false
    }

    /// What tells that a build was here: mounts, and processes of which the last may just be about to end.
    var leftovers: [String] {
        let isGone = Self.wait { processes.isEmpty }
        return mounts + (isGone ? [] : processes)
    }

    var mounts: [String] {
        let all = (try? String(contentsOfFile: "/proc/self/mounts", encoding: .utf8)) ?? "unreadable"
        return all.split(separator: "\n").filter { $0.contains(folder.name.description) }.map(String.init)
    }

    /// What runs with the mark of this fixture.
    var processes: [String] {
        let all = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        let mark = Data(mark.utf8)
        return all.filter { $0.first?.isNumber == true }.compactMap { id in
            guard let variables = FileManager.default.contents(atPath: "/proc/\(id)/environ"),
                variables.range(of: mark) != nil
            else { return nil }
            let words = FileManager.default.contents(atPath: "/proc/\(id)/cmdline") ?? Data()
            return "\(id): \(String(decoding: words, as: UTF8.self))"
        }
    }

    /// The control groups of a process that was hearth.
    func controlGroups(of ids: Set<Int32>) -> [String] {
        let top = "/sys/fs/cgroup"
        let hierarchies = ["."] + ((try? FileManager.default.contentsOfDirectory(atPath: top)) ?? [])
        return hierarchies.flatMap { hierarchy in
            let groups = (try? FileManager.default.contentsOfDirectory(atPath: "\(top)/\(hierarchy)/hearth")) ?? []
            return groups.filter { name in
                let parts = name.split(separator: "-")
                return parts.count == 3 && Int32(parts[1]).map(ids.contains) == true
            }
        }
    }

    /// What `cache verify` has to say; nil if all is well.
    func complaints(home: Path? = nil) throws -> String? {
        let run = try run("cache", "verify", home: home)
        return run.code == 0 && run.output.hasSuffix("all is well\n") ? nil : run.output + run.errors
    }
}

extension EngineFixture {
    /// Busybox, and what a shell expects.
    static let baseLayer: [UInt8] = {
        var tar = SampleTar()
        for name in ["bin", "dev", "etc", "proc", "sys", "tmp"] { tar.add("\(name)/", "5", mode: 0o755) }
        let program = ["/bin/busybox", "/usr/bin/busybox"].lazy.compactMap { FileManager.default.contents(atPath: $0) }
        tar.add("bin/busybox", "0", program.first.map(Array.init) ?? [], mode: 0o755)
        let applets = [
            "sh", "cat", "cp", "dd", "echo", "head", "ls", "rm", "seq", "setsid", "sleep", "tail", "touch", "true",
            "truncate", "wc", "xargs", "yes", "chmod", "chown", "ln", "find", "stat", "mkdir", "test",
        ]
        for name in applets { tar.add("bin/\(name)", "2", link: "busybox", mode: 0o777) }
        tar.add("etc/passwd", "0", Array("root:x:0:0:root:/root:/bin/sh\n".utf8))
        return tar.ended
    }()
}

/// An image of the layers given, as `docker save` writes it.
struct EngineImage {
    let archive: [UInt8]

    init(_ layers: [[UInt8]], as name: String = "base:latest", environment: [String] = []) {
        let configuration: JSON = [
            "architecture": .string(Self.architecture), "os": "linux",
            "config": ["Env": .array((["PATH=/bin"] + environment).map(JSON.string))],
            "rootfs": ["type": "layers", "diff_ids": .array(layers.map { .string("\(ContentHash.digest(of: $0))") })],
        ]
        let manifest: JSON = [
            [
                "Config": "config.json", "RepoTags": [.string(name)],
                "Layers": .array(layers.indices.map { .string("\($0)/layer.tar") }),
            ]
        ]
        var tar = SampleTar()
        for (number, layer) in layers.enumerated() { tar.add("\(number)/layer.tar", "0", layer) }
        tar.add("config.json", "0", configuration.encoded())
        tar.add("manifest.json", "0", manifest.encoded())
        archive = tar.ended
    }

    private static var architecture: String {
        #if arch(arm64)
        "arm64"
        #else
        "amd64"
        #endif
    }
}

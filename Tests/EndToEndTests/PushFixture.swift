import Foundation
import Host
import TestSupport
import Values

/// A registry behind a proxy that can fail, and a bake file with some targets that go there.
final class PushFixture {
    let registry: RegistryServer
    let proxy: FaultProxy
    let hearth: HearthFixture

    static let isPossible = RegistryServer.isPossible
    static let reason = RegistryServer.reason

    /// Each target has a layer of its own above one that all share.
    init(targets: [String] = ["backend", "cert-generator", "frontend"]) throws {
        registry = try RegistryServer()
        proxy = try FaultProxy(to: registry.port)
        hearth = try HearthFixture()
        try hearth.file("shared", Self.noise(200_000, seed: 1))
        for (number, target) in targets.enumerated() {
            try hearth.file(target, Self.noise(50_000, seed: UInt64(number) + 2))
        }
        try hearth.file("Dockerfile", Array("FROM scratch\nARG NAME\nCOPY shared /\nCOPY ${NAME} /own\n".utf8))
        try write(targets, version: "1")
    }

    private static func noise(_ count: Int, seed: UInt64) -> [UInt8] {
        var generator = SeededGenerator(seed: seed)
        return generator.noise(count)
    }

    /// The bake file, with tags of a version.
    func write(_ targets: [String], version: String) throws {
        let all = targets.map { name in
            """
            "\(name)": {"args": {"NAME": "\(name)"}, "labels": {"version": "\(version)"},
                "tags": ["\(proxy.name)/stack/\(name):latest", "\(proxy.name)/stack/\(name):\(version)"]}
            """
        }
        let names = targets.map { "\"\($0)\"" }.joined(separator: ", ")
        let text = """
            {"group": {"default": {"targets": [\(names)]}}, "target": {\(all.joined(separator: ",\n"))}}
            """
        try hearth.file("bake.json", Array(text.utf8))
    }

    /// A registry that does not answer is given up soon.
    func run(_ words: String..., environment: [String: String?] = [:]) throws -> HearthRun {
        let usual: [String: String?] = ["HEARTH_PATIENCE": "2"]
        return try hearth.run(HearthFixture.program, words, environment: usual.merging(environment) { $1 })
    }

    /// The digest that an image of the store has in a registry, as `push` says it.
    func tags(_ target: String) -> Set<String> { registry.tags(of: "stack/\(target)") }

    func digest(_ target: String, _ tag: String) -> Digest? { registry.digest(of: tag, in: "stack/\(target)") }

    /// What went to the registry that begins with a method.
    func requests(_ methods: String...) -> [ProxiedRequest] {
        proxy.requests.filter { methods.contains($0.method) }
    }
}

import Contexts
import Foundation
import Hashing
import Host
import TestSupport
import Values

/// A directory of files for one test, and contexts made from it.
struct ContextFixture {
    let directory: TemporaryDirectory
    let home: TemporaryDirectory

    /// Files by their paths; a path with a slash at its end is a directory.
    init(_ files: [String: String] = [:], quick: Bool = true) throws {
        directory = try quick ? .quick() : TemporaryDirectory()
        home = try quick ? .quick() : TemporaryDirectory()
        for (path, text) in files { try write(path, text) }
    }

    var root: Path { directory.path }

    func path(_ name: String) -> String { (root / name).description }

    func write(_ name: String, _ text: String, mode: Int = 0o644) throws {
        let url = URL(fileURLWithPath: path(name))
        let folder = name.hasSuffix("/") ? url : url.deletingLastPathComponent()
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o755])
        if name.hasSuffix("/") { return }
        try Data(text.utf8).write(to: url)
        chmod(path(name), mode_t(mode))
    }

    func link(_ name: String, to target: String) throws {
        try call("symlink", symlink(target, path(name)))
    }

    func call(_ name: String, _ result: Int32) throws {
        guard result == 0 else { throw SystemError(name, root, .last) }
    }

    func remove(_ name: String) throws {
        try FileManager.default.removeItem(atPath: path(name))
    }

    /// A context without a cache.
    func context(on system: any TreeSystem = LocalTree()) -> DirectoryContext {
        DirectoryContext(root: root, cache: nil, on: system)
    }

    /// A context that remembers.
    func remembering(on system: any TreeSystem = LocalTree()) -> DirectoryContext {
        DirectoryContext(root: root, cache: home.path / "contexts", on: system)
    }

    func select(_ sources: String...) throws -> [SelectedInput] {
        try context().select(Selector(sources: sources))
    }

    func digest(_ source: String) throws -> Digest {
        let inputs = try context().select(Selector(sources: [source]))
        guard let input = inputs.first, inputs.count == 1 else { throw Unexpected(inputs: inputs) }
        return input.digest
    }

    struct Unexpected: Error {
        let inputs: [SelectedInput]
    }
}

/// The rules of docs/cache-keys.md, section "Files", done by hand.
enum ExpectedDigest {
    static func sha256(_ bytes: [UInt8]) -> [UInt8] { ContentHash.digest(of: bytes).bytes }

    static func number(_ value: Int) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) } }

    static func entry(_ kind: Character, _ mode: Int, _ value: [UInt8]) -> [UInt8] {
        Array(String(kind).utf8) + number(mode) + value
    }

    static func file(_ text: String, _ mode: Int = 0o644) -> [UInt8] { entry("f", mode, sha256(Array(text.utf8))) }

    static func link(_ target: String) -> [UInt8] {
        entry("l", 0, number(target.utf8.count) + target.utf8)
    }

    static func contents(_ entries: [(String, [UInt8])]) -> [UInt8] {
        sha256(
            entries.reduce(into: Array("HFILES1D".utf8)) { bytes, entry in
                bytes += number(entry.0.utf8.count) + entry.0.utf8 + entry.1
            })
    }

    static func directory(_ mode: Int, _ entries: [(String, [UInt8])]) -> [UInt8] {
        entry("d", mode, contents(entries))
    }

    static func selected(_ entry: [UInt8]) -> Digest { ContentHash.digest(of: Array("HFILES1E".utf8) + entry) }
}

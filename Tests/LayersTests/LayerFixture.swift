import ContentStore
import Foundation
import Hashing
import Host
import TestSupport
import Values

@testable import Layers

/// A store of its own with its layers.
final class LayerFixture {
    let directory: TemporaryDirectory
    let store: Store
    let layers: LayerStore

    init() throws {
        directory = try TemporaryDirectory()
        store = try Store(StoreConfiguration(home: directory.path / "home"))
        layers = try LayerStore(store)
    }

    /// Another opening of the same store, which remembers nothing.
    func reopened() throws -> LayerStore { try LayerStore(store) }

    func pack(_ layer: StoredLayer) throws -> [UInt8] { try blob(layer.diffID) }

    func blob(_ digest: Digest) throws -> [UInt8] {
        var bytes: [UInt8] = []
        try store.open(digest)?.forEachPiece { bytes += $0 }
        return bytes
    }

    /// A pack as a file, for other programs.
    func file(_ bytes: [UInt8], _ name: String = "pack.tar") throws -> Path {
        let path = directory.path / name
        try Data(bytes).write(to: URL(fileURLWithPath: path.description))
        return path
    }

    /// A new directory beside the store.
    func folder(_ name: String) throws -> Path {
        let path = directory.path / name
        try FileManager.default.createDirectory(atPath: path.description, withIntermediateDirectories: true)
        return path
    }
}

/// What a program of the machine says.
@discardableResult
func run(_ words: String..., in folder: Path? = nil) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = words
    if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder.description) }
    process.environment = ["PATH": "/usr/bin:/bin:/usr/sbin:/sbin", "LC_ALL": "C", "TZ": "UTC"]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw ProgramFailed(words: words, output: text) }
    return text
}

struct ProgramFailed: Error {
    let words: [String]
    let output: String
}

extension FileTree {
    /// Trees are written by paths, in any order.
    init(_ files: [(String, FileNode)]) throws {
        var builder = FileTreeBuilder()
        for (path, node) in files { try builder.put(Array(path.utf8), node) }
        self = builder.tree()
    }
}

extension FileNode {
    static func file(
        _ text: String, mode: UInt32 = 0o644, owner: UInt32 = 0, group: UInt32 = 0, modified: Int64 = 1_700_000_000,
        identity: Int? = nil, extended: [ExtendedAttribute] = []
    ) -> FileNode {
        .file(
            Array(text.utf8), mode: mode, owner: owner, group: group, modified: modified, identity: identity,
            extended: extended)
    }

    static func file(
        _ bytes: [UInt8], mode: UInt32 = 0o644, owner: UInt32 = 0, group: UInt32 = 0, modified: Int64 = 1_700_000_000,
        identity: Int? = nil, extended: [ExtendedAttribute] = []
    ) -> FileNode {
        var attributes = FileAttributes(
            mode: mode, owner: owner, group: group, modified: modified * 1_000_000_000)
        attributes.extended = extended
        return FileNode(
            attributes,
            .file(FileContent(length: Int64(bytes.count), digest: nil, place: .bytes(bytes), identity: identity)))
    }

    static func directory(
        mode: UInt32 = 0o755, owner: UInt32 = 0, modified: Int64 = 1_700_000_000, isOpaque: Bool = false
    ) -> FileNode {
        FileNode(
            FileAttributes(mode: mode, owner: owner, modified: modified * 1_000_000_000),
            .directory(Directory(isOpaque: isOpaque)))
    }

    static func link(_ target: String) -> FileNode {
        FileNode(FileAttributes(mode: 0o777, modified: 1_700_000_000_000_000_000), .link(target: Array(target.utf8)))
    }

    static let whiteout = FileNode(FileAttributes(mode: 0, modified: 0), .whiteout)

    static func device(isBlock: Bool, _ major: UInt32, _ minor: UInt32) -> FileNode {
        FileNode(
            FileAttributes(mode: 0o660, group: 6, modified: 1_700_000_000_000_000_000),
            .device(isBlock: isBlock, major: major, minor: minor))
    }

    static let fifo = FileNode(FileAttributes(mode: 0o600, modified: 1_700_000_000_000_000_000), .fifo)
}

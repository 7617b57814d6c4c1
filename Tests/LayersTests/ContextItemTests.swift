import Contexts
import Foundation
import Host
import Layers
import TestSupport
import Testing

/// From a directory on the disk to a layer.
struct ContextItemTests {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try .quick()
        try FileManager.default.createDirectory(atPath: path("d/e"), withIntermediateDirectories: true)
        try Data("one".utf8).write(to: URL(fileURLWithPath: path("d/a")))
        link(path("d/a"), path("d/e/b"))
        symlink("../a", path("d/e/l"))
        chmod(path("d/a"), 0o640)
        chmod(path("d"), 0o755)
        chmod(path("d/e"), 0o2711)
    }

    private func path(_ name: String) -> String { (directory.path / name).description }

    @Test func `files of a context become root's, and keep modes, links and names of one file`() throws {
        let context = DirectoryContext(root: directory.path, cache: nil)
        let selector = Selector(sources: ["d"])
        let items = try context.files(selector).map { SourceItem($0) }
        #expect(try items.map(\.digest) == context.select(selector).map(\.digest))
        let tree = try TreeCopying(destination: Array("/t".utf8), time: 5).layer(of: [.items(items)], over: FileTree())
        #expect(lines(tree) == ["t/", "t/a 0640 #1", "t/e/ 2711", "t/e/b 0640 #1", "t/e/l -> ../a"])
        guard case .elsewhere(let bytes)? = tree.node(at: Array("t/e/b".utf8))?.content?.place else {
            Issue.record("no bytes")
            return
        }
        var read: [UInt8] = []
        try bytes.forEachPiece { read += $0 }
        #expect(read == Array("one".utf8))
    }
}

import ContentStore
import Foundation
import Hashing
import Host
import TestSupport
import Testing
import Values

@testable import Layers

@Suite struct PackTests {
    let fixture: LayerFixture

    init() throws {
        fixture = try LayerFixture()
    }

    /// Something of everything that a layer may have.
    static func sample() throws -> FileTree {
        let long = String(repeating: "d", count: 90)
        return try FileTree([
            ("a.txt", .file("hello\n")),
            ("big", .file([UInt8](repeating: 7, count: 1_500_000))),
            ("dir", .directory(mode: 0o1777, owner: 12)),
            ("dir/empty", .file("", mode: 0o4755)),
            ("dir/first", .file("twice", identity: 1)),
            ("dir/second", .file("twice", identity: 1)),
            ("dir/link", .link("../a.txt")),
            ("dir/pipe", .fifo),
            ("far", .file("x", owner: 3_000_000_000, group: 4_000_000)),
            ("null", .device(isBlock: false, 1, 3)),
            ("old", .file("before", modified: -5)),
            ("late", .file("after", modified: 9_000_000_000)),
            ("\(long)/\(long)/\(long)/name", .file("deep")),
            ("\(long)/\(long)", .directory()), ("\(long)", .directory()),
            ("\(long)/\(long)/\(long)", .directory()),
            ("tolong", .link(long + long)),
            (
                "caps",
                .file(
                    "c",
                    extended: [
                        ExtendedAttribute(
                            name: Array("security.capability".utf8),
                            value: [1, 0, 0, 2, 0, 32] + Array(repeating: 0, count: 14))
                    ])
            ),
        ])
    }

    @Test func `GNU tar lists a pack`() throws {
        let layer = try fixture.layers.add(Self.sample(), seconds: 1)
        let file = try fixture.file(fixture.pack(layer))
        let list = try run("tar", "--numeric-owner", "-tvf", file.description)
        print(list)
        #expect(list.contains("-rw-r--r-- 0/0               6 2023-11-14 22:13 a.txt\n"))
        #expect(list.contains("drwxrwxrwt 12/0              0 2023-11-14 22:13 dir/\n"))
        #expect(list.contains("dir/second link to dir/first"))
        #expect(list.contains("3000000000/4000000"))
        #expect(layer.size == Int64(try fixture.pack(layer).count))
    }

    @Test func `a tree comes back from its blob as it was`() throws {
        let layer = try fixture.layers.add(Self.sample(), seconds: 1)
        let first = try fixture.layers.tree(of: layer)
        let second = try fixture.reopened().tree(of: layer)
        #expect(first.identity == second.identity)
        #expect(TreeEncoder(first, pack: layer.diffID).bytes == TreeEncoder(second, pack: layer.diffID).bytes)
        for step in second.walk {
            guard case .file(let content) = step.node.kind else { continue }
            let bytes = try fixture.layers.bytes(of: content, limit: .max)
            #expect(ContentHash.digest(of: bytes) == content.digest)
            #expect(bytes.count == Int(content.length))
        }
    }
}

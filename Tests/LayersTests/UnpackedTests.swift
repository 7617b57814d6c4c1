import Archives
import ContentStore
import Foundation
import Hashing
import Host
import TestSupport
import Testing
import Values

@testable import Layers

@Suite struct UnpackedTests {
    let fixture: LayerFixture

    init() throws {
        fixture = try LayerFixture()
    }

    func unpacked(_ bytes: [UInt8]) throws -> FileTree {
        var rest = bytes[...]
        return try fixture.layers.unpacked { buffer in
            let count = min(buffer.count, rest.count)
            buffer.copyBytes(from: rest.prefix(count))
            rest = rest.dropFirst(count)
            return count
        }
    }

    func fault(_ tar: SampleTar) -> String? {
        #expect(throws: LayerFault.self) { try unpacked(tar.ended) }?.description
    }

    @Test func `what was unpacked can be made a layer`() throws {
        var tar = SampleTar()
        tar.add("d", "5", mode: 0o700)
        tar.add("d/a", "0", Array("first".utf8))
        tar.add("d/b", "1", link: "d/a")
        tar.add("c", "0", Array("second".utf8), mode: 0o600)
        let tree = try unpacked(tar.ended)
        let layer = try fixture.layers.add(tree, seconds: 1)
        let list = try run("tar", "-tf", fixture.file(fixture.pack(layer)).description)
        #expect(list == "c\nd/\nd/a\nd/b\n")
        guard case .file(let content)? = try fixture.layers.tree(of: layer).node(at: Array("d/b".utf8))?.kind else {
            Issue.record("no file")
            return
        }
        #expect(try fixture.layers.bytes(of: content, limit: .max) == Array("first".utf8))
    }

    @Test func `a whiteout is a file like others`() throws {
        var tar = SampleTar()
        tar.add(".wh.x", "0")
        #expect(try unpacked(tar.ended).walk.map { String(decoding: $0.path, as: UTF8.self) } == [".wh.x"])
    }

    @Test func `links in the path of an entry are followed within the archive`() throws {
        var tar = SampleTar()
        tar.add("d", "5")
        tar.add("l", "2", link: "../../d")
        tar.add("l/f", "0", Array("x".utf8))
        #expect(try unpacked(tar.ended).node(at: Array("d/f".utf8)) != nil)
    }

    @Test func `paths through what is not there or no directory are told`() throws {
        var tar = SampleTar()
        tar.add("l", "2", link: "/etc")
        tar.add("l/passwd", "0")
        #expect(fault(tar) == "the entry l/passwd leads through a link to nothing")
        tar = SampleTar()
        tar.add("f", "0")
        tar.add("f/x", "0")
        #expect(fault(tar) == "the entry f/x leads through what is no directory")
        tar = SampleTar()
        tar.add("l", "2", link: "l")
        tar.add("l/x", "0")
        #expect(fault(tar) == "the entry l/x leads through a loop of links")
    }

    @Test func `what is no archive, or cut short, is told`() throws {
        #expect(throws: LayerFault.self) { try unpacked(Array("no archive".utf8)) }
        var tar = SampleTar()
        tar.add("a", "0", [UInt8](repeating: 1, count: 3000))
        #expect(throws: LayerFault.self) { try unpacked(Array(tar.ended.prefix(1500))) }
    }

    @Test func `numbers that no file can have are told`() throws {
        var tar = SampleTar()
        // In base 256, more than 32 bits.
        tar.add("a", "0", magic: SampleTar.gnu, extra: [108: [0x80, 0, 0, 1, 0, 0, 0, 0]])
        #expect(fault(tar) == "the entry a has a number that no file can have: 4294967296")
    }
}

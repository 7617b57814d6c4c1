import Contexts
import DockerfileLanguage
import Foundation
import Hashing
import Host
import TestSupport
import Testing
import Values

@Suite struct OverlayTests {
    private func file(_ path: String, _ text: String, mode: UInt32 = 0o644) -> Replacement {
        Replacement(
            Array(path.utf8),
            .file(mode: mode, content: ContentHash.digest(of: Array(text.utf8)), length: Int64(text.utf8.count)))
    }

    private func absent(_ path: String) -> Replacement { Replacement(Array(path.utf8), .absent) }

    @Test func `changes take the place of files, and the rest is the directory's`() throws {
        let fixture = try ContextFixture([
            "a": "1", "d/b": "2", "d/e/c": "3", "gone/x": "4", "was/dir": "5", "k/l": "6",
        ])
        let changes = [
            file("a", "other", mode: 0o755), file("d/new/deep/f", "n"), absent("d/b"), absent("gone"),
            file("was", "file"), absent("k/l"), Replacement(Array("d/link".utf8), .link(target: Array("/a".utf8))),
            absent("d/nothing/there"),
        ]
        let expected = try ContextFixture(["d/new/deep/f": "n", "d/e/c": "3", "was": "file", "k/": ""])
        try expected.write("a", "other", mode: 0o755)
        try expected.link("d/link", to: "/a")
        let context = fixture.remembering().overlaid(with: changes) { path in
            path == Array("a".utf8) ? Array("other".utf8) : nil
        }
        for source in [".", "a", "d", "d/link", "d/new/deep/f", "d/new", "was", "*", "d/*"] {
            #expect(try context.select(Selector(sources: [source])) == expected.select(source), "\(source)")
        }
        let ignore = Selector(sources: ["."], ignore: try PathFilter(["**/new", "d/e/c"]))
        #expect(try context.select(ignore) == expected.context().select(ignore))
        #expect(throws: ContextFault.self) { try context.select(Selector(sources: ["d/b"])) }
        #expect(try context.contents(of: "a") == Array("other".utf8))
        #expect(try context.contents(of: "d/link") == Array("other".utf8))
        #expect(try context.contents(of: "d/e/c") == Array("3".utf8))
    }

    @Test func `what was remembered of the directory does not hide a change`() throws {
        let fixture = try ContextFixture(["d/e/c": "3", "d/b": "2"])
        let first = fixture.remembering(on: WatchedTree(clock: Later.byAnHour))
        let plain = try first.select(Selector(sources: ["."]))
        first.save()
        let second = fixture.remembering(on: WatchedTree(clock: Later.byAnHour))
        let overlaid = second.overlaid(with: [file("d/e/c", "4")]) { _ in nil }
        let changed = try overlaid.select(Selector(sources: ["."]))
        #expect(changed != plain)
        #expect(overlaid.figures.hashedFiles == 0)
        overlaid.save()
        #expect(try second.select(Selector(sources: ["."])) == plain)
        let same = second.overlaid(with: [file("d/e/c", "3")]) { _ in nil }
        #expect(try same.select(Selector(sources: ["."])) == plain)
    }
}

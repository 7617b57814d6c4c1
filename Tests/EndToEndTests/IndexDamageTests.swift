import Foundation
import Host
import TestSupport
import Testing

struct IndexDamageTests {
    @Test func `a damaged index is made again, and the answer given`() throws {
        let hearth = try HearthFixture()
        let digest = try hearth.add(Samples.text)
        try Data(repeating: 7, count: 5000).write(to: (hearth.home / "index.sqlite").url)
        let run = try hearth("cache", "cat", digest)
        #expect((run.code, run.bytes == Samples.text) == (0, true))
        #expect(
            run.errors.hasPrefix("warning: made the index \(hearth.home)/index.sqlite again from the blobs, because "))
        #expect(run.errors.hasSuffix(": 1 blob and 0 references found\n"))
        #expect(try hearth("cache", "ls").errors.isEmpty)
        #expect(try hearth("cache", "verify").code == 0)
    }

    // The index, and what the complaint says of it.
    @Test(arguments: [("overwritten", "file is not a database"), ("missing", "it is missing, and there are blobs")])
    func `verifying without repairing leaves a damaged index alone`(damage: String, complaint: String) throws {
        let hearth = try HearthFixture()
        let digest = try hearth.add(Samples.small, as: "kept")
        let index = (hearth.home / "index.sqlite").url
        if damage == "missing" {
            try FileManager.default.removeItem(at: index)
        } else {
            try Data(repeating: 7, count: 5000).write(to: index)
        }
        let before = hearth.files(below: hearth.home).map(\.description)
        let run = try hearth("cache", "verify")
        #expect((run.code, run.output) == (1, ""))
        #expect(run.errors.hasPrefix("error: the index \(index.path): sqlite: \(complaint)"))
        #expect(run.errors.contains("hint: run `hearth cache verify --repair`"))
        #expect(hearth.files(below: hearth.home).map(\.description) == before)
        #expect(try hearth("cache", "verify", "--repair").code == 0)
        #expect(try hearth("cache", "cat", digest).bytes == Samples.small)
    }

    @Test func `the answer for programs stays whole beside the warning`() throws {
        let hearth = try HearthFixture()
        let digest = try hearth.add(Samples.small)
        try FileManager.default.removeItem(at: (hearth.home / "index.sqlite").url)
        let run = try hearth("cache", "ls", "--format", "json")
        #expect(try run.list.map { $0["digest"] as? String } == [digest])
        #expect(run.errors.hasPrefix("warning: "))
    }

    @Test func `an index of a newer hearth is left as it is`() throws {
        let hearth = try HearthFixture()
        _ = try hearth.add(Samples.small)
        let index = (hearth.home / "index.sqlite").url
        var content = try Data(contentsOf: index)
        // Where SQLite keeps `user_version`.
        content.replaceSubrange(60..<64, with: [0, 0, 0, 99])
        try content.write(to: index)
        for words in [["cache", "ls"], ["cache", "verify", "--repair"], ["cache", "prune"]] {
            let run = try hearth.run(HearthFixture.program, words)
            #expect((run.code, run.output) == (2, ""))
            #expect(run.errors.hasPrefix("error: the index \(index.path) has format 99, made by a newer hearth;"))
            #expect(run.errors.contains("\nhint: use the newer hearth, or set HEARTH_HOME to another directory\n"))
        }
        #expect(try Data(contentsOf: index) == content)
    }
}

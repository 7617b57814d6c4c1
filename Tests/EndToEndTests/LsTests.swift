import Foundation
import TestSupport
import Testing

struct LsTests {
    @Test func `the blobs are listed with what keeps them`() throws {
        let hearth = try HearthFixture()
        let noise = try hearth.add(Samples.noise, as: "base")
        _ = try hearth.add(Samples.noise, as: "other")
        let text = try hearth.add(Samples.text)
        let lines = try hearth("cache", "ls").lines
        #expect(lines[0] == "DIGEST           SIZE  ON DISK  USED            KEPT BY")
        // The second one's time is later, if only by microseconds.
        let age = #/\w[\w ]*\w/#
        #expect(lines[1].starts(with: "\(text.shortDigest)  3.00 MB"))
        #expect(lines[2].starts(with: "\(noise.shortDigest)   100 kB   102 kB"))
        #expect(lines[2].hasSuffix("  base, other"))
        #expect(lines[1].contains(age))
        #expect(lines.count == 3)
    }

    @Test(arguments: ["sha256", "sha512"])
    func `whole digests are shown on demand, and columns keep their places`(algorithm: String) throws {
        let hearth = try HearthFixture()
        let digest = try hearth.add(Samples.small, "--algorithm", algorithm)
        let lines = try hearth("cache", "ls", "--no-trunc").lines
        #expect(lines[1].hasPrefix(digest + "    256 B  4.10 kB"))
        #expect(lines[0].firstRange(of: "USED")?.lowerBound == lines[1].firstRange(of: "now")?.lowerBound)
    }

    @Test func `an empty store says where it is`() throws {
        let hearth = try HearthFixture()
        let run = try hearth("cache", "ls")
        #expect((run.code, run.lines.count) == (0, 1))
        #expect(run.errors == "hint: the store in \(hearth.home) is empty; `hearth cache add` fills it\n")
        let json = try hearth("cache", "ls", "--format", "json")
        #expect((json.output, json.errors) == ("[]\n", ""))
    }

    @Test func `the list for programs has one blob on a line`() throws {
        let hearth = try HearthFixture()
        let digest = try hearth.add(Samples.noise, as: "say \"hi\"\\日本")
        _ = try hearth.add(Samples.small)
        let run = try hearth("cache", "ls", "--format", "json")
        #expect(run.lines.count == 4)
        let blob = try #require(try run.list.last)
        let keys = ["cost", "created", "digest", "disk", "encoding", "holds", "references", "size", "stored", "used"]
        #expect(blob.keys.sorted() == keys)
        #expect(blob["digest"] as? String == digest)
        #expect(blob["references"] as? [String] == ["say \"hi\"\\日本"])
        #expect(blob["holds"] as? Int == 1)
        #expect(blob["cost"] is NSNull)
        #expect((blob["used"] as? String)?.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/) != nil)
    }

    @Test(arguments: ["", "tab\there", "\u{1b}[31m", "line\n", "sha256:" + String(repeating: "a", count: 64)])
    func `a name that nobody could use again is refused`(name: String) throws {
        let hearth = try HearthFixture()
        let run = try hearth("cache", "add", "-", "--name", name)
        #expect(run.code == 2)
        #expect(run.errors.hasPrefix("error: invalid value '"))
        #expect(run.errors.unicodeScalars.allSatisfy { $0 == "\n" || $0.properties.generalCategory != .control })
    }
}

import Foundation
import Host
import TestSupport
import Testing

struct VerifyTests {
    let hearth: HearthFixture

    init() throws {
        hearth = try HearthFixture()
    }

    @Test func `a store in order is said to be well`() throws {
        _ = try hearth.add(Samples.noise)
        let one = try hearth("cache", "verify")
        #expect((one.code, one.output, one.errors) == (0, "1 blob, 100 kB read: all is well\n", ""))
        _ = try hearth.add(Samples.small)
        let object = try hearth("cache", "verify", "--format", "json").object
        #expect(object.keys.sorted() == ["blobs", "bytes", "findings"])
        #expect((object["blobs"] as? Int, object["bytes"] as? Int) == (2, 100_256))
        #expect((object["findings"] as? [Any])?.isEmpty == true)
    }

    @Test func `a flipped bit is found, named, set aside, and then gone`() throws {
        let digest = try hearth.add(Samples.noise, as: "base")
        _ = try hearth.add(Samples.noise, as: "other")
        _ = try hearth.add(Samples.small, as: "small")
        let file = try #require(hearth.blobFiles.first { $0.name == Path(String(digest.dropFirst(7))) })
        try hearth.flip(file, at: 99_999)

        let found = try hearth("cache", "verify")
        #expect(found.code == 1)
        #expect(found.lines[0].hasPrefix("corrupt: \(digest) in \(file) holds sha256:"))
        #expect(found.lines.last == "2 blobs, 100 kB read: 1 finding")
        #expect(found.errors == "hint: `hearth cache verify --repair` puts it right\n")

        let repaired = try hearth("cache", "verify", "--repair")
        #expect((repaired.code, repaired.errors) == (0, ""))
        let quarantined = try #require(hearth.files(below: hearth.home / "quarantine").first)
        #expect(repaired.lines[1] == "  moved to \(quarantined), with its references base, other")
        #expect(hearth.blobFiles.count == 1)

        let clean = try hearth("cache", "verify")
        #expect((clean.code, clean.output) == (0, "1 blob, 256 B read: all is well\n"))
        #expect(try hearth("cache", "cat", "base").code == 2)
        #expect(try hearth("cache", "du").output.contains("quarantine      102 kB  damaged files;"))
        #expect(
            try hearth("cache", "prune", "--dry-run", "--unused-for", "1w").lines[1].hasPrefix(
                "would remove the quarantine: "))
        #expect(try hearth("cache", "prune").lines[0].hasPrefix("removed the quarantine: "))
        #expect(hearth.files(below: hearth.home / "quarantine").isEmpty)
    }

    @Test func `a compressed file that was cut short is called truncated`() throws {
        let digest = try hearth.add(Samples.text)
        let file = hearth.blobFiles[0]
        #expect(file.name.description.hasSuffix(".zst"))
        truncate(file.description, 20)
        #expect(try hearth("cache", "verify").lines[0].hasPrefix("truncated: \(digest) in \(file) is 20 bytes long"))
    }

    @Test func `a file's name cannot steer the terminal`() throws {
        _ = try hearth.add(Samples.noise)
        try hearth.file("home/blobs/sha256/\(hearth.blobFiles[0].parent.name)/a\u{1b}[2J\nb", [1])
        let found = try hearth("cache", "verify")
        #expect(found.lines.count == 2)
        #expect(found.lines[0].hasSuffix("/a\\u{1B}[2J\\nb (4.10 kB) is no blob"))
        let repaired = try hearth("cache", "verify", "--repair")
        #expect(repaired.lines.count == 3)
        #expect(repaired.lines[1].hasPrefix("  moved to "))
        #expect(!(found.output + repaired.output).contains("\u{1b}"))
    }

    // What is done to a file, what it is then called, and what the repair says.
    @Test(arguments: [
        ("truncate", "truncated", "moved to "), ("remove", "missing", "forgotten, with its reference base"),
        ("flip", "corrupt", "moved to "), ("stray", "rubbish", "moved to "),
    ])
    func `each kind of damage has its name and its repair`(damage: String, kind: String, repair: String) throws {
        _ = try hearth.add(Samples.noise, as: "base")
        let file = hearth.blobFiles[0]
        switch damage {
        case "truncate": truncate(file.description, 1000)
        case "remove": unlink(file.description)
        case "flip": try hearth.flip(file, at: 1000)
        default: try hearth.file("home/blobs/sha256/\(file.parent.name)/stray", [1])
        }
        let found = try hearth("cache", "verify", "--format", "json")
        #expect(found.code == 1)
        let finding = try #require((found.object["findings"] as? [[String: Any]])?.first)
        #expect(finding.keys.sorted() == ["kind", "repair", "text"])
        #expect(finding["kind"] as? String == kind)
        #expect(finding["repair"] is NSNull)
        let repaired = try hearth("cache", "verify", "--repair", "--format", "json")
        #expect(repaired.code == 0)
        let mended = try #require((repaired.object["findings"] as? [[String: Any]])?.first)
        #expect((mended["repair"] as? String)?.hasPrefix(repair) == true)
        #expect(try hearth("cache", "verify").output.hasSuffix(": all is well\n"))
    }
}

import Foundation
import Host
import TestSupport
import Testing

struct PruneTests {
    let hearth: HearthFixture
    let kept: String
    let noise: String
    let small: String

    init() throws {
        hearth = try HearthFixture()
        kept = try hearth.add(Samples.text, as: "base")
        noise = try hearth.add(Samples.noise)
        small = try hearth.add(Samples.small)
    }

    @Test func `a dry run names what the real one removes, and removes nothing`() throws {
        let dry = try hearth("cache", "prune", "--dry-run")
        #expect(dry.lines[0] == "DIGEST        ON DISK      COST")
        #expect(
            Set(dry.lines[1...2]) == [
                "\(noise.shortDigest)   102 kB   unknown", "\(small.shortDigest)  4.10 kB   unknown",
            ])
        #expect(dry.lines.last == "would remove 2 blobs: 106 kB")
        #expect(try hearth("cache", "ls").lines.count == 4)
        let promised = try digests("--dry-run")
        #expect(try digests() == promised)
        #expect(Set(promised) == [noise, small])
        #expect(try hearth("cache", "ls", "--format", "json").list.map { $0["digest"] as? String } == [kept])
        #expect(hearth.blobFiles.count == 1)
    }

    private func digests(_ options: String...) throws -> [String] {
        let words = ["cache", "prune", "--format", "json"] + options
        let object = try hearth.run(HearthFixture.program, words).object
        #expect(object.keys.sorted() == ["blobs", "cost", "directories", "disk", "dryRun", "mounts", "quarantine"])
        #expect(object["dryRun"] as? Bool == !options.isEmpty)
        let blobs = object["blobs"] as? [[String: Any]] ?? []
        #expect(object["disk"] as? Int == blobs.reduce(0) { $0 + ($1["disk"] as? Int ?? 0) })
        return blobs.compactMap { $0["digest"] as? String }
    }

    @Test func `what was removed is summed up`() throws {
        #expect(try hearth("cache", "prune").output == "removed 2 blobs: 106 kB\n")
        #expect(try hearth("cache", "prune").output == "no blob to remove\n")
        #expect(try hearth("cache", "forget", "base").code == 0)
        #expect(try hearth("cache", "prune").output.hasPrefix("removed 1 blob: "))
    }

    @Test func `pruning stops where it is told to`() throws {
        #expect(try hearth("cache", "prune", "--keep", "1GB").output == "no blob to remove\n")
        let total = try #require(try hearth("cache", "du", "--format", "json").object["total"] as? Int)
        #expect(try hearth("cache", "prune", "--keep", "\(total - 1)").output.hasPrefix("removed 1 blob: "))
        let rest = try #require(try hearth("cache", "du", "--format", "json").object["total"] as? Int)
        #expect(rest < total)
    }

    @Test func `what was used a moment ago is passed over`() throws {
        #expect(try hearth("cache", "prune", "--unused-for", "1h").output == "no blob to remove\n")
        #expect(try hearth("cache", "prune", "--unused-for", "0s").output == "removed 2 blobs: 106 kB\n")
    }

    @Test(arguments: [
        (["--unused-for", "soon"], "--unused-for: write an age, such as 90s, 30m, 12h, 7d or 2w"),
        (["--unused-for", "-1d"], "--unused-for: write an age, such as 90s, 30m, 12h, 7d or 2w"),
        (["--keep", "lots"], "--keep: write a size, such as 500MB or 1.5GiB"),
    ])
    func `a faulty value is shown how to be written`(options: [String], message: String) throws {
        let run = try hearth.run(HearthFixture.program, ["cache", "prune"] + options)
        #expect((run.code, run.output) == (2, ""))
        #expect(
            run.errors
                == "error: invalid value '\(options[1])' for \(message)\nhint: see `hearth cache prune --help`\n")
        #expect(try hearth("cache", "ls").lines.count == 4)
    }
}

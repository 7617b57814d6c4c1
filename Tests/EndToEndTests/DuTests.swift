import Foundation
import Host
import TestSupport
import Testing

struct DuTests {
    static let keys = [
        "blobs", "content", "disk", "held", "inFlight", "index", "layers", "limit", "logs", "mounts", "other",
        "quarantine", "total", "unaccounted",
    ]

    @Test(.enabled(if: FileManager.default.fileExists(atPath: "/proc"), "du counts other blocks here"))
    func `the total is what du counts, to the byte`() throws {
        let hearth = try HearthFixture()
        func compare() throws {
            let object = try hearth("cache", "du", "--format", "json").object
            let counted = try hearth.run("/usr/bin/du", ["-s", "-B1", hearth.home.description]).output
            #expect(object["total"] as? Int == Int(counted.prefix { $0 != "\t" }))
            let parts = [
                "disk", "inFlight", "index", "layers", "logs", "mounts", "other", "quarantine", "unaccounted",
            ]
            #expect(parts.reduce(0) { $0 + (object[$1] as? Int ?? 0) } == object["total"] as? Int)
        }
        try compare()
        for content in [Samples.text, Samples.noise, Samples.small] { _ = try hearth.add(content) }
        try compare()
        try hearth.flip(hearth.blobFiles[0], at: 0)
        _ = try hearth("cache", "verify", "--repair")
        try compare()
        try hearth.file("home/blobs/stray", Samples.noise)
        try compare()
        for name in ["layers/a/b/c", "mounts/a/0/files/b/c", "logs/a", "locks"] {
            let directory = (hearth.home / name).description
            try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
            _ = try hearth.file("home/\(name)/file", Samples.noise)
        }
        try compare()
        _ = try hearth("cache", "prune")
        try compare()
    }

    @Test func `every part is explained`() throws {
        let hearth = try HearthFixture()
        _ = try hearth.add(Samples.noise, as: "base")
        _ = try hearth.add(Samples.small)
        let run = try hearth("cache", "du", environment: ["HEARTH_CACHE_LIMIT": "1GB"])
        #expect((run.code, run.errors) == (0, ""))
        #expect(run.lines[0] == "WHAT           ON DISK")
        #expect(
            run.lines[1] == "blobs           106 kB  2 blobs, 100 kB of content; references and builds keep 102 kB")
        #expect(run.lines.last?.hasSuffix("  of at most 1.00 GB") == true)
    }

    @Test func `the parts for programs`() throws {
        let hearth = try HearthFixture()
        _ = try hearth.add(Samples.noise, as: "base")
        let object = try hearth("cache", "du", "--format", "json", "--cache-limit", "20MB").object
        #expect(object.keys.sorted() == Self.keys)
        #expect(object["blobs"] as? Int == 1)
        #expect(object["content"] as? Int == 100_000)
        #expect(object["limit"] as? Int == 20_000_000)
        #expect(try hearth("cache", "du", "--format", "json", "--cache-limit", "none").object["limit"] is NSNull)
        #expect(try hearth("cache", "du", "--cache-limit", "none").lines.last?.hasSuffix("  without a limit") == true)
    }
}

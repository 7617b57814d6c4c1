import TestSupport
import Testing

struct CatTests {
    // Both ways in which a blob may lie in its file.
    @Test(arguments: [Samples.text, Samples.noise, Samples.small, []], ["none", "zstd"])
    func `content comes back byte by byte, under all its names`(content: [UInt8], compression: String) throws {
        let hearth = try HearthFixture()
        let digest = try hearth.add(content, as: "registry/base:1", "--compress", compression)
        for name in [digest, digest.shortDigest, String(digest.prefix(13)), "registry/base:1"] {
            let run = try hearth("cache", "cat", name)
            #expect(run.code == 0 && run.errors.isEmpty)
            #expect(run.bytes == content, "by \(name)")
        }
    }

    @Test(
        arguments: [
            // Within a frame, across two, from the start, to the end, and beyond it.
            (["--offset", "10", "--length", "20"], 10..<30),
            (["--offset", "2097142", "--length", "20"], 2_097_142..<2_097_162),
            (["--offset", "2MiB", "--length", "1"], 2_097_152..<2_097_153),
            (["--length", "5"], 0..<5),
            (["--offset", "2999999"], 2_999_999..<3_000_000),
            (["--offset", "2999990", "--length", "1kB"], 2_999_990..<3_000_000),
            (["--offset", "3000000"], 0..<0),
            (["--offset", "1TB", "--length", "1TB"], 0..<0),
            (["--length", "0"], 0..<0),
        ], ["none", "zstd"])
    func `a part is exactly that part`(parts: ([String], Range<Int>), compression: String) throws {
        let hearth = try HearthFixture()
        let digest = try hearth.add(Samples.text, "--compress", compression)
        let run = try hearth.run(HearthFixture.program, ["cache", "cat", digest] + parts.0)
        #expect((run.code, run.errors) == (0, ""))
        #expect(run.bytes == Array(Samples.text[parts.1]))
    }

    @Test func `a damaged blob fails at the end, and names itself`() throws {
        let hearth = try HearthFixture()
        let digest = try hearth.add(Samples.noise)
        try hearth.flip(hearth.blobFiles[0], at: 50_000)
        let run = try hearth("cache", "cat", digest)
        #expect(run.code == 1)
        #expect(run.errors.hasPrefix("error: \(digest) in \(hearth.blobFiles[0]) holds sha256:"))
        #expect(run.errors.hasSuffix("\nhint: run `hearth cache verify --repair`\n"))
    }

    @Test func `what a part is verified by is said as it is`() throws {
        let hearth = try HearthFixture()
        let digest = try hearth.add(Samples.noise)
        try hearth.flip(hearth.blobFiles[0], at: 50_000)
        let part = ["cache", "cat", digest, "--offset", "50000", "--length", "1"]
        #expect(try hearth.run(HearthFixture.program, part).code == 0)
        #expect(
            try hearth("cache", "cat", "--help").output.contains(
                "\nare verified; where it lies as it is, only its length.\n"))
    }

    static let zeros = "sha256:" + String(repeating: "0", count: 64)

    @Test(arguments: [
        ("bse", "there is no blob or reference 'bse' in the store\nhint: did you mean base?"),
        (
            "ffffff",
            "there is no blob or reference 'ffffff' in the store\nhint: see `hearth cache ls` for what there is"
        ),
        ("ab", "there is no blob or reference 'ab' in the store\nhint: see `hearth cache ls` for what there is"),
        (zeros, "\(zeros) is not in the store\nhint: see `hearth cache ls` for what there is"),
    ])
    func `what is not there is said with the next step`(name: String, message: String) throws {
        let hearth = try HearthFixture()
        _ = try hearth.add(Samples.small, as: "base")
        let run = try hearth("cache", "cat", name)
        #expect((run.code, run.bytes, run.errors) == (2, [], "error: \(message)\n"))
    }
}

import Host
import TestSupport
import Testing

struct LimitTests {
    @Test(arguments: ["1kB", "lots", "0%", "101%", "-1"])
    func `a faulty limit names the variable it comes from`(limit: String) throws {
        let run = try HearthFixture()("cache", "ls", environment: ["HEARTH_CACHE_LIMIT": limit])
        #expect(run.code == 2)
        #expect(
            run.errors == """
                error: invalid value '\(limit)' for --cache-limit, from the environment variable HEARTH_CACHE_LIMIT: \
                write a size of 16MiB or more, such as 20GB, or a share of the disk, such as 60%, or none
                hint: see `hearth cache ls --help`

                """)
    }

    @Test(arguments: ["none", "zstd"])
    func `content that does not fit is refused and leaves nothing`(compression: String) throws {
        let hearth = try HearthFixture()
        let base = try hearth.add(Samples.noise, as: "base")
        let other = try hearth.add(Samples.small)
        var generator = SeededGenerator(seed: 1)
        let content = generator.noise(30_000_000)
        let words = ["cache", "add", "-", "--cache-limit", "20MB", "--compress", compression]
        let run = try hearth.run(HearthFixture.program, words, input: content)
        #expect((run.code, run.output) == (1, ""))
        #expect(
            run.errors.hasPrefix(
                "error: cannot add standard input: the cache limit of 20.0 MB leaves no room for "))
        #expect(
            run.errors.hasSuffix(
                "\nhint: raise HEARTH_CACHE_LIMIT, or let go of references with `hearth cache forget`\n"))
        #expect(hearth.files(below: hearth.home / "tmp").isEmpty)
        #expect(try hearth("cache", "cat", "base").bytes == Samples.noise)
        let left = try hearth("cache", "ls", "--format", "json").list.compactMap { $0["digest"] as? String }
        #expect(Set(left).isSubset(of: [base, other]))
    }

    @Test func `what nothing keeps makes room`() throws {
        let hearth = try HearthFixture()
        var generator = SeededGenerator(seed: 2)
        let kept = try hearth.add(generator.noise(3_000_000), as: "base")
        let first = try hearth.add(generator.noise(8_000_000))
        let second = try hearth.add(generator.noise(8_000_000), "--cache-limit", "20MB")
        #expect(try hearth("cache", "cat", first).code == 2)
        for digest in [kept, second] { #expect(try hearth("cache", "cat", digest).code == 0) }
        let total = try #require(try hearth("cache", "du", "--format", "json").object["total"] as? Int)
        #expect(total <= 20_000_000)
    }
}

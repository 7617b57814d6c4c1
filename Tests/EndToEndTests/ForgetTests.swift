import TestSupport
import Testing

struct ForgetTests {
    @Test func `a name that is forgotten lets its blob go, and no other`() throws {
        let hearth = try HearthFixture()
        let digest = try hearth.add(Samples.noise, as: "base")
        _ = try hearth.add(Samples.small, as: "small")
        let run = try hearth("cache", "forget", "base")
        #expect((run.code, run.output, run.errors) == (0, "", ""))
        #expect(try hearth("cache", "cat", digest).bytes == Samples.noise)
        #expect(try hearth("cache", "prune").code == 0)
        #expect(try hearth("cache", "cat", digest).code == 2)
        #expect(try hearth("cache", "cat", "small").bytes == Samples.small)
    }

    @Test func `a slip in one name forgets none`() throws {
        let hearth = try HearthFixture()
        _ = try hearth.add(Samples.noise, as: "base")
        _ = try hearth.add(Samples.noise, as: "other")
        let run = try hearth("cache", "forget", "base", "othr")
        #expect((run.code, run.errors) == (2, "error: there is no reference 'othr'\nhint: did you mean other?\n"))
        #expect(try hearth("cache", "ls").lines.last?.hasSuffix("  base, other") == true)
        #expect(try hearth("cache", "forget", "base", "other", "base").code == 0)
        #expect(try hearth("cache", "ls", "--format", "json").list[0]["references"] as? [String] == [])
    }

    @Test func `what was forgotten, for programs`() throws {
        let hearth = try HearthFixture()
        _ = try hearth.add(Samples.noise, as: "base")
        let object = try hearth("cache", "forget", "base", "--format", "json").object
        #expect(object as? [String: [String]] == ["forgotten": ["base"]])
    }
}

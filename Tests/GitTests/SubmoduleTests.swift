import Foundation
import Git
import Host
import TestSupport
import Testing
import Values

@Suite struct SubmoduleTests {
    private let clone: Clone
    private let library: Clone

    init() throws {
        library = try Clone(named: "library")
        try library.write("1", "file")
        try library.commit()
        clone = try Clone()
        try clone.write("top", "top")
        try clone.git("submodule", "--quiet", "add", library.path.description, "lib/inner")
        try clone.commit()
    }

    @Test func `what changed in a submodule is told like anything else`() throws {
        #expect(try changes(clone).isEmpty)
        try clone.write("2", "lib/inner/file")
        try clone.write("n", "lib/inner/new")
        #expect(try changes(clone) == ["lib/inner/file 644 1", "lib/inner/new -"])
        try clone.git("add", "-A", in: clone.path / "lib/inner")
        try clone.git("commit", "-q", "-m", "m", in: clone.path / "lib/inner")
        #expect(try changes(clone) == ["lib/inner/file 644 1", "lib/inner/new -"])
        try clone.commit()
        #expect(try changes(clone).isEmpty)
        #expect(try changes(clone, since: "HEAD~1") == ["lib/inner/file 644 1", "lib/inner/new -"])
    }

    @Test func `one that came is absent, and one that went is its commit`() throws {
        let commit = try clone.git("rev-parse", "HEAD:lib/inner")
        try clone.git("rm", "-q", "lib/inner")
        try clone.commit()
        let found = try changes(clone, since: "HEAD~1")
        #expect(found.contains("lib/inner @\(commit.prefix(7))"))
        try clone.git("submodule", "--quiet", "add", library.path.description, "other")
        #expect(try changes(clone).contains("other -"))
    }

    @Test func `one that is not checked out is unchanged, or its commit`() throws {
        let commit = try clone.git("rev-parse", "HEAD:lib/inner")
        try library.write("2", "file")
        let newer = try library.commit()
        try clone.git("submodule", "--quiet", "deinit", "-f", "lib/inner")
        #expect(try changes(clone).isEmpty)
        try clone.git("update-index", "--cacheinfo", "160000,\(newer),lib/inner")
        #expect(try changes(clone) == ["lib/inner @\(commit.prefix(7))"])
    }

    @Test func `a submodule is a repository of its own`() throws {
        let repository = try clone.repository(at: "lib/inner")
        #expect(repository.workTree == clone.path / "lib/inner")
    }
}

import Foundation
import Git
import Host
import TestSupport
import Testing
import Values

@Suite struct RepositoryTests {
    private let clone: Clone

    init() throws {
        clone = try Clone()
        try clone.write("1", "folder/file")
        try clone.commit()
    }

    private func fault(_ body: () throws -> Void) -> GitFault? {
        do {
            try body()
            return nil
        } catch {
            return error as? GitFault
        }
    }

    @Test func `a repository is found from below, and from a linked work tree`() throws {
        #expect(try clone.repository(at: "folder").workTree == clone.path)
        try clone.git("worktree", "add", "-q", "../second")
        try clone.write("2", "../second/folder/file")
        let second = try clone.repository(at: "../second/folder")
        #expect(second.workTree == clone.path.parent / "second")
        #expect(try lines(second.changes(since: second.commit("main")), in: second) == ["folder/file 644 1"])
        #expect(try changes(clone).isEmpty)
    }

    @Test func `the folder of a repository may have any name`() throws {
        let odd = try Clone(named: "line\nbreak ")
        #expect(try odd.repository().workTree == odd.path)
    }

    @Test func `no repository, a bare one and its insides are told apart`() throws {
        let directory = try TemporaryDirectory()
        #expect(
            fault { _ = try Repository(of: directory.path) }?.description == "\(directory.path) is in no git repository"
        )
        try clone.git("init", "-q", "--bare", "../bare.git")
        #expect(fault { _ = try clone.repository(at: "../bare.git") }?.description.contains("is bare") == true)
        #expect(fault { _ = try clone.repository(at: ".git") }?.description.contains("is bare") == true)
        #expect(fault { _ = try clone.repository(at: "nowhere") }?.description.contains("cannot be entered") == true)
    }

    @Test(.enabled(if: getuid() == 0)) func `somebody else's repository is not trusted, and how it would be is told`()
        throws
    {
        try FileManager.default.setAttributes([.ownerAccountID: 12345], ofItemAtPath: clone.path.description)
        let fault = fault { _ = try clone.repository() }
        #expect(fault?.description.contains("dubious ownership") == true)
        #expect(fault?.hint?.contains("safe.directory '\(clone.path)'`") == true)
    }

    @Test func `a revision is a branch, a tag or a commit`() throws {
        let id = try clone.git("rev-parse", "HEAD")
        try clone.git("tag", "-a", "-m", "t", "v1.0")
        for name in ["HEAD", "main", "v1.0", id, String(id.prefix(8)), "refs/heads/main", "HEAD@{0}"] {
            #expect(try clone.repository().commit(name).id == id)
        }
    }

    @Test(arguments: ["nosuch", "", "HEAD~9", "-x", "--all", "HEAD:folder", "a..b", "\n", "HEAD^{tree}"])
    func `what names no commit is told`(revision: String) throws {
        let fault = fault { _ = try clone.repository().commit(revision) }
        #expect(
            fault?.description == (revision.isEmpty ? "the revision is empty" : "there is no commit \"\(revision)\""))
    }

    @Test func `a branch that may have been meant is offered`() throws {
        try clone.git("branch", "release")
        try clone.git("update-ref", "refs/remotes/origin/develop", "HEAD")
        #expect(fault { _ = try clone.repository().commit("relase") }?.hint == "did you mean \"release\"?")
        #expect(fault { _ = try clone.repository().commit("develop~1") }?.hint != nil)
        try clone.git("update-ref", "refs/remotes/up/next", "HEAD")
        try clone.git("update-ref", "refs/remotes/up/other", "HEAD")
        #expect(fault { _ = try clone.repository().commit("next") }?.hint == "did you mean \"up/next\"?")
    }

    @Test func `a shallow clone says how it gets what is missing`() throws {
        try clone.write("2", "folder/file")
        try clone.commit()
        try clone.git("clone", "-q", "--depth", "1", "file://\(clone.path)", "../shallow")
        let shallow = try clone.repository(at: "../shallow")
        #expect(shallow.isShallow)
        let fault = fault { _ = try shallow.commit("HEAD~1") }
        #expect(fault?.hint?.contains("git fetch --unshallow") == true)
        #expect(try !clone.repository().isShallow)
    }

    @Test func `a repository without a commit has no revisions`() throws {
        let empty = try Clone()
        #expect(
            fault { _ = try empty.repository().commit("HEAD") }?.description.hasSuffix("has no commits yet") == true)
        #expect(fault { _ = try empty.repository().commit("main") }?.hint != nil)
    }

    @Test func `a blob that is missing is named`() throws {
        try clone.write("2", "folder/file")
        let repository = try clone.repository()
        let changes = try repository.changes(since: repository.commit("HEAD"))
        try clone.remove(".git/objects")
        try FileManager.default.createDirectory(atPath: "\(clone.path)/.git/objects", withIntermediateDirectories: true)
        let fault = fault { try repository.forEachContent(of: changes) { _, _ in } }
        #expect(fault?.description.contains("folder/file is missing") == true)
    }
}

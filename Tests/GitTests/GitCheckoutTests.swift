import Foundation
import Git
import Host
import TestSupport
import Testing
import Values

/// Repositories are served as plain files, as any web server can: such know nothing of shallow clones.
struct GitCheckoutTests {
    private let clone: Clone
    private let server: LoopbackServer
    private let target: TemporaryDirectory

    init() throws {
        clone = try Clone(named: "app.git")
        try clone.write("1", "file")
        try clone.write("#!", "docs/run", executable: true)
        try clone.link("docs/link", to: "../file")
        try clone.commit()
        try clone.git("tag", "-a", "v1", "-m", "m")
        try clone.write("2", "file")
        try clone.commit()
        try clone.git("update-server-info")
        server = try LoopbackServer.files(below: clone.path.parent.description)
        target = try TemporaryDirectory()
    }

    private func reference(_ rest: String = "", credentials: String = "") throws -> GitReference {
        // A clone has its repository in `.git`.
        try #require(try GitReference("http://\(credentials)127.0.0.1:\(server.port)/app.git/.git\(rest)"))
    }

    private func text(_ name: String) throws -> String {
        try String(contentsOfFile: (target.path / name).description, encoding: .utf8)
    }

    private func files() throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: target.path.description).sorted()
    }

    @Test func `the default branch is written, and nothing of git`() throws {
        let checkout = try reference().checkOut(into: target.path, keepsGitDirectory: false)
        #expect(try files() == ["docs", "docs/link", "docs/run", "file"])
        #expect(try text("file") == "2")
        #expect(checkout.commit.id == (try clone.git("rev-parse", "HEAD")))
        #expect("\(checkout.committed.microseconds / 1_000_000)" == (try clone.git("log", "-1", "--format=%ct")))
        #expect(checkout.directory == target.path)
        let system = LocalFileSystem()
        #expect(try system.status(target.path / "file")?.mode == 0o644)
        #expect(try system.status(target.path / "docs/run")?.mode == 0o755)
        #expect((target.path / "docs/link").linkTarget == "../file")
    }

    @Test(arguments: ["v1", "refs/tags/v1", "old", "commit"])
    func `a tag, a branch or a commit can be named`(name: String) throws {
        try clone.git("branch", "old", "v1^{commit}")
        try clone.git("update-server-info")
        let commit = try clone.git("rev-parse", "v1^{commit}")
        let reference = try reference("#" + (name == "commit" ? commit : name))
        #expect(try reference.resolved()?.id == commit)
        #expect(try reference.checkOut(into: target.path, keepsGitDirectory: false).commit.id == commit)
        #expect(try text("file") == "1")
    }

    @Test func `a subdirectory is a directory, and no link`() throws {
        #expect(
            try reference("#:docs").checkOut(into: target.path, keepsGitDirectory: false).directory
                == target.path / "docs")
        for name in ["docs/link", "docs/run", "nowhere"] {
            let other = try TemporaryDirectory()
            #expect(throws: GitFault.self) {
                try reference("#:\(name)").checkOut(into: other.path, keepsGitDirectory: false)
            }
        }
    }

    @Test func `a checksum has to be the commit's or the tag's`() throws {
        for revision in ["v1", "v1^{commit}"] {
            let other = try TemporaryDirectory()
            let sum = try clone.git("rev-parse", revision).prefix(10)
            try reference("?checksum=\(sum)#v1").checkOut(into: other.path, keepsGitDirectory: false)
        }
        #expect(throws: GitFault.self) {
            try reference("?checksum=0123456#v1").checkOut(into: target.path, keepsGitDirectory: false)
        }
    }

    @Test func `the repository may stay, and knows no password`() throws {
        let commit = try reference(credentials: "me:secret@").checkOut(into: target.path, keepsGitDirectory: true)
            .commit
        #expect(try clone.git("rev-parse", "HEAD", in: target.path) == commit.id)
        #expect(try clone.git("status", "--porcelain", in: target.path) == "")
        let grep = try Subprocess("grep", ["-r", "secret", target.path.description]).run()
        #expect(grep.end == .exited(1))
        #expect(server.requests.contains { $0.path.contains("HEAD") })
    }

    @Test func `no more of the history is fetched than needed`() throws {
        let daemon = try GitDaemon(below: clone.path.parent)
        let address = "\(daemon.address)/app.git/.git"
        for name in ["", "#v1", "#main"] {
            let other = try TemporaryDirectory()
            let reference = try #require(try GitReference(address + name))
            try reference.checkOut(into: other.path, keepsGitDirectory: true)
            #expect(try clone.git("rev-list", "--all", "--count", in: other.path) == "1")
        }
        // A server need not give what no branch points to, but with all the rest.
        let commit = try clone.git("rev-parse", "HEAD~1")
        let reference = try #require(try GitReference("\(address)#\(commit)"))
        #expect(try reference.checkOut(into: target.path, keepsGitDirectory: false).commit.id == commit)
        #expect(try text("file") == "1")
    }

    @Test func `submodules come along, and nothing of git`() throws {
        let library = try Clone(named: "lib.git")
        try library.write("3", "inner")
        try library.commit()
        try library.git("update-server-info")
        let other = try LoopbackServer.files(below: library.path.parent.description)
        let address = "\(other.address)/lib.git/.git"
        try clone.git("submodule", "--quiet", "add", address, "deep/lib")
        try clone.commit()
        try clone.git("update-server-info")
        try reference().checkOut(into: target.path, keepsGitDirectory: false)
        #expect(try text("deep/lib/inner") == "3")
        #expect(try files().allSatisfy { !$0.hasSuffix(".git") && !$0.contains(".git/") })
        let bare = try TemporaryDirectory()
        try reference("?submodules=false").checkOut(into: bare.path, keepsGitDirectory: false)
        #expect(try FileManager.default.contentsOfDirectory(atPath: (bare.path / "deep/lib").description).isEmpty)
    }

    @Test func `what is not there is an error without passwords`() throws {
        let wrong = try #require(try GitReference("http://me:secret@127.0.0.1:\(server.port)/none.git"))
        let fault = #expect(throws: GitFault.self) {
            try wrong.checkOut(into: target.path, keepsGitDirectory: false)
        }
        let words = try #require(fault).description
        #expect(words.contains("not found") && !words.contains("secret"))
        #expect(throws: GitFault.self) {
            try reference("#nowhere").checkOut(into: target.path, keepsGitDirectory: false)
        }
        #expect(try reference("#nowhere").resolved() == nil)
    }
}

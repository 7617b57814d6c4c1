import Git
import Testing

struct GitReferenceTests {
    // What BuildKit takes for a repository, and what it reads from it: remote | reference | directory.
    @Test(arguments: [
        ("https://example.com/foo.git", "https://example.com/foo.git||"),
        ("https://example.com/foo.git#deadbeef", "https://example.com/foo.git|deadbeef|"),
        ("https://example.com/foo.git#release/1.2", "https://example.com/foo.git|release/1.2|"),
        ("git://example.com/foo", "git://example.com/foo||"),
        ("github.com/moby/buildkit", "https://github.com/moby/buildkit||"),
        ("github.com/moby/buildkit#master", "https://github.com/moby/buildkit|master|"),
        ("github.com/moby/buildkit?tag=v1.0.0", "https://github.com/moby/buildkit|refs/tags/v1.0.0|"),
        ("https://foo:bar@github.com/moby/b.git", "https://foo:bar@github.com/moby/b.git||"),
        ("git@github.com:moby/buildkit", "git@github.com:moby/buildkit||"),
        ("git@github.com:moby/b.git?subdir=/sub#v1.0.0", "git@github.com:moby/b.git|v1.0.0|sub"),
        ("ssh://git@host:22/x/y", "ssh://git@host:22/x/y||"),
        ("HTTPS://example.com/foo.git", "HTTPS://example.com/foo.git||"),
        ("https://github.com/foo/bar.git#baz/qux:quux/quuz", "https://github.com/foo/bar.git|baz/qux|quux/quuz"),
        ("https://github.com/docker/docker.git#:myfolder", "https://github.com/docker/docker.git||myfolder"),
        ("https://h/d.git#v1:../../a/./b//c/", "https://h/d.git|v1|a/b/c"),
        ("https://h/d.git?ref=v1.0.0&subdir=/subdir", "https://h/d.git|v1.0.0|subdir"),
        ("https://h/d.git?subdir=/subdir#v1.0.0", "https://h/d.git|v1.0.0|subdir"),
        ("https://h/d.git?tag=v1.0.0", "https://h/d.git|refs/tags/v1.0.0|"),
        ("https://h/d.git?branch=refs/heads/v1", "https://h/d.git|refs/heads/v1|"),
        ("https://h/d.git?ref=a%2Fb", "https://h/d.git|a/b|"), ("https://h/d.git?ref=v1#v1", "https://h/d.git|v1|"),
    ])
    func `a repository is known by its address`(text: String, expected: String) throws {
        let reference = try #require(try GitReference(text))
        #expect("\(reference.remote)|\(reference.name ?? "")|\(reference.subdirectory)" == expected)
    }

    @Test(arguments: [
        "", "https://example.com/", "https://example.com/foo", "https://example.com/foo.git/",
        "https://example.com/foo.git.bar", "custom.xyz/moby/buildkit.git", "https://github.com/moby/buildkit",
        "http://github.com/docker/docker.git:#branch", "./.git", ".git", "../x.git", "ftp://h/x.git", "a:b", "git@host",
        "-u@host:x", "ssh://-oProxyCommand=x/y", "git@-oProxyCommand=x:y", "https://h/a\nb.git", "https:///x.git",
    ])
    func `anything else is none`(text: String) throws {
        #expect(try GitReference(text) == nil)
    }

    @Test func `a query says more`() throws {
        let text = "https://h/d.git?checksum=DEADbeef&keep-git-dir&submodules=false&mtime=commit&fetch-by-commit=1"
        let reference = try #require(try GitReference(text))
        #expect(reference.checksum == "deadbeef")
        #expect(reference.keepsGitDirectory == true)
        #expect(!reference.hasSubmodules)
        #expect(reference.times == .commit)
        #expect(reference.fetchesByCommit)
        let plain = try #require(try GitReference("https://h/d.git"))
        #expect(plain.checksum == nil && plain.keepsGitDirectory == nil && plain.hasSubmodules)
        #expect(plain.times == .checkout && !plain.fetchesByCommit && !plain.looksLocal && !plain.isUnencrypted)
        #expect(plain.shortName == "d")
        #expect(try GitReference("github.com/a/b")?.looksLocal == true)
        #expect(try GitReference("http://h/d.git")?.isUnencrypted == true)
    }

    @Test(arguments: [
        ("ref=v1.0.0#v1.2.3", GitReferenceFault.conflictingNames("v1.2.3", "v1.0.0")),
        ("ref=v1&tag=v1", .conflictingNames("v1", "refs/tags/v1")), ("tag=v1&branch=v1", .tagAndBranch),
        ("invalid=123", .unknownKey("invalid")), ("ref=", .noValue(of: "ref")),
        ("ref=a&ref=a", .severalValues(of: "ref")),
        ("mtime=never", .badValue("never", of: "mtime")), ("submodules=maybe", .badValue("maybe", of: "submodules")),
        ("checksum=xyz", .badValue("xyz", of: "checksum")), ("subdir=a#:b", .conflictingDirectories("b", "a")),
        ("ref=-x", .badValue("-x", of: "ref")), ("ref=a:b", .badValue("a:b", of: "ref")),
        ("ref=%2Ba", .badValue("+a", of: "ref")),
    ])
    func `what makes no sense is refused`(query: String, fault: GitReferenceFault) {
        #expect(throws: fault) { try GitReference("https://h/d.git?\(query)") }
    }

    @Test(arguments: [
        ("https://me:secret@h/d.git#v1:a", "https://h/d.git#v1:a"), ("https://token@h/d.git", "https://h/d.git"),
        ("git@h:d.git#x", "git@h:d.git#x"), ("ssh://git@h/d#:s", "ssh://git@h/d#:s"),
    ])
    func `people see no credentials`(text: String, shown: String) throws {
        #expect(try GitReference(text)?.description == shown)
    }
}

import Contexts
import DockerfileLanguage
import Foundation
import Host
import TestSupport
import Testing
import Values

@Suite struct TarContextTests {
    private let fixture: ContextFixture

    init() throws {
        fixture = try ContextFixture([
            "Dockerfile": "FROM scratch\n", "d/a": "1", "d/e/b": "22", String(repeating: "long", count: 40): "3",
            "many/\(String(repeating: "n", count: 90))/\(String(repeating: "m", count: 90))/x": "4",
        ])
        try fixture.link("d/l", to: "../" + String(repeating: "t", count: 120))
        try fixture.link("d/named", to: "/d/a")
        try fixture.call("link", link(fixture.path("d/a"), fixture.path("d/hard")))
        try fixture.call("mkfifo", mkfifo(fixture.path("d/p"), 0o600))
        try fixture.call("chmod", chmod(fixture.path("d/e"), 0o2750))
    }

    private func run(_ line: String) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-ec", line]
        process.currentDirectoryURL = URL(fileURLWithPath: fixture.root.description)
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
    }

    private func context(_ name: String) throws -> TarContext {
        try TarContext(reading: OpenFile(fixture.home.path / name, .read, on: LocalFileSystem()))
    }

    private var home: String { fixture.home.path.description }

    @Test func `what belongs to another in an archive is another thing`() throws {
        try run("tar --owner=0 --group=0 -cf \(home)/root.tar d && tar --owner=5 --group=6 -cf \(home)/other.tar d")
        try run("tar --owner=5 --group=6 --mtime=@1 -cf \(home)/again.tar d")
        func digests(_ name: String) throws -> [Digest] {
            try context(name).select(Selector(sources: ["d/a"])).map(\.digest)
        }
        #expect(try digests("root.tar") == fixture.context().select(Selector(sources: ["d/a"])).map(\.digest))
        #expect(try digests("other.tar") != digests("root.tar"))
        #expect(try digests("other.tar") == digests("again.tar"))
    }

    @Test(arguments: [
        "--format=ustar --exclude=long* --exclude=l --exclude=p", "--format=gnu", "--format=pax", "--format=gnu --zstd",
        "--format=gnu --gzip",
        "--format=pax -b 1",
        "--format=v7 --exclude=long* --exclude=many --exclude=l --exclude=p",
    ])
    func `an archive has the digests of its directory`(_ format: String) throws {
        try run("tar --owner=0 --group=0 -cf \(home)/t.tar \(format) .")
        let context = try context("t.tar")
        let excludes = format.split(separator: " ").filter { $0.hasPrefix("--exclude=") }.map {
            "**/" + $0.dropFirst(10)
        }
        for source in [".", "d", "d/a", "d/named", "d/*", "d/e"] {
            if source == "d/*", !format.contains("--exclude=l ") { continue }
            let selector = Selector(sources: [source], ignore: try PathFilter(excludes))
            #expect(try context.select(selector) == fixture.context().select(selector), "\(source)")
        }
        #expect(try context.contents(of: "Dockerfile") == Array("FROM scratch\n".utf8))
        #expect(try context.contents(of: "nothing") == nil)
    }

    @Test func `of an entry that comes twice the last counts`() throws {
        try run(
            "tar -cf \(home)/t.tar d; echo new > d/a; tar -rf \(home)/t.tar d/a; rm -r d/e; echo f > d/e; tar -rf \(home)/t.tar d/e"
        )
        let selector = Selector(sources: ["d"], ignore: try PathFilter(["d/hard"]))
        #expect(try context("t.tar").select(selector) == fixture.context().select(selector))
    }

    @Test func `no path leads out, and missing directories are made`() throws {
        try run(
            "tar -cPf \(home)/t.tar --transform='s|^d/a|../../x/./y|' d/a; tar -rPf \(home)/t.tar --transform='s|^d/e/b|/abs/b|' d/e/b"
        )
        let expected = try ContextFixture(["x/y": "1", "abs/b": "22"])
        #expect(try context("t.tar").select(Selector(sources: ["."])) == expected.select("."))
    }

    @Test(arguments: [1, 511, 513, 700, 5000]) func `an archive that was cut short is refused`(_ length: Int) throws {
        try run("tar -cf - d Dockerfile | head -c \(length) > \(home)/t.tar")
        #expect(throws: ContextFault.self) { try context("t.tar") }
    }

    @Test func `what is no archive is refused`() throws {
        try run("yes | head -c 2000 > \(home)/t.tar; tar -czf - d | head -c 150 > \(home)/t.tgz; : > \(home)/t.0")
        #expect(throws: ContextFault.archive("it is no tar archive, or damaged")) { try context("t.tar") }
        #expect(throws: ContextFault.archive("it is cut short")) { try context("t.tgz") }
        #expect(throws: ContextFault.archive("it is empty")) { try context("t.0") }
    }

    @Test func `contents are kept, by any of their names`() throws {
        var tar = SampleTar()
        tar.add("a/real", "0", Array("FROM a\n".utf8))
        tar.add("Dockerfile", "2", link: "a/real")
        tar.add("other", "1", link: "/a/real")
        tar.add("large", "0", [UInt8](repeating: 0x61, count: 100_000))
        tar.add("changed.Dockerfile", "0", [1])
        tar.add("changed.Dockerfile", "6")
        let context = try context(of: tar)
        for name in ["Dockerfile", "other", "a/real", "./a/../other"] {
            #expect(try context.contents(of: name) == Array("FROM a\n".utf8), "\(name)")
        }
        #expect(try context.contents(of: "large") == [UInt8](repeating: 0x61, count: 100_000))
        #expect(throws: ContextFault.self) { try context.contents(of: "changed.Dockerfile") }
        #expect(try context.contents(of: "nothing") == nil)
    }

    private func context(of tar: SampleTar) throws -> TarContext {
        let bytes = tar.ended
        let file = fixture.home.path / "made.tar"
        try Data(bytes.dropFirst(700)).write(to: URL(fileURLWithPath: file.description))
        // As if it had been read to see what it is.
        return try TarContext(
            reading: OpenFile(file, .read, on: LocalFileSystem()), after: Array(bytes.prefix(700)))
    }

    /// Odd archives, each with a line of sh that makes the same tree, as BuildKit unpacks it.
    static let oddities: [(tar: SampleTar, line: String)] = [
        (
            tar {
                $0.directory("d"); $0.add("l", "2", link: "d"); $0.add("l/x")
            }, "mkdir d; : > d/x; ln -s d l"
        ),
        (
            tar {
                $0.directory("d"); $0.add("l", "2", link: "/d"); $0.add("l/e/x")
            }, "mkdir -p d/e; : > d/e/x; ln -s /d l"
        ),
        (
            tar {
                $0.directory("d"); $0.add("m", "2", link: "d"); $0.add("d/l", "2", link: "../../m"); $0.add("d/l/x")
            },
            "mkdir d; ln -s d m; ln -s ../../m d/l; : > d/x"
        ),
        (
            tar {
                $0.directory("d"); $0.add("d/y"); $0.add("l", "2", link: "d"); $0.directory("l"); $0.add("l/x")
            },
            "mkdir d l; : > d/y; : > l/x"
        ),
        (
            tar {
                $0.add("d/x"); $0.add("d")
            }, ": > d"
        ),
        (
            tar {
                $0.add("d/x"); $0.directory("d", mode: 0o700)
            }, "mkdir -m 700 d; : > d/x"
        ),
        (
            tar {
                $0.add("d"); $0.directory("d"); $0.add("d/x")
            }, "mkdir d; : > d/x"
        ),
        (
            tar {
                $0.add("d/x"); $0.add("d"); $0.directory("d")
            }, "mkdir d"
        ),
        (
            tar {
                $0.add("x"); $0.add("s", "2", link: "x"); $0.add("h", "1", link: "s")
            }, ": > x; ln -s x s; ln -s x h"
        ),
        (
            tar {
                $0.add("d/x"); $0.add("s", "2", link: "d"); $0.add("h", "1", link: "s/x")
            }, "mkdir d; : > d/x; ln -s d s; : > h"
        ),
        (
            tar {
                $0.add("x"); $0.add("h", "1", link: "../x"); $0.add("i", "1", link: "/x")
            }, ": > x; : > h; : > i"
        ),
        (
            tar {
                $0.add("x"); $0.add("h", "1", link: "x"); $0.add("x", "0", [0x31])
            }, ": > h; printf 1 > x"
        ),
        (
            tar {
                $0.add("a/../../x"); $0.add("/../y/./z")
            }, ": > x; mkdir y; : > y/z"
        ),
        (
            tar {
                $0.directory("./", mode: 0o700); $0.add(".", "0", [1]); $0.add("x")
            }, ": > x"
        ),
        (
            tar {
                $0.add("a"); $0.add(".wh.a"); $0.add("d/.wh..wh..opq")
            }, "mkdir d; : > a; : > .wh.a; : > d/.wh..wh..opq"
        ),
        (tar { $0.add("p/q/r") }, "mkdir -p p/q; : > p/q/r"),
        (
            tar {
                $0.add("u", mode: 0o6755); $0.directory("t", mode: 0o1777)
            }, ": > u; chmod 6755 u; mkdir t; chmod 1777 t"
        ),
        (tar { $0.add("u", "6") }, "mkfifo -m 644 u"),
        (tar { $0.add("x\ny") }, "touch 'x\ny'"),
        (
            tar {
                $0.add(pax: [("path", [0x78, 0xff, 0x80])]); $0.add("z")
            }, #"touch "$(printf 'x\377\200')""#
        ),
        (
            tar {
                $0.add(pax: [("path", Array("e\u{301}".utf8))]); $0.add("z")
            }, "touch e\u{301}"
        ),
    ]

    private static func tar(_ make: (inout SampleTar) -> Void) -> SampleTar {
        var tar = SampleTar()
        make(&tar)
        return tar
    }

    @Test(arguments: oddities.indices) func `odd entries do what they do in a directory`(_ number: Int) throws {
        let (tar, line) = Self.oddities[number]
        let expected = try ContextFixture()
        try run("umask 022; cd \(expected.root); \(line)")
        #expect(try context(of: tar).select(Selector(sources: ["."])) == expected.select("."), "\(line)")
    }

    /// What cannot be unpacked, with what is said of it.
    static let refused: [(what: String, tar: SampleTar)] = [
        (
            "l/x leads through a link to nothing",
            tar {
                $0.add("l", "2", link: "nothing"); $0.add("l/x")
            }
        ),
        (
            "l/e/x leads through a link to nothing",
            tar {
                $0.add("l", "2", link: "../out"); $0.add("l/e/x")
            }
        ),
        (
            "f/x leads through what is no directory",
            tar {
                $0.add("f"); $0.add("f/x")
            }
        ),
        (
            "a/x leads through a loop of links",
            tar {
                $0.add("a", "2", link: "b"); $0.add("b", "2", link: "a"); $0.add("a/x")
            }
        ),
        ("a hard link leads to gone, which is not there", tar { $0.add("h", "1", link: "gone") }),
        (
            "a hard link leads to h, which is not there",
            tar {
                $0.add("h"); $0.add("h", "1", link: "h")
            }
        ),
        (
            "a hard link leads to d, which is a directory",
            tar {
                $0.directory("d"); $0.add("h", "1", link: "d")
            }
        ),
        (
            "a hard link leads to l/x, which is not there",
            tar {
                $0.add("l", "2", link: "l"); $0.add("h", "1", link: "l/x")
            }
        ),
        ("the link l leads to nothing", tar { $0.add("l", "2") }),
        ("u is of an unknown kind", tar { $0.add("u", "M") }),
        (
            "a path has 5000 bytes",
            tar {
                $0.add(pax: [("path", Array(repeating: 0x2f, count: 5000))]); $0.add("x")
            }
        ),
        (
            "a name has 256 bytes",
            tar {
                $0.add(pax: [("path", Array(repeating: 0x61, count: 256))]); $0.add("x")
            }
        ),
    ]

    @Test(arguments: refused.map(\.what)) func `what could not be unpacked is refused`(_ what: String) throws {
        let tar = try #require(Self.refused.first { $0.what == what }?.tar)
        #expect(throws: ContextFault.archive(what)) { try context(of: tar) }
    }

    @Test func `names may lie as deep as a path can be long`() throws {
        var tar = SampleTar()
        let deep = Array(repeatElement("d/", count: 2000).joined().utf8)
        tar.add(pax: [("path", deep + [0x78])])
        tar.add("x", "0", [0x31])
        let context = try context(of: tar)
        #expect(try context.select(Selector(sources: ["d"])).count == 1)
    }
}

extension SampleTar {
    fileprivate mutating func directory(_ name: String, mode: Int = 0o755) { add(name, "5", mode: mode) }
}

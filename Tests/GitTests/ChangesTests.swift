import Foundation
import Git
import Host
import TestSupport
import Testing
import Values

@Suite struct ChangesTests {
    private let clone: Clone

    init() throws {
        clone = try Clone()
        for name in ["a", "b", "c", "d", "dir/x", "dir/y"] { try clone.write("\(name) 1", Path(name)) }
        try clone.write("#!", "run", executable: true)
        try clone.link("link", to: "a")
        try clone.commit()
    }

    @Test func `a clean work tree has no changes`() throws {
        #expect(try changes(clone).isEmpty)
        // The same bytes under another time.
        try clone.write("a 1", "a")
        #expect(try changes(clone).isEmpty)
    }

    @Test func `what was there is told, staged or not, over several commits`() throws {
        let first = try clone.git("rev-parse", "HEAD")
        try clone.write("a 2", "a")
        try clone.commit()
        try clone.write("b 2", "b")
        try clone.write("c 2", "c")
        try clone.git("add", "c")
        #expect(try changes(clone, since: first) == ["a 644 a 1", "b 644 b 1", "c 644 c 1"])
        #expect(try changes(clone) == ["b 644 b 1", "c 644 c 1"])
        #expect(try changes(clone, since: "HEAD~1") == ["a 644 a 1", "b 644 b 1", "c 644 c 1"])
    }

    @Test func `what was removed is told, and what came is absent`() throws {
        try clone.remove("a")
        try clone.git("rm", "-q", "b")
        try clone.write("n", "new")
        try clone.write("n", "staged")
        try clone.git("add", "staged")
        try clone.write("n", "meant")
        try clone.git("add", "-N", "meant")
        try clone.write("n", "deep/er/file")
        #expect(
            try changes(clone) == ["a 644 a 1", "b 644 b 1", "deep/er/file -", "meant -", "new -", "staged -"])
    }

    @Test func `what git forgot and what lies there still is no news`() throws {
        try clone.git("rm", "-q", "--cached", "a")
        #expect(try changes(clone) == ["a 644 a 1"])
    }

    @Test func `modes and kinds count`() throws {
        try clone.write("a 1", "a", executable: true)
        try clone.write("#!", "run")
        try clone.link("b", to: "c")
        try clone.write("text", "link")
        try clone.remove("c")
        try clone.write("x", "c/inner")
        try clone.remove("dir")
        try clone.write("file", "dir")
        #expect(
            try changes(clone) == [
                "a 644 a 1", "b 644 b 1", "c 644 c 1", "c/inner -", "dir -", "dir/x 644 dir/x 1", "dir/y 644 dir/y 1",
                "link -> a", "run 755 #!",
            ])
    }

    @Test func `ignored files count as unchanged`() throws {
        try clone.write("*.o\nbuild/\n", ".gitignore")
        try clone.commit()
        try clone.write("x", "a.o")
        try clone.write("x", "build/b")
        try clone.write("x", "dir/c.o")
        #expect(try changes(clone).isEmpty)
    }

    @Test func `a file that is renamed is gone and new`() throws {
        try clone.git("mv", "a", "z")
        #expect(try changes(clone) == ["a 644 a 1", "z -"])
    }

    @Test func `names are bytes`() throws {
        var names: [Path] = ["line\nbreak", "tab\tand \"quote\"", "é", "-dash", " blank ", ":(top)x"]
        if TemporaryDirectory.takesAnyName { names.append(Path(bytes: [0x66, 0xff])) }
        for name in names { try clone.write("1", name) }
        try clone.commit()
        for name in names { try clone.write("2", name) }
        #expect(try changes(clone) == names.map { "\($0.word) 644 1" }.sorted())
        for name in names { try clone.git("rm", "-q", "--cached", "--ignore-unmatch", "--", name.word) }
    }

    @Test func `paths in conflict are told as they were`() throws {
        for name in ["both", "ours", "theirs"] { try clone.write("0\n", Path(name)) }
        try clone.commit()
        try clone.git("checkout", "-q", "-b", "other")
        try clone.write("1\n", "both")
        try clone.remove("ours")
        try clone.write("1\n", "theirs")
        try clone.write("1\n", "added")
        try clone.commit()
        try clone.git("checkout", "-q", "main")
        try clone.write("2\n", "both")
        try clone.write("2\n", "ours")
        try clone.remove("theirs")
        try clone.write("2\n", "added")
        try clone.commit()
        #expect(throws: Clone.GitFailure.self) { try clone.git("merge", "-q", "other") }
        #expect(try changes(clone) == ["added 644 2\n", "both 644 2\n", "ours 644 2\n", "theirs -"])
        #expect(try changes(clone, since: "HEAD~1") == ["added -", "both 644 0\n", "ours 644 0\n", "theirs 644 0\n"])
    }

    @Test func `content is what a checkout writes`() throws {
        try clone.write("*.txt text eol=crlf\n*.up filter=up\n*.id ident\n", ".gitattributes")
        try clone.git("config", "filter.up.clean", "tr A-Z a-z")
        try clone.git("config", "filter.up.smudge", "tr a-z A-Z")
        try clone.write("one\r\ntwo\r\n", "lines.txt")
        try clone.write("LOUD", "word.up")
        try clone.write("$Id$", "key.id")
        try clone.link("l.txt", to: "a\nb")
        try clone.commit()
        #expect(try changes(clone).isEmpty)
        // The same to git, and other bytes.
        try clone.write("one\ntwo\n", "lines.txt")
        try clone.write("now\r\n", "lines.txt")
        try clone.write("OTHER", "word.up")
        try clone.write("$Id$ ", "key.id")
        try clone.link("l.txt", to: "c")
        let found = try changes(clone)
        #expect(
            found.filter { !$0.hasPrefix("key") } == [
                "l.txt -> a\nb", "lines.txt 644 one\r\ntwo\r\n", "word.up 644 LOUD",
            ])
        #expect(found.first?.hasPrefix("key.id 644 $Id: ") == true)
    }

    @Test func `content has any bytes, any size and no end in common`() throws {
        var random = SeededGenerator(seed: 3)
        var expected: [String: [UInt8]] = [:]
        for number in 0..<300 {
            let length = [0, 1, 2, 100, 70_000][number % 5]
            let bytes = number % 3 == 0 ? random.noise(length) : Array(repeating: UInt8(ascii: "\n"), count: length)
            expected["n/\(number)"] = bytes
            try clone.write("", Path("n/\(number)"))
            try Data(bytes).write(to: URL(fileURLWithPath: "\(clone.path)/n/\(number)"))
        }
        try clone.commit()
        for number in 0..<300 { try clone.write("changed \(number)", Path("n/\(number)")) }
        let repository = try clone.repository()
        var found: [String: [UInt8]] = [:]
        try repository.forEachContent(of: repository.changes(since: repository.commit("HEAD"))) {
            found[$0.path.word] = $1
        }
        #expect(found == expected)
    }

    @Test func `a sparse checkout is not missing what it leaves out`() throws {
        try clone.write("dir/x 2", "dir/x")
        try clone.commit()
        try clone.git("sparse-checkout", "set", "--no-cone", "/*", "!/dir/")
        #expect(try changes(clone, since: "HEAD~1").isEmpty)
        try clone.write("a 2", "a")
        #expect(try changes(clone, since: "HEAD~1") == ["a 644 a 1"])
    }

    @Test func `a branch without a commit is compared as well`() throws {
        try clone.git("checkout", "-q", "--orphan", "fresh")
        try clone.git("rm", "-rq", "--cached", "dir")
        try clone.write("a 2", "a")
        let found = try changes(clone, since: "main")
        #expect(found.contains("a 644 a 1") && found.contains("dir/x 644 dir/x 1"))
    }

    @Test func `a repository within the work tree that is no submodule is one new thing`() throws {
        try clone.git("init", "-q", "inner")
        try clone.write("x", "inner/file")
        #expect(try changes(clone) == ["inner -"])
    }

    @Test func `nothing is written, not even the index`() throws {
        // Its status is another, and git would like to note that.
        for name in ["a", "b", "c"] {
            try clone.write("\(name) 1", Path(name))
            let old = Date(timeIntervalSince1970: 1_000_000)
            try FileManager.default.setAttributes([.modificationDate: old], ofItemAtPath: "\(clone.path)/\(name)")
        }
        let index = "\(clone.path)/.git/index"
        let before = try FileManager.default.attributesOfItem(atPath: index)[.modificationDate] as? Date
        let bytes = try Data(contentsOf: URL(fileURLWithPath: index))
        #expect(try changes(clone).isEmpty)
        #expect(try FileManager.default.attributesOfItem(atPath: index)[.modificationDate] as? Date == before)
        #expect(try Data(contentsOf: URL(fileURLWithPath: index)) == bytes)
    }
}

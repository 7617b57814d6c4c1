import Foundation
import Host
import TestSupport
import Testing

/// Names that are bytes and no text. In these lines $f is a file's, of the bytes `bad`, 0xff, `.tar`.
@Suite(.enabled(if: TemporaryDirectory.takesAnyName, "names have to be text here"))
struct ByteNameTests {
    private let hearth: HearthFixture

    init() throws {
        hearth = try HearthFixture()
    }

    private func shell(_ line: String) throws -> HearthRun {
        try hearth.shell(#"f=$(printf 'bad\377.tar'); \#(line)"#)
    }

    @Test(arguments: [#"add "$f""#, #"add "./$f""#, #"add -- "$f""#, #"add "$PWD/$f" --name base"#])
    func `a file is found by any name`(words: String) throws {
        let run = try shell(#"echo hello > "$f"; hearth cache \#(words)"#)
        #expect((run.code, run.output, run.errors) == (0, AddTests.hello + "\n", ""))
    }

    @Test func `a name is shown so that a shell reads it`() throws {
        let gone = try shell(#"hearth cache add "$f""#)
        #expect(gone.code == 2)
        #expect(gone.errors == "error: cannot add $'bad\\xff.tar': no such file or directory\nhint: see `ls .`\n")
        let near = try shell(#"mkdir "$f"; echo hello > "$f/file"; hearth cache add "$f/fil""#)
        #expect(near.errors.hasSuffix("\nhint: did you mean bad\\xff.tar/file?\n"))
        let folder = try shell(#"hearth cache add "$f""#)
        #expect(folder.errors.hasSuffix("add an archive of it: `tar -c $'bad\\xff.tar' | hearth cache add -`\n"))
    }

    @Test(arguments: [
        #"HEARTH_HOME="$PWD/$f" hearth cache ls"#, #"hearth --home "$f" cache ls"#, #"hearth cache ls --home="$f""#,
        #"mkdir -m 700 "$f"; HEARTH_HOME= XDG_CACHE_HOME="$PWD/$f" hearth cache ls && mv "$f/hearth/"* "$f""#,
        #"mkdir -m 700 "$f"; HEARTH_HOME= HOME="$PWD/$f" hearth cache ls && mv "$f/.cache/hearth/"* "$f""#,
    ])
    func `a home may have any name`(line: String) throws {
        let run = try shell(#"\#(line) && test -f "$f/index.sqlite""#)
        #expect(run.code == 0, "\(run.errors)")
        let names = try LocalFileSystem().names(in: hearth.folder).filter { !$0.description.hasPrefix(".") }
        #expect(names == [Path(bytes: Array("bad".utf8) + [0xff] + Array(".tar".utf8))])
    }

    // What names no file has to be text.
    @Test(arguments: [
        (#"cache add - --name "$f""#, #"invalid value 'bad\xff.tar' for --name: a name is text, in UTF-8"#),
        (#"cache cat "$f""#, #"there is no blob or reference 'bad\xff.tar' in the store"#),
        (#"cache forget "$f""#, #"there is no reference 'bad\xff.tar'"#),
        (#"cache "$f""#, #"unknown command 'bad\xff.tar'"#),
        (#"cache ls "--$f""#, #"unknown option '--bad\xff.tar'"#),
    ])
    func `other words that are no text are refused`(words: String, message: String) throws {
        let run = try shell("hearth \(words) < /dev/null")
        #expect(run.code == 2)
        #expect(run.errors.hasPrefix("error: \(message)\n"))
    }

    @Test func `what is found under such a name is told and put away`() throws {
        let run = try shell(
            #"""
            hearth cache ls && echo hello > "home/blobs/$f" &&
            ! hearth cache verify && hearth cache verify --repair && hearth cache verify && hearth cache prune
            """#)
        #expect(run.code == 0, "\(run.errors)")
        #expect(run.output.contains("rubbish: ") && run.lines.contains("removed the quarantine: 4.10 kB"))
    }
}

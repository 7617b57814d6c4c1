import Arguments
import Testing

struct HelpTests {
    static func text(_ path: String, width: Int = 80, styling: Styling = .plain) throws -> String {
        let help = try Sample.program.help(on: path.split(separator: " ").dropFirst().map(String.init))
        return help.lines(width: width, styling: styling).joined(separator: "\n")
    }

    @Test func `the program shows its commands by section`() throws {
        #expect(
            try Self.text("hearth") == #"""
                Builds sets of container images.

                Usage: hearth [OPTIONS] COMMAND

                It reads the files you already have, and keeps what it makes in a store.

                  bake.json   the targets
                  Dockerfile  the steps

                Cache:
                  cache           Looks into the store

                Other:
                  completion      Writes a completion script
                  copy            Copies files
                  help            Shows help
                  odd-one         It's "odd": [$HOME] `id` \n 50% <b> $(id)
                  version         Shows the version

                Options:
                      --version   Shows the version

                Global options:
                  -h, --help      Show help for the command
                  -v, --verbose   Say what is being done (environment: HEARTH_VERBOSE)
                      --root DIR  Where the store is (default: /var/lib/hearth; environment:
                                  HEARTH_ROOT)

                Examples:
                  hearth cache ls
                      Lists what the store holds.

                Exit codes:
                  0               done
                  2               wrong usage or a faulty file
                  130             interrupted

                'hearth COMMAND --help' tells more about a command.
                """#)
    }

    @Test func `a group shows its commands, and no example of others`() throws {
        #expect(
            try Self.text("hearth cache").hasPrefix(
                """
                Looks into the store

                Usage: hearth cache [OPTIONS] COMMAND

                Commands:
                  add             Puts a file into the store.
                  ls              Lists the store

                Global options:
                """))
        #expect(try Self.text("hearth cache").hasSuffix("\n'hearth cache COMMAND --help' tells more about a command."))
        #expect(try !Self.text("hearth cache").contains("Examples"))
    }

    @Test func `a command shows all that it takes`() throws {
        #expect(
            try Self.text("hearth cache add") == """
                Puts a file into the store.

                Usage: hearth cache add [OPTIONS] FILE

                The name of what was added is printed.

                Arguments:
                  FILE                     The file; - reads standard input

                Options:
                      --expect DIGEST      Refuse anything else
                  -l, --level N            How hard to press (default: 3; environment:
                                           HEARTH_LEVEL)
                  -n, --name NAME          What to call it (may be repeated)

                Packing options:
                  -f, --force              Even if it is there
                  -c, --compress COMPRESS  How it is packed, unless it is already (one of
                                           automatic, gzip, zstd; default: automatic)

                Global options:
                  -h, --help               Show help for the command
                  -v, --verbose            Say what is being done (environment: HEARTH_VERBOSE)
                      --root DIR           Where the store is (default: /var/lib/hearth;
                                           environment: HEARTH_ROOT)

                Examples:
                  hearth cache add base.tar
                      Puts base.tar into the store, as it is.

                Exit codes:
                  0                        done
                  2                        wrong usage or a faulty file
                  130                      interrupted
                """)
    }

    @Test(arguments: [
        ("hearth copy", "Usage: hearth copy [OPTIONS] SOURCE... TARGET"),
        ("hearth completion", "Usage: hearth completion [OPTIONS] SHELL [FILE]"),
        ("hearth odd-one", "Usage: hearth odd-one [OPTIONS]"),
    ])
    func `the usage line shows what may be left out and what repeats`(path: String, expected: String) throws {
        #expect(try Self.text(path).split(separator: "\n").contains { $0 == expected })
    }

    @Test func `names and headings are marked, and nothing moves`() throws {
        let styling = Styling(heading: { "<h>\($0)</h>" }, name: { "<n>\($0)</n>" })
        let styled = try Self.text("hearth cache add", styling: styling)
        #expect(styled.contains("<h>Usage:</h> <n>hearth cache add</n> [OPTIONS] FILE\n"))
        #expect(styled.contains("\n<h>Packing options:</h>\n  <n>-f, --force</n>              Even if it is there\n"))
        #expect(styled.contains("\n      <n>--expect</n> DIGEST      Refuse anything else\n"))
        let bare = ["<h>", "</h>", "<n>", "</n>"].reduce(styled) { $0.replacing($1, with: "") }
        #expect(try bare == Self.text("hearth cache add"))
    }

    @Test(arguments: [44, 60, 80, 100, 200])
    func `no line is wider than it may be`(width: Int) throws {
        for path in ["hearth", "hearth cache", "hearth cache add", "hearth cache ls", "hearth copy"] {
            for line in try Self.text(path, width: width).split(separator: "\n") {
                #expect(line.count <= width, "\(line)")
            }
        }
    }

    @Test(arguments: [0, 1, -5])
    func `an absurd width still shows every word`(width: Int) throws {
        let words = try Self.text("hearth cache add").split { $0.isWhitespace }
        #expect(try Self.text("hearth cache add", width: width).split { $0.isWhitespace } == words)
    }

    @Test func `a name too long for its column has a line to itself`() throws {
        let command = Command<SampleAction>("long", summary: "Is long") { declare in
            _ = declare.option("--a-name-that-is-long-enough", value: "THING", default: "", help: "What it is")
            for letter in ["ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN", "EIGHT", "NINE", "TEN", "ELEVEN"] {
                _ = declare.argument("\(letter)-THING", help: "")
            }
            return { _ in "" }
        }
        let program = Program<Void, SampleAction>(
            "p", summary: "", sections: [CommandSection("Commands", [.command(command)])]
        ) { _ in }
        let lines = try program.help(on: ["long"]).lines()
        #expect(
            lines[2...4] == [
                "Usage: p long [OPTIONS] ONE-THING TWO-THING THREE-THING FOUR-THING FIVE-THING",
                "              SIX-THING SEVEN-THING EIGHT-THING NINE-THING TEN-THING",
                "              ELEVEN-THING",
            ])
        #expect(lines.contains("      --a-name-that-is-long-enough THING"))
        #expect(lines.contains("                What it is (default: '')"))
        #expect(lines.contains("  ONE-THING"))
    }

    @Test func `what is not there has no help`() {
        for (names, fault) in [
            (["nope"], "unknown command 'nope'"), (["cache", "lss"], "unknown command 'lss'"),
            (["cache", "ls", "more"], "unexpected argument 'more'"),
        ] {
            let error = #expect(throws: UsageError.self) { try Sample.program.help(on: names) }
            #expect(error?.description == fault)
            #expect(error?.path == ["hearth"] + names.dropLast())
        }
    }
}

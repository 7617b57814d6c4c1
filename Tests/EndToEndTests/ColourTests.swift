import Foundation
import Host
import TestSupport
import Testing

struct ColourTests {
    let hearth: HearthFixture

    init() throws {
        hearth = try HearthFixture()
        _ = try hearth.add(Samples.noise, as: "base")
    }

    private func coloured(_ text: String) -> Bool { text.contains("\u{1b}[") }

    /// Lines that have something to colour, on one stream or the other.
    static let lines = [
        ["cache", "ls"], ["cache", "du"], ["cache", "--help"], ["cache", "prune", "--dry-run"], ["nope"],
        ["cache", "cat", "nope"], [], ["cache", "ls", "--bad"],
    ]

    @Test(arguments: lines)
    func `nothing is coloured for a file or a pipe`(words: [String]) throws {
        let run = try hearth.run(HearthFixture.program, words)
        #expect(!coloured(run.output + run.errors))
    }

    @Test(arguments: lines)
    func `colours can be had everywhere, and change no letter`(words: [String]) throws {
        let plain = try hearth.run(HearthFixture.program, words)
        let run = try hearth.run(
            HearthFixture.program, words + ["--color", "always"], environment: ["NO_COLOR": "1", "TERM": "dumb"])
        #expect(run.code == plain.code)
        #expect(coloured(run.output) == !plain.output.isEmpty)
        #expect(coloured(run.errors) == !plain.errors.isEmpty)
        #expect(run.output.replacing(/\e\[[0-9;]*m/, with: "") == plain.output)
        #expect(run.errors.replacing(/\e\[[0-9;]*m/, with: "") == plain.errors)
    }

    @Test func `colours are exactly where they belong`() throws {
        let table = try hearth("cache", "ls", "--color", "always").output
        #expect(table.hasPrefix("\u{1b}[1mDIGEST           SIZE  ON DISK  USED            KEPT BY\u{1b}[0m\n"))
        #expect(table.components(separatedBy: "\u{1b}").count == 3)
        #expect(
            try hearth("cache", "cat", "bse", "--color=always").errors == """
                \u{1b}[1;31merror:\u{1b}[0m there is no blob or reference 'bse' in the store
                \u{1b}[36mhint:\u{1b}[0m did you mean base?

                """)
        let help = try hearth("cache", "ls", "--help", "--color", "always").output
        #expect(help.contains("\n\u{1b}[1mUsage:\u{1b}[0m \u{1b}[32mhearth cache ls\u{1b}[0m [OPTIONS]\n"))
        try Data(repeating: 7, count: 5000).write(to: (hearth.home / "index.sqlite").url)
        let warned = try hearth("cache", "ls", "--color", "always").errors
        #expect(warned.hasPrefix("\u{1b}[1;33mwarning:\u{1b}[0m made the index "))
    }

    @Test func `content and JSON are never coloured`() throws {
        #expect(try hearth("cache", "cat", "base", "--color", "always").bytes == Samples.noise)
        for command in ["ls", "du", "verify", "prune"] {
            #expect(try !coloured(hearth("cache", command, "--format", "json", "--color", "always").output))
        }
    }

    // The choice, the variables, and whether a person at a terminal sees colours.
    @Test(
        arguments: [
            ([], [:], true), (["--color", "auto"], [:], true), (["--color", "never"], [:], false),
            ([], ["NO_COLOR": "1"], false), ([], ["NO_COLOR": ""], true), ([], ["TERM": "dumb"], false),
            (["--color", "always"], ["NO_COLOR": "1"], true), (["--color", "always"], ["TERM": "dumb"], true),
        ] as [([String], [String: String?], Bool)])
    func `a terminal gets colours unless somebody objects`(
        options: [String], variables: [String: String?], expected: Bool
    ) throws {
        for (words, code) in [(["cache", "ls"], 0), (["nope"], 2), (["--help"], 0), ([], 2)] as [([String], Int32)] {
            let window = try TerminalWindow(hearth, words + options, columns: 80, environment: variables)
            #expect(window.code == code)
            #expect(coloured(window.text) == expected, "\(words)")
            #expect(!window.text.isEmpty)
        }
    }
}

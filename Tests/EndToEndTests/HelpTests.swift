import TestSupport
import Testing

struct HelpTests {
    let hearth: HearthFixture

    init() throws {
        hearth = try HearthFixture()
    }

    @Test func `every command explains itself`() throws {
        let places = try hearth.places()
        #expect(
            places.map { $0.joined(separator: " ") } == [
                "", "bake", "build", "restore", "affected", "check", "key", "plan", "images", "inspect", "load", "save",
                "untag",
                "copy", "delete", "kill", "login", "logout", "ps", "pull", "push", "tag", "tags", "wait",
                "cache", "cache add", "cache cat", "cache du",
                "cache export", "cache forget", "cache import", "cache ls", "cache prune",
                "cache verify", "completion", "doctor", "help", "version",
            ])
        for path in places {
            for words in [path + ["--help"], path + ["-h"], ["help"] + path, ["--help"] + path] {
                let run = try hearth.run(HearthFixture.program, words)
                #expect((run.code, run.errors) == (0, ""), "\(words)")
                let name = (["hearth"] + path).joined(separator: " ")
                #expect(run.output.contains("\n\nUsage: \(name) [OPTIONS]"), "\(words)")
                #expect(run.lines.allSatisfy { $0.count <= 80 && $0.last != " " }, "\(words)")
                for code in ["0", "1", "2", "130"] {
                    #expect(run.output.contains(try Regex("\n  \(code) +[a-z]")), "\(words)")
                }
            }
        }
    }

    @Test func `the program alone says what there is, and is wrong usage`() throws {
        let help = try hearth("--help")
        let run = try hearth()
        #expect((run.code, run.output, run.errors) == (2, "", help.output))
        let cache = try hearth("cache")
        #expect(try (cache.code, cache.output, cache.errors) == (2, "", hearth("cache", "--help").output))
    }

    @Test func `help on what is not there says so`() throws {
        let run = try hearth("help", "cache", "lss")
        #expect((run.code, run.output) == (2, ""))
        #expect(
            run.errors
                == "error: unknown command 'lss'\nhint: did you mean ls? If not, see `hearth cache --help`\n")
        #expect(try hearth("help", "help").output.hasPrefix("Show help for a command\n"))
        let coloured = try hearth("--color", "always", "help", "cache", "ls").output
        #expect(coloured == (try hearth("cache", "ls", "--help", "--color", "always").output))
    }

    @Test func `help is given whatever else is wrong`() throws {
        let help = try hearth("cache", "ls", "--help").output
        for words in [["cache", "ls", "--nope", "--help"], ["cache", "ls", "a", "b", "-h"]] {
            let run = try hearth.run(HearthFixture.program, words, environment: ["HEARTH_CACHE_LIMIT": "nonsense"])
            #expect((run.code, run.output) == (0, help))
        }
    }

    @Test(arguments: [40, 60, 80, 100, 120, 200])
    func `help fills the terminal, up to what can be read`(columns: Int) throws {
        let window = try TerminalWindow(
            hearth, ["cache", "add", "--help"], columns: columns, environment: ["TERM": "dumb"])
        let widths = window.text.split(separator: "\r\n").map(\.count)
        let room = min(columns, 120)
        // A word is at most so long.
        #expect(try #require(widths.max()) <= max(room, 50))
        #expect(try #require(widths.max()) > room - 16)
    }

    @Test func `where nothing tells the width there are 80 columns`() throws {
        let widths = try hearth("--help").lines.map(\.count)
        #expect((65...80).contains(try #require(widths.max())))
    }
}

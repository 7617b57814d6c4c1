import Arguments
import Values

/// A small program with one of everything. Its actions say what they were given.
typealias SampleAction = @Sendable (Invocation) -> String

struct SampleGlobals: Sendable {
    let verbose: Option<Bool>
    let root: Option<String>
}

enum Method: String, CaseIterable, Sendable {
    case automatic, gzip, zstd
}

struct NotANumber: Error, CustomStringConvertible {
    var description: String { "not a number from 1 to 9" }
}

enum Sample {
    static let program = Program<SampleGlobals, SampleAction>(
        "hearth", summary: "Builds sets of container images.",
        discussion: """
            It reads the files you already have,
            and keeps what it makes in a store.

              bake.json   the targets
              Dockerfile  the steps
            """,
        exitCodes: [0: "done", 2: "wrong usage or a faulty file", 130: "interrupted"],
        sections: [
            CommandSection("Cache", [.group(cache)]),
            CommandSection(
                "Other", [.command(completion), .command(copy), .command(help), .command(odd), .command(version)]),
        ]
    ) { declare in
        let globals = SampleGlobals(
            verbose: declare.flag(
                "--verbose", short: "v", environment: "HEARTH_VERBOSE", help: "Say what is being done"),
            root: declare.option(
                "--root", value: "DIR", default: "/var/lib/hearth", environment: "HEARTH_ROOT",
                help: "Where the store is", kind: .directory))
        declare.example("hearth cache ls", "Lists what the store holds.")
        return globals
    }

    static let cache = CommandGroup<SampleAction>(
        "cache", summary: "Looks into the store", [.command(add), .command(list)])

    static let add = Command<SampleAction>(
        "add", summary: "Puts a file into the store.", discussion: "The name of what was added is printed."
    ) { declare in
        let file = declare.argument("FILE", help: "The file; - reads standard input", kind: .file)
        let expected = declare.option(
            "--expect", value: "DIGEST", help: "Refuse anything else", parse: Digest.init)
        let level = declare.option(
            "--level", short: "l", value: "N", default: 3, environment: "HEARTH_LEVEL", help: "How hard to press",
            parse: digit)
        let names = declare.repeatedOption("--name", short: "n", value: "NAME", help: "What to call it")
        declare.optionGroup("Packing options")
        let force = declare.flag("--force", short: "f", help: "Even if it is there")
        let method: Option<Method> = declare.choice(
            "--compress", short: "c", default: .automatic, help: "How it is packed, unless it is already")
        declare.example("hearth cache add base.tar", "Puts base.tar into the store, as it is.")
        return { invocation in
            var given = ["add \(invocation[file])", "level \(invocation[level])"]
            if let expected = invocation[expected] { given.append("expect \(expected.short)") }
            if !invocation[names].isEmpty { given.append("names \(invocation[names])") }
            if invocation[force] { given.append("force") }
            if invocation[method] != .automatic { given.append("\(invocation[method])") }
            return given.joined(separator: ", ")
        }
    }

    static let list = Command<SampleAction>("ls", summary: "Lists the store") { declare in
        let format = declare.option("--format", value: "TEMPLATE", help: "How to show a line")
        let quiet = declare.flag("--quiet", short: "q", help: "Only names")
        let only: Option<Method?> = declare.choice("--only", help: "Only what is packed so")
        return { invocation in
            let only = invocation[only].map { ", only \($0)" } ?? ""
            let isChosen = invocation.isGiven(quiet) ? " chosen" : ""
            return "ls \(invocation[format] ?? "nothing"), \(invocation[quiet])\(isChosen)\(only)"
        }
    }

    static let copy = Command<SampleAction>("copy", summary: "Copies files") { declare in
        let sources = declare.repeatedArguments("SOURCE", atLeast: 1, help: "What to copy", kind: .file)
        let target = declare.argument("TARGET", help: "Where to", kind: .directory)
        return { "copy \($0[sources].count) from \($0[sources][0]) to \($0[target])" }
    }

    static let completion = Command<SampleAction>("completion", summary: "Writes a completion script") { declare in
        let shell = declare.choiceArgument("SHELL", help: "The shell", as: Shell.self)
        let file = declare.optionalArgument("FILE", help: "Where to write it", kind: .file)
        return { "completion \($0[shell]) \($0[file] ?? "here")" }
    }

    static let help = Command<SampleAction>("help", summary: "Shows help") { declare in
        let names: Argument<[String]> = declare.repeatedArguments("COMMAND", help: "On what", kind: .commands)
        return { "help on \($0[names].joined(separator: " "))" }
    }

    static let version = Command<SampleAction>("version", flag: "--version", summary: "Shows the version") { declare in
        let short = declare.flag("--short", help: "Only the number")
        return { $0[short] ? "1" : "version 1" }
    }

    /// Texts that a shell could trip over.
    static let odd = Command<SampleAction>("odd-one", summary: #"It's "odd": [$HOME] `id` \n 50% <b> $(id)"#) {
        declare in
        let flag = declare.flag("--odd", help: #"It's "odd": [$HOME] `id` \n 50% <b> $(id)"#)
        let words: Option<Odd?> = declare.choice("--words", help: "a\nb\tc")
        _ = declare.shorthand("--colon", for: words, value: "a:b", help: "The same as --words=a:b")
        return { "odd \($0[flag]) \($0[words]?.rawValue ?? "")" }
    }

    enum Odd: String, CaseIterable, Sendable {
        case spaced = "two words"
        case colon = "a:b"
        case dollar = "$HOME"
        case quote = "it's"
    }

    static func digit(_ text: String) throws -> Int? {
        guard let number = Int(text) else { return nil }
        guard 1...9 ~= number else { throw NotANumber() }
        return number
    }

    /// What the program answers to a line: an action's words, the first line of a help, or an error.
    static func answer(_ words: [String], _ environment: [String: String] = [:]) -> String {
        do throws(UsageError) {
            switch try program.parse(words, environment: { environment[$0] }) {
            case .run(let action, let invocation):
                let globals = invocation[program.globals.verbose] ? "verbose: " : ""
                return globals + action(invocation)
            case .help(let help): return "help: \(help.lines()[0])"
            }
        } catch {
            let hint = error.hint.map { " (\($0))" } ?? ""
            return "error: \(error)\(hint)"
        }
    }

    static func answer(_ line: String, _ environment: [String: String] = [:]) -> String {
        answer(line.split(separator: " ").map(String.init), environment)
    }
}

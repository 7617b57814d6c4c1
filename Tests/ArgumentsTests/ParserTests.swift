import Arguments
import Testing

struct ParserTests {
    @Test(arguments: [
        // An option that takes a value takes it in five ways.
        ("cache add a --level=4", "add a, level 4"),
        ("cache add a --level 4", "add a, level 4"),
        ("cache add a -l4", "add a, level 4"),
        ("cache add a -l 4", "add a, level 4"),
        ("cache add a -l=4", "add a, level 4"),
        // Options and arguments mix.
        ("cache add -l 4 a", "add a, level 4"),
        ("cache add a", "add a, level 3"),
        // The last one counts, and a repeatable one keeps all.
        ("cache add a -l 4 --level 5", "add a, level 5"),
        ("cache add a -n x --name=y -nz", #"add a, level 3, names ["x", "y", "z"]"#),
        // A shorthand is the value that it stands for, in its place.
        ("odd-one --colon", "odd false a:b"),
        ("odd-one --words $HOME --colon", "odd false a:b"),
        ("odd-one --colon --words $HOME", "odd false $HOME"),
        ("odd-one --words $HOME --colon=false", "odd false $HOME"),
        // Letters bundle, and the last may take a value.
        ("cache add a -fvl9", "verbose: add a, level 9, force"),
        ("cache add a -fl 9", "add a, level 9, force"),
        ("cache add a -fl=9", "add a, level 9, force"),
        ("cache add a -v=false -f=true", "add a, level 3, force"),
        // A flag takes a value only behind `=`.
        ("cache add --force=false a", "add a, level 3"),
        ("cache add --force=T a", "add a, level 3, force"),
        ("cache ls --quiet=0", "ls nothing, false chosen"),
        ("cache ls", "ls nothing, false"),
        // What the program declares is taken before, between and behind the names.
        ("-v cache ls", "verbose: ls nothing, false"),
        ("cache --verbose ls", "verbose: ls nothing, false"),
        ("cache ls -v", "verbose: ls nothing, false"),
        ("--root /x cache ls --root=/y", "ls nothing, false"),
        ("cache ls -v --verbose=false", "ls nothing, false"),
        // A value may look like an option, or like the end of them.
        ("cache ls --format --quiet", "ls --quiet, false"),
        ("cache ls --format -- --quiet", "ls --, true chosen"),
        ("cache ls --format --help", "ls --help, false"),
        ("cache ls --format a=b=c", "ls a=b=c, false"),
        ("cache ls --format=--quiet", "ls --quiet, false"),
        // `-` is an argument, and so is all behind `--`.
        ("cache add -", "add -, level 3"),
        ("cache add -- --level", "add --level, level 3"),
        ("cache add -f -- --", "add --, level 3, force"),
        ("-- cache ls", "ls nothing, false"),
        // Choices are their raw values.
        ("cache add a --compress zstd", "add a, level 3, zstd"),
        ("cache ls --only=gzip", "ls nothing, false, only gzip"),
        ("completion fish", "completion fish here"),
        ("completion fish out", "completion fish out"),
        // A flag stands for the name of a command, where that could stand.
        ("--version", "version 1"),
        ("-v --version", "verbose: version 1"),
        ("--root --version --version", "version 1"),
        ("--version --short -v", "verbose: 1"),
        ("version --short", "1"),
        // A list of arguments may be empty.
        ("help cache ls", "help on cache ls"),
        ("help", "help on "),
        // A list of arguments leaves the last one to the argument behind it.
        ("copy a b c", "copy 2 from a to c"),
        ("copy a b", "copy 1 from a to b"),
    ])
    func `a right line is understood`(line: String, expected: String) {
        #expect(Sample.answer(line) == expected)
    }

    @Test(arguments: [
        ("", "error: 'hearth' needs a command"),
        ("cache", "error: 'hearth cache' needs a command"),
        // The flag that stands for a command does so in one place, and without a value.
        ("cache --version", "error: unknown option '--version'"),
        ("cache ls --version", "error: unknown option '--version'"),
        ("--version=true", "error: invalid value 'true' for --version"),
        ("--version version", "error: unexpected argument 'version'"),
        ("--versoin", "error: unknown option '--versoin' (did you mean --version?)"),
        ("-v", "error: 'hearth' needs a command"),
        ("cahce ls", "error: unknown command 'cahce' (did you mean cache?)"),
        ("cache install", "error: unknown command 'install' (the commands are add, ls)"),
        ("cache ls --fromat x", "error: unknown option '--fromat' (did you mean --format?)"),
        ("cache ls --fromat=x", "error: unknown option '--fromat' (did you mean --format?)"),
        // No abbreviations.
        ("cache ls --form x", "error: unknown option '--form'"),
        // Names know their case.
        ("cache ls --Quiet", "error: unknown option '--Quiet' (did you mean --quiet?)"),
        // One hyphen too few.
        ("cache ls -format x", "error: unknown option '-f' in '-format' (did you mean --format?)"),
        ("cache ls -z", "error: unknown option '-z'"),
        ("cache ls -qz", "error: unknown option '-z' in '-qz'"),
        // A command's own options come behind its name.
        ("--quiet cache ls", "error: unknown option '--quiet'"),
        ("cache ls --format", "error: the option --format needs a value: TEMPLATE"),
        ("cache add a -fl", "error: the option --level needs a value: N"),
        ("cache add a -l ten", "error: invalid value 'ten' for --level"),
        ("cache add a -l 10", "error: invalid value '10' for --level: not a number from 1 to 9"),
        // Each value is held to the rule, not only the one that counts.
        ("cache add a -l ten -l 3", "error: invalid value 'ten' for --level"),
        ("cache add a --expect sha256:12", "error: invalid value 'sha256:12' for --expect"),
        ("cache add a --force=maybe", "error: invalid value 'maybe' for --force (the choices are true, false)"),
        ("cache add a --force=", "error: invalid value '' for --force (the choices are true, false)"),
        ("cache add a -c gzp", "error: invalid value 'gzp' for --compress (did you mean gzip?)"),
        ("cache add a -c lz4", "error: invalid value 'lz4' for --compress (the choices are automatic, gzip, zstd)"),
        ("completion tcsh", "error: invalid value 'tcsh' for SHELL (the choices are bash, zsh, fish)"),
        ("cache add", "error: the argument FILE is missing"),
        ("cache add a b", "error: unexpected argument 'b'"),
        ("cache ls x", "error: unexpected argument 'x'"),
        ("copy a", "error: the argument TARGET is missing"),
        ("copy", "error: the argument SOURCE is missing"),
        // The first fault is the one told.
        ("cache add --nope -l ten", "error: unknown option '--nope'"),
        // Odd words.
        ("cache ls --=x", "error: unknown option '--=x'"),
        ("cache ls ---", "error: unknown option '---'"),
        ("cache ls -=", "error: unknown option '-='"),
        ("cache ls -5", "error: unknown option '-5'"),
        ("cache ls --été", "error: unknown option '--été'"),
    ])
    func `a wrong line is told what is wrong with it`(line: String, expected: String) {
        #expect(Sample.answer(line) == expected)
    }

    @Test(arguments: [
        ("--help", "Builds sets of container images."),
        ("-h", "Builds sets of container images."),
        ("cache -h", "Looks into the store"),
        ("cache ls --help", "Lists the store"),
        ("--version --help", "Shows the version"),
        // The line names the command, wherever the wish stands.
        ("--help cache ls", "Lists the store"),
        ("cache --help ls --quiet", "Lists the store"),
        // Whatever else is wrong.
        ("cache nope --help", "Looks into the store"),
        ("cache nope ls --help", "Lists the store"),
        ("--nope cache ls -h", "Lists the store"),
        ("cache add -l ten --expect x --help", "Puts a file into the store."),
        ("cache add a b c -vh", "Puts a file into the store."),
    ])
    func `help is heard wherever it stands`(line: String, expected: String) {
        #expect(Sample.answer(line) == "help: \(expected)")
    }

    @Test func `behind two hyphens and as a value the word for help is a word`() {
        #expect(Sample.answer("cache add -- --help") == "add --help, level 3")
        #expect(Sample.answer("cache add --help=false a") == "add a, level 3")
        #expect(
            Sample.answer("cache ls --help=x") == "error: invalid value 'x' for --help (the choices are true, false)")
    }

    @Test(arguments: [
        // A variable stands in for an option that is not given.
        ("cache add a", ["HEARTH_LEVEL": "7"], "add a, level 7"),
        ("cache add a -l 4", ["HEARTH_LEVEL": "7"], "add a, level 4"),
        ("cache ls", ["HEARTH_VERBOSE": "1"], "verbose: ls nothing, false"),
        ("cache ls --verbose=false", ["HEARTH_VERBOSE": "1"], "ls nothing, false"),
        // Set but empty is unset.
        ("cache add a", ["HEARTH_LEVEL": ""], "add a, level 3"),
        // A bad value counts where it is used.
        (
            "cache add a", ["HEARTH_LEVEL": "high"],
            "error: invalid value 'high' for --level, from the environment variable HEARTH_LEVEL"
        ),
        ("cache add a -l 4", ["HEARTH_LEVEL": "high"], "add a, level 4"),
        ("cache ls", ["HEARTH_LEVEL": "high"], "ls nothing, false"),
    ])
    func `the environment fills in for what is not given`(
        line: String, environment: [String: String], expected: String
    ) {
        #expect(Sample.answer(line, environment) == expected)
    }

    @Test(arguments: [
        // Empty words are words.
        ([""], "error: unknown command '' (the commands are cache, completion, copy, help, odd-one, version)"),
        (["cache", "add", ""], "add , level 3"),
        (["cache", "ls", "--format", ""], "ls , false"),
        (["cache", "ls", "--format="], "ls , false"),
        (["cache", "add", "a", "-n", "", "-n="], #"add a, level 3, names ["", ""]"#),
        // A combining mark behind `=` or a letter belongs to the value.
        (["cache", "ls", "--format=\u{301}x"], "ls \u{301}x, false"),
        (["cache", "add", "a", "-n\u{301}"], #"add a, level 3, names ["\u{0301}"]"#),
        (["cache", "add", "-\u{301}"], "error: unknown option '-\u{301}'"),
        (["cache", "add", "a\r\nb", "-n", "烧 🔥"], "add a\r\nb, level 3, names [\"烧 🔥\"]"),
        // Names that are equal only to Unicode are not equal.
        (["cache", "ls", "\u{2010}q"], "error: unexpected argument '\u{2010}q'"),
    ])
    func `odd words are taken as they are`(words: [String], expected: String) {
        #expect(Sample.answer(words) == expected)
    }

    @Test func `ten thousand arguments are ten thousand arguments`() {
        let names = (0..<10_000).map(String.init)
        #expect(Sample.answer(["copy"] + names) == "copy 9999 from 0 to 9999")
        let longs = names.flatMap { ["--name", $0] }
        #expect(Sample.answer(["cache", "add", "a"] + longs) == "add a, level 3, names \(names)")
        #expect(Sample.answer(["cache", "add", "a", "-" + String(repeating: "f", count: 10_000)]).hasSuffix("force"))
    }

    @Test func `only the command that is chosen is declared`() throws {
        @Sendable func declareBad(_: inout Declaration) -> SampleAction { fatalError("declared") }
        let program = Program<Void, SampleAction>(
            "p", summary: "",
            sections: [
                CommandSection(
                    "Commands",
                    [
                        .command(Command("good", summary: "") { _ in { _ in "good" } }),
                        .command(Command("bad", summary: "", declare: declareBad)),
                    ])
            ]
        ) { _ in }
        let request = try program.parse(["good"])
        guard case .run(let action, let invocation) = request else {
            Issue.record("no action")
            return
        }
        #expect(action(invocation) == "good")
        #expect(invocation.path == ["p", "good"])
    }

    @Test(arguments: [
        (["cache", "add", "--nope"], "hearth cache add --help"),
        (["cache", "nope"], "hearth cache --help"),
        (["nope"], "hearth --help"),
    ])
    func `an error knows whose help to read`(words: [String], expected: String) {
        let error = #expect(throws: UsageError.self) { try Sample.program.parse(words) }
        #expect(error?.helpCommand == expected)
    }

    // A line that cannot be obeyed still says how its error is to be shown.
    @Test(arguments: [
        ("--root here cache ls", "here"), ("nope --root=here", "here"), ("cache ls --nope --root here --help", "here"),
        ("cache add --level x --root a --root b", "b"), ("nope", "there"), ("--root", "there"),
        ("cache -- --root here", "there"),
    ])
    func `a shared option can be read from a faulty line`(line: String, expected: String) {
        let words = line.split(separator: " ").map(String.init)
        let value = Sample.program.value(of: Sample.program.globals.root, in: words) { variable in
            variable == "HEARTH_ROOT" ? "there" : nil
        }
        #expect(value == expected)
    }

    @Test func `a faulty value of a shared option counts as not given`() {
        let verbose = Sample.program.globals.verbose
        #expect(Sample.program.value(of: verbose, in: ["--verbose=perhaps"]) == false)
        #expect(Sample.program.value(of: verbose, in: ["--verbose=1", "nope"]) == true)
    }
}

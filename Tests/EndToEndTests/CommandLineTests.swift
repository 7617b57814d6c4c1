import TestSupport
import Testing

struct CommandLineTests {
    static let cases: [(words: [String], message: String)] = [
        // Commands.
        (["cahce"], "unknown command 'cahce'\nhint: did you mean cache? If not, see `hearth --help`"),
        (["cache", "lss"], "unknown command 'lss'\nhint: did you mean ls? If not, see `hearth cache --help`"),
        (
            ["launch"],
            "unknown command 'launch'\nhint: see `hearth --help`"
        ),
        // Options.
        (
            ["cache", "ls", "--no-trnc"],
            "unknown option '--no-trnc'\nhint: did you mean --no-trunc? If not, see `hearth cache ls --help`"
        ),
        (["cache", "ls", "-xz"], "unknown option '-x' in '-xz'\nhint: see `hearth cache ls --help`"),
        (["version", "--format"], "the option --format needs a value: FORMAT\nhint: see `hearth version --help`"),
        (["--home", "", "cache", "ls"], "invalid value '' for --home\nhint: see `hearth cache ls --help`"),
        // Choices.
        (
            ["cache", "ls", "--format", "jsn"],
            "invalid value 'jsn' for --format\nhint: did you mean json? If not, see `hearth cache ls --help`"
        ),
        (
            ["completion", "tcsh"],
            "invalid value 'tcsh' for SHELL\nhint: the choices are bash, zsh, fish; see `hearth completion --help`"
        ),
        // Arguments.
        (["cache", "cat"], "the argument BLOB is missing\nhint: see `hearth cache cat --help`"),
        (["cache", "add"], "the argument FILE is missing\nhint: see `hearth cache add --help`"),
        (["cache", "ls", "extra"], "unexpected argument 'extra'\nhint: see `hearth cache ls --help`"),
        (
            ["cache", "add", "a", "b", "--name", "x"],
            "--name and --digest are for one file, and 2 are given"
        ),
        // Values.
        (
            ["cache", "add", "a", "--digest", "sha256:12"],
            """
            invalid value 'sha256:12' for --digest: write sha256: and 64 digits of lower-case hex, or sha512: and 128
            hint: see `hearth cache add --help`
            """
        ),
        (
            ["cache", "add", "a", "--size", "big"],
            """
            invalid value 'big' for --size: write a number of bytes, or a size such as 20MB or 1.5GiB
            hint: see `hearth cache add --help`
            """
        ),
        (
            ["cache", "add", "a", "--level", "20"],
            "invalid value '20' for --level: write a number from 1 to 19\nhint: see `hearth cache add --help`"
        ),
        (
            ["cache", "cat", "base", "--offset", "-1"],
            """
            invalid value '-1' for --offset: write a number of bytes, or a size such as 4KiB
            hint: see `hearth cache cat --help`
            """
        ),
        // What only bake takes.
        (["bake", "--list=targts"], "--list: there is no list of \"targts\"\nhint: did you mean targets?"),
        (["bake", "--list=other"], "--list: there is no list of \"other\"\nhint: write targets or variables"),
        (
            ["bake", "--list=format=json"],
            """
            --list: there is no list of "format=json"
            hint: write targets, variables, or as in type=targets,format=json
            """
        ),
        (
            ["bake", "--list=type=targets,format=xml"],
            "--list: there is no format \"xml\"\nhint: write table or json"
        ),
        (
            ["bake", "--list=type=targets,colour=red"],
            "--list: there is no \"colour\" to be set\nhint: write type or format"
        ),
        // What would steer the terminal is spelt out.
        (
            ["\u{1b}[2Jx"],
            """
            unknown command '\\u{1B}[2Jx'
            hint: see `hearth --help`
            """
        ),
    ]

    @Test(arguments: cases)
    func `a faulty line is answered with what is wrong and what to try`(words: [String], message: String) throws {
        let hearth = try HearthFixture()
        let run = try hearth.run(HearthFixture.program, words)
        #expect((run.code, run.output, run.errors) == (2, "", "error: \(message)\n"))
        #expect(hearth.files(below: hearth.home).isEmpty)
    }
}

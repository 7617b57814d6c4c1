import Foundation
import Host
import TestSupport
import Testing

/// What the shells make of the program's own scripts. How they complete is tested with the argument module.
struct CompletionTests {
    let hearth: HearthFixture

    init() throws {
        hearth = try HearthFixture()
    }

    static func path(_ shell: String) -> Path? {
        ["/bin", "/usr/bin", "/usr/local/bin", "/opt/homebrew/bin"].map { "\($0)/\(shell)" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }.map { Path($0) }
    }

    /// What is typed, its last word unfinished, and some of what is offered for it.
    static let cases: [(words: [String], offered: Set<String>)] = [
        (
            [""],
            ["affected", "bake", "build", "cache", "check", "key", "plan", "completion", "doctor", "help", "version"]
        ),
        (["--v"], ["--version"]),
        (["help", "cache", ""], ["add", "cat", "du", "forget", "ls", "prune", "verify"]),
        (["cache", ""], ["add", "cat", "du", "forget", "ls", "prune", "verify"]),
        (["cache", "ls", "--"], ["--no-trunc", "--home", "--cache-limit", "--format", "--color", "--help"]),
        (["cache", "add", "--"], ["--name", "--digest", "--size", "--algorithm", "--compress", "--level"]),
        (["cache", "verify", "--rep"], ["--repair"]),
        (["cache", "ls", "--format", ""], ["text", "json"]),
        (["bake", "--l"], ["--list", "--list-targets", "--list-variables", "--load"]),
        (["bake", "--call", ""], ["build", "check", "outline", "targets"]),
        (["build", "--network", ""], ["default", "none", "host"]),
        (["build", "--no-c"], ["--no-cache", "--no-cache-filter"]),
        (["plan", "--graph", ""], ["mermaid", "dot"]),
        (["affected", "--"], ["--since", "--why", "--file", "--set", "--var"]),
        (["key", "--w"], ["--why"]),
        (["completion", ""], ["bash", "zsh", "fish"]),
    ]

    @Test(.enabled(if: path("bash") != nil, "bash is not installed"), arguments: cases)
    func `bash offers the commands and options`(words: [String], offered: Set<String>) throws {
        let script = """
            source <(hearth completion bash)
            COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
            _hearth
            printf '%s\\n' "${COMPREPLY[@]}"
            """
        let run = try hearth.run("/bin/bash", ["--norc", "-c", script, "bash", "hearth"] + words)
        #expect(run.errors == "")
        #expect(offered.isSubset(of: run.lines))
    }

    @Test(.enabled(if: path("fish") != nil, "fish is not installed"), arguments: cases)
    func `fish offers the commands and options`(words: [String], offered: Set<String>) throws {
        let script = "hearth completion fish | source; complete -C $argv[1]"
        let line = "hearth " + words.joined(separator: " ")
        let run = try hearth.run(try #require(Self.path("fish")), ["--no-config", "-c", script, line])
        #expect(run.errors == "")
        #expect(offered.isSubset(of: run.lines.map { String($0.prefix { $0 != "\t" }) }))
    }

    @Test(.enabled(if: path("zsh") != nil, "zsh is not installed"))
    func `zsh takes the script as the completion of hearth`() throws {
        let script = """
            autoload -U compinit; compinit -u -D
            source <(hearth completion zsh)
            print -r -- $_comps[hearth]
            typeset -a found
            _hearth_commands 'hearth cache'; print -rl -- $found
            _hearth_options 'hearth cache ls'; print -rl -- $found
            """
        let run = try hearth.run(try #require(Self.path("zsh")), ["-f", "-c", script])
        #expect(run.errors == "")
        #expect(run.lines.first == "_hearth")
        let names = run.lines.map { String($0.prefix { $0 != ":" }) }
        #expect(
            Set(["add", "cat", "du", "forget", "ls", "prune", "verify", "--no-trunc", "--home"]).isSubset(of: names))
    }
}

import Arguments
import Testing

struct CompletionTests {
    /// What is typed, as words with the unfinished one last, and what every shell should offer for it.
    static let cases: [(words: [String], offered: [String])] = [
        // The names of commands, until one is reached.
        ([""], ["cache", "completion", "copy", "help", "odd-one", "version"]),
        (["c"], ["cache", "completion", "copy"]),
        (["cache", ""], ["add", "ls"]),
        (["-v", "cache", ""], ["add", "ls"]),
        (["--root", "cache", "cache", "l"], ["ls"]),
        (["--root=cache", "cache", "l"], ["ls"]),
        (["nope", ""], ["cache", "completion", "copy", "help", "odd-one", "version"]),
        // The names of commands as arguments, one after the other.
        (["help", ""], ["cache", "completion", "copy", "help", "odd-one", "version"]),
        (["help", "cache", ""], ["add", "ls"]),
        (["help", "-v", "cache", "a"], ["add"]),
        (["help", "cache", "ls", ""], []),
        (["help", "cache", "--ver"], ["--verbose"]),
        // Options, with those of the program.
        (["-"], ["--version", "-h", "--help", "-v", "--verbose", "--root"]),
        (["cache", "--ver"], ["--verbose"]),
        (["cache", "--v"], ["--verbose"]),
        (["cache", "ls", "--"], ["--format", "--quiet", "--only", "--help", "--verbose", "--root"]),
        (["cache", "add", "--fo"], ["--force"]),
        // Nothing but arguments behind two hyphens.
        (["cache", "ls", "--", "-"], []),
        (["cache", "ls", "--", "--q"], []),
        (["completion", "--", ""], ["bash", "zsh", "fish"]),
        // Values: of an option that waits for one, and behind its letter.
        (["cache", "add", "--compress", ""], ["automatic", "gzip", "zstd"]),
        (["cache", "add", "-c", "g"], ["gzip"]),
        (["cache", "add", "-fc", "g"], ["gzip"]),
        (["cache", "add", "-cg"], ["-cgzip"]),
        (["cache", "add", "--level", ""], []),
        // A value that looks like an option is a value.
        (["cache", "ls", "--format", "--only", ""], []),
        (["cache", "ls", "--format", "--only", "--only", "z"], ["zstd"]),
        // Arguments, each for its place.
        (["completion", ""], ["bash", "zsh", "fish"]),
        (["completion", "-v", "z"], ["zsh"]),
        (["cache", "ls", ""], []),
        (["cache", "add", "base.tar", ""], []),
        // Files, and directories alone.
        (["cache", "add", "b"], ["base.tar"]),
        (["cache", "add", "-f", "b"], ["base.tar"]),
        (["completion", "bash", "b"], ["base.tar"]),
        (["copy", "x", "y", "b"], ["base.tar"]),
        (["--root", "b"], []),
    ]

    @Test(.enabled(if: CompletionShell.isInstalled(.bash), "bash is not installed"), arguments: cases)
    func `bash offers what may come next`(words: [String], offered: [String]) throws {
        let parted = words.flatMap { $0 == "--root=cache" ? ["--root", "=", "cache"] : [$0] }
        let found = try CompletionShell(.bash).offered(bash: ["hearth"] + parted)
        #expect(found == offered)
    }

    @Test(.enabled(if: CompletionShell.isInstalled(.fish), "fish is not installed"), arguments: cases)
    func `fish offers what may come next`(words: [String], offered: [String]) throws {
        let line = "hearth " + words.joined(separator: " ")
        let found = try CompletionShell(.fish).offered(fish: line)
        #expect(found.map(Self.word).sorted() == offered.sorted())
    }

    @Test(.enabled(if: CompletionShell.isInstalled(.zsh), "zsh is not installed"), arguments: cases)
    func `zsh offers what may come next`(words: [String], offered: [String]) throws {
        let line = "hearth " + words.joined(separator: " ")
        let found = try CompletionShell(.zsh).offered(zsh: line)
        #expect(found.map(Self.word).sorted() == offered.sorted())
    }

    static func word(_ line: String) -> String {
        String(line.prefix { $0 != "\t" })
    }

    static let oddText = #"It's "odd": [$HOME] `id` \n 50% <b> $(id)"#
}

// What is particular to one shell.
extension CompletionTests {
    @Test(
        .enabled(if: CompletionShell.isInstalled(.bash), "bash is not installed"),
        arguments: [
            // Bash parts words at `=` and `:` and replaces only the last piece.
            (["cache", "add", "--compress", "="], ["automatic", "gzip", "zstd"]),
            (["cache", "add", "--compress", "=", "z"], ["zstd"]),
            (["--root", "=", "s"], ["sub"]),
            (["odd-one", "--words", "a"], ["a:b"]),
            (["odd-one", "--words", "a", ":"], ["b"]),
            (["odd-one", "--words", "=", "a", ":", "b"], ["b"]),
            (["cache", "add", "localhost", ":", "5000", ""], []),
            // What bash would take apart or expand comes quoted.
            (["odd-one", "--words", "tw"], [#"two\ words"#]),
            (["odd-one", "--words", #"two\ w"#], [#"two\ words"#]),
            (["odd-one", "--words", "$"], [#"\$HOME"#]),
            (["odd-one", "--words", #"\$"#], [#"\$HOME"#]),
            (["odd-one", "--words", "i"], [#"it\'s"#]),
            (["cache", "add", "o"], ["other file"]),
            (["cache", "add", "sub/"], ["sub/inner.tar"]),
        ])
    func `bash replaces the piece that it parted`(words: [String], offered: [String]) throws {
        let found = try CompletionShell(.bash).offered(bash: ["hearth"] + words)
        #expect(found == offered)
    }

    @Test(
        .enabled(if: CompletionShell.isInstalled(.fish), "fish is not installed"),
        arguments: [
            ("cache ", ["add\tPuts a file into the store.", "ls\tLists the store"]),
            ("odd", ["odd-one\t\(oddText)"]),
            ("odd-one --od", ["--odd\t\(oddText)"]),
            ("odd-one --wo", ["--words\ta b c"]),
            ("odd-one --words ", ["two words", "a:b", "$HOME", "it's"]),
            ("cache add --compress=", ["--compress=automatic", "--compress=gzip", "--compress=zstd"]),
            ("cache add -c=z", ["-c=zstd"]),
            ("--root=s", ["--root=sub/"]),
        ])
    func `fish says what its offers mean`(line: String, offered: [String]) throws {
        let found = try CompletionShell(.fish).offered(fish: "hearth " + line)
        #expect(found == offered)
    }

    @Test(
        .enabled(if: CompletionShell.isInstalled(.zsh), "zsh is not installed"),
        arguments: [
            ("cache ", ["add\tPuts a file into the store.", "ls\tLists the store"]),
            ("odd", ["odd-one\t\(oddText)"]),
            ("odd-one --od", ["--odd\t\(oddText)"]),
            ("odd-one --words ", [#"two\ words"#, "a:b", #"\$HOME"#, #"it\'s"#]),
            ("cache add --compress=", ["--compress=automatic", "--compress=gzip", "--compress=zstd"]),
            ("cache add -c=z", ["-c=zstd"]),
            ("--root=s", ["--root=sub"]),
        ])
    func `zsh says what its offers mean`(line: String, offered: [String]) throws {
        let found = try CompletionShell(.zsh).offered(zsh: "hearth " + line)
        #expect(found == offered)
    }

    @Test(.enabled(if: CompletionShell.isInstalled(.zsh), "zsh is not installed"))
    func `zsh finds the script on its path`() throws {
        let shell = try CompletionShell(.zsh)
        #expect(try shell.offered(zsh: "hearth cache l", loading: "compinit -u -D") == ["ls\tLists the store"])
    }
}

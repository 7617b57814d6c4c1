import Arguments
import Foundation

/// A folder with the script of the sample program and a few files, in which a real shell is asked what it offers.
struct CompletionShell: ~Copyable {
    let folder: URL
    let shell: Shell

    static func isInstalled(_ shell: Shell) -> Bool { path(shell) != nil }

    private static func path(_ shell: Shell) -> String? {
        ["/bin", "/usr/bin", "/usr/local/bin", "/opt/homebrew/bin"].map { "\($0)/\(shell)" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    init(_ shell: Shell) throws {
        self.shell = shell
        folder = FileManager.default.temporaryDirectory.appending(path: "completion-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder.appending(path: "sub"), withIntermediateDirectories: true)
        for file in ["base.tar", "other file", "sub/inner.tar"] {
            try Data().write(to: folder.appending(path: file))
        }
        let script = Sample.program.completionScript(for: shell)
        try Data(script.utf8).write(to: folder.appending(path: "_hearth"))
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    /// Runs `script` with `arguments`; the lines it prints, and those of its complaints, are the result.
    func run(_ script: String, _ arguments: [String]) throws -> [String] {
        let process = Process()
        process.executableURL = URL(filePath: Self.path(shell) ?? "")
        let options = [Shell.bash: ["--norc", "--noprofile"], .zsh: ["-f"], .fish: ["--no-config"]]
        process.arguments = (options[shell] ?? []) + ["-c", script] + (shell == .fish ? [] : ["shell"]) + arguments
        process.currentDirectoryURL = folder
        process.environment = ["HOME": folder.path, "PATH": "/usr/bin:/bin", "TERM": "dumb", "LC_ALL": "C.UTF-8"]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
    }
}

extension CompletionShell {
    /// What bash has in COMPREPLY. `words` are as bash parts the line: `--name=value` is three.
    func offered(bash words: [String]) throws -> [String] {
        try run(
            """
            source ./_hearth
            [[ $(complete -p hearth) == 'complete -F _hearth hearth' ]] || echo 'not registered'
            COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
            _hearth
            printf '%s\\n' "${COMPREPLY[@]}"
            """, words)
    }

    /// What fish lists: the word and, behind a tab, its description.
    func offered(fish line: String) throws -> [String] {
        try run("source ./_hearth; complete -C $argv[1]", [line])
    }

    /// What an interactive zsh adds to its list when tab is pressed behind `line`: the word and, behind a tab, its
    /// description. `loading` makes the completion known.
    func offered(zsh line: String, loading: String? = nil) throws -> [String] {
        let loading = loading ?? "compinit -u -C -d '\(Self.zshFunctions)'; source ./_hearth"
        try Data(Self.zshSetup.replacing("LOADING", with: loading).utf8).write(to: folder.appending(path: "setup"))
        let lines = try run(
            #"""
            zmodload zsh/zpty
            zpty shell zsh -f -i
            zpty -w shell 'source ./setup'
            until [[ -e ready ]]; do zpty -t shell || break; sleep 0.01; done
            zpty -w -n shell "$1"$'\t'
            zpty -r shell >/dev/null 2>&1
            while zpty -r shell > /dev/null 2>&1; do :; done
            [[ -e offered ]] && print -r -- "$(<offered)"
            """#, [line])
        try? FileManager.default.removeItem(at: folder.appending(path: "offered"))
        try? FileManager.default.removeItem(at: folder.appending(path: "ready"))
        return lines
    }

    /// What `compinit` finds out at its first call, which takes a quarter of a second.
    private static let zshFunctions: String = {
        let file = FileManager.default.temporaryDirectory.appending(path: "hearth-tests-zcompdump").path
        _ = try? CompletionShell(.zsh).run("rm -f $1; autoload -U compinit; compinit -u -d $1", [file])
        return file
    }()

    /// Writes down what reaches zsh's list, in the place of the list.
    private static let zshSetup = #"""
        PROMPT=
        fpath=($PWD $fpath)
        autoload -U compinit
        LOADING
        zstyle ':completion:*' list-separator ''
        unsetopt beep
        compadd () {
            if [[ ${@[1,(i)(-|--)]} == *-(O|A|D)\ * ]]; then
                builtin compadd "$@"
                return
            fi
            local -a hits texts
            local name=${@[$(( ${@[(i)-d]} + 1 ))]} text i
            if (( $@[(I)-d] )) && [[ $name != \(* ]]; then texts=("${(@P)name}"); fi
            builtin compadd -A hits -D texts "$@"
            for (( i = 1; i <= $#hits; i++ )); do
                text=${${texts[i]#$hits[i]}## #}
                [[ -n $text ]] && text=$'\t'$text
                print -r -- "$IPREFIX$hits[i]$text" >> offered
            done
            builtin compadd "$@"
        }
        leave () { exit }
        comppostfuncs=(leave)
        bindkey '^I' complete-word
        print > ready
        """#
}

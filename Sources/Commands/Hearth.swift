internal import Arguments
internal import BakeLanguage
internal import Building
internal import Console
internal import ContentStore
internal import Contexts
internal import Git
internal import Host
internal import OCI
internal import Outputs
internal import Planning
internal import Sandbox
internal import Values

/// The program: its commands, and the way from a command line to an exit code.
package enum Hearth {
    static let program: Program<GlobalOptions, Action> = Program(
        "hearth",
        summary: "Builds sets of container images from a bake file, fast, without a daemon.",
        exitCodes: ExitCode.meanings,
        sections: [
            CommandSection("Build", [.command(bake), .command(build), .command(restore)]),
            CommandSection(
                "Plan", [.command(affected), .command(check), .command(key), .command(plan)]),
            CommandSection(
                "Images",
                [.command(images), .command(inspect), .command(load), .command(save), .command(untag)]),
            CommandSection(
                "Registries",
                [
                    .command(copy), .command(delete), .command(kill), .command(login), .command(logout), .command(ps),
                    .command(pull), .command(push), .command(tag), .command(tags), .command(wait),
                ]),
            CommandSection("Cache", [.group(cache)]),
            CommandSection("Other", [.command(completion), .command(doctor), .command(help), .command(version)]),
        ], hidden: [.command(transfer)]
    ) { declare in
        declare.example("hearth bake --print", "Shows what the bake file here would build.")
        declare.example("hearth cache add base.tar", "Puts a file into the store.")
        declare.example("hearth cache ls --format json", "Lists the store for a program.")
        return GlobalOptions(&declare)
    }

    static let cache: CommandGroup<Action> = CommandGroup(
        "cache",
        summary: "Look into the store, add to it, clean it up",
        discussion: """
            The store keeps blobs (layers, images, base-image tarballs) by the digest of their content. Nothing that a
            reference or a running build keeps is ever removed to make room.
            """,
        [
            .command(cacheAdd), .command(cacheCat), .command(cacheDu), .command(cacheExport), .command(cacheForget),
            .command(cacheImport), .command(cacheLs), .command(cachePrune), .command(cacheVerify),
        ])

    /// Runs what the command line asks for and returns the exit code.
    package static func run() -> Int32 {
        StandardStreams.occupy()
        Interruption.listen()
        let words = Environment.words
        let output = Output(.standardOutput)
        do {
            switch try program.parse(words, environment: Environment.value(of:)) {
            case .help(let help):
                for line in lines(of: help, for: .output, palette(for: .output, words)) { try output.line(line) }
            case .run(let action, let invocation):
                let context = Context(
                    globals: program.globals, invocation: invocation, output: output,
                    messages: Messages(palette(for: .error, words)))
                try action(invocation, context)
            }
            try output.flush()
            return ExitCode.done.rawValue
        } catch {
            try? output.flush()
            return report(error, words).rawValue
        }
    }

    /// The colours for a stream. `--color` is heard wherever it stands, as `--help` is.
    private static func palette(for stream: Terminal, _ words: [String]) -> Palette {
        program.value(of: program.globals.colour, in: words)
            .palette(for: stream, environment: Environment.value(of:))
    }

    static func lines(of help: Help, for stream: Terminal, _ palette: Palette) -> [String] {
        help.lines(
            width: min(stream.width ?? 80, 120), styling: Styling(heading: palette.heading, name: palette.name))
    }

    private static func report(_ error: any Error, _ words: [String]) -> ExitCode {
        let code = ExitCode(error)
        let palette = palette(for: .error, words)
        let messages = Messages(palette)
        if error is Unsuccessful { return code }
        if let error = error as? OutputError, error.isReaderGone { return code }
        if let faults = error as? Diagnostics {
            messages.show(faults.all)
        } else if let help = help(for: error) {
            for line in lines(of: help, for: .error, palette) { messages.write(line) }
        } else if code == .interrupted {
            messages.write("interrupted")
        } else {
            messages.error(text(of: error), hint: hint(for: error))
        }
        return code
    }

    /// Who names no command wants to know which there are.
    private static func help(for error: any Error) -> Help? {
        guard let error = error as? UsageError, case .missingCommand = error.fault else { return nil }
        return try? program.help(on: error.path.dropFirst())
    }

    static func text(of error: any Error) -> String {
        switch error {
        case let error as Concerning: "\(error.subject): \(text(of: error.cause))"
        default: "\(error)"
        }
    }

    /// The next thing to try, where somebody knows one.
    static func hint(for error: any Error) -> String? {
        switch error {
        case let error as Concerning: hint(for: error.cause)
        case let error as UsageError: usageHint(error)
        case LookupFault.none where ["Dockerfile", "dockerfile"].contains { Machine().kind(of: $0) == .file }:
            "for a Dockerfile alone: `hearth build .`, `hearth check`"
        case StoreError.absent: lsHint
        case let error as any Hinting: error.hint
        case let error as SystemError where error.code == .noSpace || error.code == .overQuota:
            "free some disk space, or run `hearth cache prune`"
        default: nil
        }
    }

    private static func usageHint(_ error: UsageError) -> String {
        let help = "see `\(error.helpCommand)`"
        guard let hint = error.hint else { return help }
        return hint.hasSuffix("?") ? "\(hint) If not, \(help)" : "\(hint); \(help)"
    }
}

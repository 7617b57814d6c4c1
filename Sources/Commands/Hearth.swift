internal import Arguments
internal import Console
internal import ContentStore
internal import Host

/// The program: its commands, and the way from a command line to an exit code.
package enum Hearth {
    static let program: Program<GlobalOptions, Action> = Program(
        "hearth",
        summary: "Builds sets of container images from a bake file, fast, without a daemon.",
        exitCodes: ExitCode.meanings,
        sections: [
            CommandSection("Cache", [.group(cache)]),
            CommandSection("Other", [.command(completion), .command(version)]),
        ]
    ) { declare in
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
            .command(cacheAdd), .command(cacheCat), .command(cacheDu), .command(cacheForget), .command(cacheLs),
            .command(cachePrune), .command(cacheVerify),
        ])

    /// Runs what `words` ask for and returns the exit code.
    package static func run(_ words: [String]) -> Int32 {
        Interruption.listen()
        let output = Output(.standardOutput)
        do {
            switch try program.parse(words, environment: Environment.value(of:)) {
            case .help(let help): try show(help, on: output)
            case .run(let action, let invocation):
                let palette = invocation[program.globals.colour].palette(
                    for: .error, environment: Environment.value(of:))
                let context = Context(
                    globals: program.globals, invocation: invocation, output: output, messages: Messages(palette))
                try action(invocation, context)
            }
            try output.flush()
            return ExitCode.done.rawValue
        } catch {
            try? output.flush()
            return report(error).rawValue
        }
    }

    private static func show(_ help: Help, on output: Output) throws {
        let palette = ColourChoice.auto.palette(for: .output, environment: Environment.value(of:))
        let styling = Styling(heading: palette.heading, name: palette.name)
        for line in help.lines(width: width(of: .output), styling: styling) { try output.line(line) }
    }

    private static func report(_ error: any Error) -> ExitCode {
        let code = ExitCode(error)
        let messages = Messages(ColourChoice.auto.palette(for: .error, environment: Environment.value(of:)))
        if error is Unsuccessful { return code }
        if let help = help(for: error) {
            for line in help.lines(width: width(of: .error)) { messages.write(line) }
        } else if code == .interrupted {
            messages.write("interrupted")
        } else {
            messages.error(words(for: error), hint: hint(for: error))
        }
        return code
    }

    /// Who names no command wants to know which there are.
    private static func help(for error: any Error) -> Help? {
        guard let error = error as? UsageError, case .missingCommand = error.fault else { return nil }
        return program.help(for: error.path)
    }

    private static func width(of stream: Terminal) -> Int {
        min(stream.width ?? 80, 120)
    }

    private static func words(for error: any Error) -> String {
        switch error {
        case let error as Concerning: "\(error.subject): \(words(for: error.cause))"
        default: "\(error)"
        }
    }

    /// The next thing to try, where somebody knows one.
    private static func hint(for error: any Error) -> String? {
        switch error {
        case let error as Concerning: hint(for: error.cause)
        case let error as UsageError:
            [error.hint, "see '\(error.helpCommand)'"].compactMap(\.self).joined(separator: "; ")
        case let error as UserError: error.hint
        case let error as StoreError: error.hint
        case let error as SystemError where error.code == .noSpace || error.code == .overQuota:
            "free some disk space, or run `hearth cache prune`"
        default: nil
        }
    }
}

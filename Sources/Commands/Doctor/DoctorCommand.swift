internal import Arguments
internal import Console
internal import Sandbox
internal import Values

extension Hearth {
    static let doctor: Command<Action> = Command(
        "doctor", summary: "Tell whether this machine can build, and what to do where it cannot",
        discussion: """
            Looks at all that a build needs of the machine, and runs a program as a build would. The exit code is 0 when builds can run,
            be it with warnings, and 1 when they cannot.
            """
    ) { declare in
        declare.example("hearth doctor", "Looks at this machine.")
        return { invocation, context in
            let findings = Checkup(home: try context.globals.home(invocation)).run()
            if context.wantsJSON {
                try context.output.json(.array(findings.map(\.json)))
            } else {
                for finding in findings { try finding.write(to: context.output, context.palette) }
            }
            if findings.contains(where: { $0.state == .problem }) { throw Unsuccessful() }
        }
    }
}

extension CheckupFinding {
    fileprivate var json: JSON {
        [
            "subject": .string(subject), "state": .string(state.rawValue), "words": .string(words),
            "remedy": remedy.map { .string($0) } ?? .null,
        ]
    }

    fileprivate func write(to output: Output, _ palette: Palette) throws {
        let mark =
            switch state {
            case .ok: palette.name("ok     ")
            case .warning: palette.warning("warning")
            case .problem: palette.error("problem")
            }
        try output.line("\(mark)  \(subject): \(words)")
        if let remedy { try output.line("         \(palette.hint("hint:")) \(remedy)") }
    }
}

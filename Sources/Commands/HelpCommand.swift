internal import Arguments
internal import Console
internal import Host

extension Hearth {
    static let help: Command<Action> = Command("help", summary: "Show help for a command") { declare in
        let names: Argument<[String]> = declare.repeatedArguments(
            "COMMAND", help: "The command, as it is typed: cache add", kind: .commands)
        declare.example("hearth help cache add", "Shows the same as hearth cache add --help.")
        return { invocation, context in
            for line in lines(of: try program.help(on: invocation[names]), for: .output, context.palette) {
                try context.output.line(line)
            }
        }
    }
}

internal import Arguments
internal import Console

extension Hearth {
    static let completion: Command<Action> = Command(
        "completion", summary: "Print a script that completes hearth's commands in a shell",
        discussion: """
            Load it in the shell at hand, or from the file that the shell reads when it starts:

              bash  source <(hearth completion bash)
              zsh   source <(hearth completion zsh)
              fish  hearth completion fish | source
            """
    ) { declare in
        let shell = declare.choiceArgument("SHELL", help: "Which shell the script is for", as: Shell.self)
        declare.example("source <(hearth completion bash)", "Completes in this bash from now on.")
        return { invocation, context in
            try context.output.write(program.completionScript(for: invocation[shell]).utf8)
        }
    }
}

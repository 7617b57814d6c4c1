internal import Arguments
internal import BakeLanguage
internal import Console
internal import Host
internal import Planning
internal import Values

/// What the commands have in common that look at the plan of some targets.
struct PlanningCommand {
    let choice: TargetChoice
    let context: Context
    let machine = Machine()

    init(_ options: TargetOptions, _ invocation: Invocation, _ context: Context) {
        choice = TargetChoice(options, invocation, machine)
        self.context = context
    }

    /// Reads the bake files and tells what is doubtful in them.
    func selection(_ overrides: [Override] = []) throws -> Selection {
        try choice.check()
        let definitions = try choice.definitions()
        context.messages.show(definitions.warnings)
        let selection = try choice.selection(from: definitions, overrides, for: .planning)
        context.messages.show(selection.warnings)
        return selection
    }
}

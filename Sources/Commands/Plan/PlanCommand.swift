internal import Arguments
internal import BakeLanguage
internal import Console
internal import Planning
internal import Values

extension Hearth {
    static let plan: Command<Action> = Command(
        "plan", summary: "Show every step of a build before anything runs",
        discussion: """
            Lists the steps of the targets by target and stage, in the order in which they are needed, each with its key.
            Steps that several targets need are done once; a stage that was listed for another target is named and not
            listed again. Steps whose results are in the store are marked as done. --format json has all that is known, with the ingredients of every key.
            Registries are asked once for base images that are not in the store; where nobody answers, keys go by their names.
            """
    ) { declare in
        let options = TargetOptions(&declare)
        let graph = declare.choice(
            "--graph", value: "LANGUAGE", help: "Write the steps as a graph, for Mermaid or Graphviz to draw",
            as: GraphLanguage.self)
        let offline = declare.offlineOption()
        let whole = declare.flag("--no-trunc", help: "Show whole keys and titles")
        declare.example("hearth plan", "Shows the steps of the default targets.")
        declare.example("hearth plan --graph dot '*' | dot -Tsvg > plan.svg", "Draws the steps of all targets.")
        declare.example("hearth plan --format json app | jq '.steps[].title'", "Gives the plan to a program.")
        return { invocation, context in
            try uninterrupted {
                let command = PlanningCommand(options, invocation, context)
                let (plan, done) = try context.planWithResults(
                    command.selection(), on: command.machine, asking: invocation[offline] ? .nobody : .wherePossible)
                switch invocation[graph] {
                case .mermaid?: try context.output.write(PlanGraph(plan).mermaid.utf8)
                case .dot?: try context.output.write(PlanGraph(plan).dot.utf8)
                case nil where context.wantsJSON: try context.output.json(plan.json(done: done))
                case nil: try PlanListing(plan, done: done, context, isWhole: invocation[whole]).write()
                }
                context.messages.report(on: plan, shownBy: command.choice.checkingCall)
            }
        }
    }
}

private enum GraphLanguage: String, CaseIterable, Sendable {
    case mermaid
    case dot
}

/// A command, or a group of them.
package indirect enum CommandTree<Action: Sendable>: Sendable {
    case command(Command<Action>)
    case group(CommandGroup<Action>)

    var name: String {
        switch self {
        case .command(let command): command.name
        case .group(let group): group.name
        }
    }

    var summary: String {
        switch self {
        case .command(let command): command.summary
        case .group(let group): group.summary
        }
    }
}

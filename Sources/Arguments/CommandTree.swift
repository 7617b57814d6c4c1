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

    /// The flag that stands for the name.
    var flag: DeclaredOption? {
        guard case .command(let command) = self else { return nil }
        return command.flag
    }

    /// The command that `name` leads to from here.
    func child(named name: String) throws(ArgumentError) -> CommandTree {
        guard case .group(let group) = self else { throw .unexpectedArgument(name) }
        guard let child = group.child(named: name) else {
            throw .unknownCommand(name, known: group.children.map(\.name))
        }
        return child
    }

    var summary: String {
        switch self {
        case .command(let command): command.summary
        case .group(let group): group.summary
        }
    }
}

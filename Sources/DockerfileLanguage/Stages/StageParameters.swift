internal import Values

/// What a stage can be given from outside: arguments, secrets, SSH agents.
package struct StageParameters: Sendable {
    /// An ARG with the value it has.
    package struct Argument: Sendable {
        package let name: String
        package let value: String
        package let description: String?
        package let lines: ClosedRange<Int>
        /// Its place among several of one line.
        let place: Int
    }

    /// A secret or an agent.
    package struct Resource: Sendable {
        package let id: String
        package let isRequired: Bool
        package let lines: ClosedRange<Int>
    }

    /// The last of each name.
    private(set) var arguments: [ExactText: Argument] = [:]
    /// Names of arguments that it asks for, whether here or before the first FROM.
    private(set) var used: Set<ExactText> = []
    private(set) var secrets: [ExactText: Resource] = [:]
    private(set) var agents: [ExactText: Resource] = [:]

    mutating func use(_ name: String) {
        used.insert(ExactText(name))
    }

    mutating func declare(_ definition: ArgumentDefinition, _ value: String?, _ lines: ClosedRange<Int>) {
        arguments[ExactText(definition.name)] = Argument(
            name: definition.name, value: value ?? "", description: definition.description, lines: lines,
            place: arguments.count)
    }

    /// Adds those from before the first FROM that the stage, its FROM, or one of themselves asks for.
    mutating func complete(_ names: Set<ExactText>, _ globals: GlobalArguments) {
        var open = Array(names.union(used))
        var seen: Set<ExactText> = []
        while let name = open.popLast() {
            guard seen.insert(name).inserted, arguments[name] == nil, let global = globals.declared[name] else {
                continue
            }
            open += global.needs
            arguments[name] = Argument(
                name: name.text, value: global.value ?? "", description: global.definition.description,
                lines: global.lines,
                place: global.place)
        }
    }

    mutating func useSecret(_ id: String, isRequired: Bool, _ lines: ClosedRange<Int>) {
        if secrets[ExactText(id)] == nil {
            secrets[ExactText(id)] = Resource(id: id, isRequired: isRequired, lines: lines)
        }
    }

    mutating func useAgent(_ id: String, isRequired: Bool, _ lines: ClosedRange<Int>) {
        if agents[ExactText(id)] == nil {
            agents[ExactText(id)] = Resource(id: id, isRequired: isRequired, lines: lines)
        }
    }
}

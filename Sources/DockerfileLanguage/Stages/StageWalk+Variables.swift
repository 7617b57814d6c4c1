internal import OCI
internal import Values

extension StageWalk {
    mutating func environment(_ assignments: [Assignment], _ instruction: Instruction) throws(ResolutionFault) {
        let expanded = try expand(assignments, instruction)
        for assignment in expanded {
            checkForm(assignment, instruction)
            checkSecret(assignment.key, "ENV", instruction)
            state.setEnvironment(assignment.key, to: assignment.value)
        }
        record("ENV" + expanded.map { " \($0.key)=\($0.value)" }.joined())
    }

    mutating func label(_ assignments: [Assignment], _ instruction: Instruction) throws(ResolutionFault) {
        let expanded = try expand(assignments, instruction)
        for assignment in expanded {
            checkForm(assignment, instruction)
            state.configuration.execution.labels[ExactText(assignment.key)] = assignment.value
        }
        record("LABEL" + expanded.map { " \($0.key)=\($0.value)" }.joined())
    }

    /// All see what was set before the line.
    private mutating func expand(
        _ assignments: [Assignment], _ instruction: Instruction
    ) throws(ResolutionFault) -> [Assignment] {
        var expanded: [Assignment] = []
        for (place, assignment) in assignments.enumerated() {
            let key = try expand(assignment.key, .key(place), of: instruction)
            let value = try expand(assignment.value, .value(place), of: instruction)
            expanded.append(Assignment(key: key, value: value, isLegacy: assignment.isLegacy))
        }
        return expanded
    }

    /// Each sees those before it.
    mutating func argue(_ definitions: [ArgumentDefinition], _ instruction: Instruction) throws(ResolutionFault) {
        var text = "ARG"
        for (place, definition) in definitions.enumerated() {
            part = .value(place)
            checkSecret(definition.name, "ARG", instruction)
            let value = try value(of: definition, instruction)
            state.setArgument(
                definition.name, to: value, isVariable: !Self.unseen.contains(definition.name))
            text += " " + definition.name + (value.map { "=\($0)" } ?? "")
        }
        record(text)
    }

    private mutating func value(
        of definition: ArgumentDefinition, _ instruction: Instruction
    ) throws(ResolutionFault) -> String? {
        let name = definition.name
        parameters.use(name)
        var value = surroundings.globals.given[ExactText(name)]
        if value == nil, definition.value == nil, let global = surroundings.globals.values[name] { return global }
        if value == nil, let text = definition.value { value = try expand(text, part, of: instruction) }
        parameters.declare(definition, value, instruction.lines)
        return value
    }

    private mutating func checkForm(_ assignment: Assignment, _ instruction: Instruction) {
        guard assignment.isLegacy else { return }
        let word = instruction.word
        find(
            .legacyKeyValueFormat,
            "\"\(word) key=value\" should be used instead of legacy \"\(word) key value\" format", instruction)
    }

    private mutating func checkSecret(_ name: String, _ word: String, _ instruction: Instruction) {
        guard SecretName.isOne(name) else { return }
        let detail = "Do not use ARG or ENV instructions for sensitive data (\(word) \(HistoryText.quoted(name)))"
        find(.secretsUsedInArgOrEnv, detail, instruction)
    }
}

/// Names that tell of a secret: `GITHUB_TOKEN`, but not `PUBLIC_KEY`.
enum SecretName {
    static func isOne(_ name: String) -> Bool {
        let parts = name.utf8.split(separator: UInt8(ascii: "_")).map { Substring($0).lowercased() }
        return parts.contains(where: telling.contains) && !parts.contains(where: harmless.contains)
    }

    private static let telling: Set = [
        "apikey", "auth", "credential", "credentials", "key", "password", "pword", "passwd", "secret", "token",
    ]
    private static let harmless: Set = ["public", "file", "version"]
}

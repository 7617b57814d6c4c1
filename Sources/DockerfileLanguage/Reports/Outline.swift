internal import Values

/// The answer to `--call=outline`: all that can be given to a stage and to those it is made of.
package struct Outline: Sendable {
    private let dockerfile: Dockerfile
    private let name: String
    private let description: String
    private let arguments: [StageParameters.Argument]
    private let secrets: [StageParameters.Resource]
    private let agents: [StageParameters.Resource]

    /// Nil where the Dockerfile could not be resolved.
    package init?(_ dockerfile: Dockerfile, _ resolution: Resolution) {
        guard let target = resolution.resolved?.target else { return nil }
        self.dockerfile = dockerfile
        let stage = dockerfile.stages[target.index]
        name = stage.name ?? ""
        description = stage.description ?? ""
        arguments = Self.first(of: resolution.parameters.map(\.arguments)).sorted {
            ($0.lines.lowerBound, $0.place) < ($1.lines.lowerBound, $1.place)
        }
        secrets = Self.sorted(resolution.parameters.map(\.secrets))
        agents = Self.sorted(resolution.parameters.map(\.agents))
    }

    /// The first of each name.
    private static func first<Value>(of parts: [[ExactText: Value]]) -> some Sequence<Value> {
        parts.reduce(into: [:]) { all, part in all.merge(part) { first, _ in first } }.values
    }

    private static func sorted(_ parts: [[ExactText: StageParameters.Resource]]) -> [StageParameters.Resource] {
        first(of: parts).sorted {
            ($0.lines.lowerBound, ExactText($0.id)) < ($1.lines.lowerBound, ExactText($1.id))
        }
    }

    /// For people.
    package var text: String {
        var parts: [String] = []
        if !name.isEmpty || !description.isEmpty {
            var table = Table(gap: 1, "TARGET:", name.isEmpty ? "(default)" : name)
            if !description.isEmpty { table.add("DESCRIPTION:", description) }
            parts.append(table.text)
        }
        if !arguments.isEmpty {
            var table = Table(gap: 3, "BUILD ARG", "VALUE", "DESCRIPTION")
            for argument in arguments { table.add(argument.name, argument.value, argument.description ?? "") }
            parts.append(table.text)
        }
        for (heading, resources) in [("SECRET", secrets), ("SSH", agents)] where !resources.isEmpty {
            var table = Table(gap: 3, heading, "REQUIRED")
            for resource in resources { table.add(resource.id, resource.isRequired ? "true" : "") }
            parts.append(table.text)
        }
        return parts.map { $0 + "\n" }.joined()
    }

    /// For programs.
    package var json: String {
        JSON.members([
            "name": .unlessEmpty(name), "description": .unlessEmpty(description),
            "args": .unlessEmpty(arguments.map(\.json)), "secrets": .unlessEmpty(secrets.map(\.json)),
            "ssh": .unlessEmpty(agents.map(\.json)),
            "sources": [.string(Base64.encode(dockerfile.file.bytes))],
        ]).report + "\n"
    }
}

extension StageParameters.Argument {
    fileprivate var json: JSON {
        .members([
            "name": .string(name), "description": .unlessEmpty(description), "value": .unlessEmpty(value),
            "location": .location(Array(lines)),
        ])
    }
}

extension StageParameters.Resource {
    fileprivate var json: JSON {
        .members(["name": .string(id), "required": isRequired ? true : nil, "location": .location(Array(lines))])
    }
}

extension JSON {
    fileprivate static func unlessEmpty(_ values: [JSON]) -> JSON? {
        values.isEmpty ? nil : .array(values)
    }
}

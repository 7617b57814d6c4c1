internal import Values

/// The answer to `--call=targets`: the stages of a Dockerfile.
package struct TargetList: Sendable {
    private let dockerfile: Dockerfile

    package init(_ dockerfile: Dockerfile) {
        self.dockerfile = dockerfile
    }

    /// For people.
    package var text: String {
        var table = Table(gap: 1, "TARGET", "DESCRIPTION")
        for (number, stage) in dockerfile.stages.enumerated() {
            let mark = number == dockerfile.stages.count - 1 ? "(default)" : nil
            table.add([stage.name, mark].compactMap(\.self).joined(separator: " "), stage.description ?? "")
        }
        return table.text
    }

    /// For programs.
    package var json: String {
        let targets = dockerfile.stages.enumerated().map { number, stage in
            JSON.members([
                "name": .unlessEmpty(stage.name), "default": number == dockerfile.stages.count - 1 ? true : nil,
                "description": .unlessEmpty(stage.description), "base": .unlessEmpty(stage.base),
                "platform": .unlessEmpty(stage.platform), "location": .location(Array(stage.lines)),
            ])
        }
        let sources: JSON = [.string(Base64.encode(dockerfile.file.bytes))]
        return JSON.members(["targets": targets.isEmpty ? .null : .array(targets), "sources": sources]).report + "\n"
    }
}

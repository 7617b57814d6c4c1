internal import DockerfileLanguage
package import Values

// A plan for programs: everything that is known, and nothing twice. States and keys are digests; steps are found by their states.
extension Plan {
    /// `done` are the states of steps whose results are there.
    package func json(done: Set<Digest> = []) -> JSON {
        var lines = LineTables()
        let targets = targets.map { json(of: $0, &lines) }
        let steps = steps.map { $0.json(&lines, isDone: done.contains($0.state)) }
        let shared = self.steps.count { $0.isShared }
        return [
            "targets": .array(targets), "bases": .array(bases.map(\.json)), "steps": .array(steps),
            "count": ["steps": .integer(Int64(steps.count)), "shared": .integer(Int64(shared))],
        ]
    }

    private func json(of target: PlannedTarget, _ lines: inout LineTables) -> JSON {
        var members: [JSON.Member] = [
            .init("name", .string(target.name)), .init("key", .string(target.key.description)),
            .init("isPromise", .bool(target.isPromise)), .init("isCertain", .bool(target.isCertain)),
            .init("dockerfile", .string(target.dockerfile.name)),
        ]
        if let range = target.range {
            members.append(.init("file", .string(range.file.name)))
            members.append(.init("line", .integer(Int64(lines.line(of: range)))))
        }
        members.append(.init("findings", .integer(Int64(target.findings.all.count))))
        members.append(.init("images", .array(target.images.map(json(of:)))))
        members.append(.init("ingredients", target.recipe.json))
        return .object(members)
    }

    private func json(of image: PlannedImage) -> JSON {
        let stages = stages(of: image).map { stage -> JSON in
            [
                "name": stage.name.map(JSON.string) ?? .null, "base": .string(stage.base.description),
                "steps": .array(stage.steps.map { .string($0.state.description) }),
            ]
        }
        return [
            "platform": .string(image.platform.description), "state": .string(image.state.description),
            "stages": .array(stages),
        ]
    }
}

extension PlannedBase {
    fileprivate var json: JSON {
        var members: [JSON.Member] = [
            .init("name", .string(name)), .init("state", .string(state.description)), .init("kind", .string(kind)),
        ]
        if case .manifest(let digest) = origin { members.append(.init("digest", .string(digest.description))) }
        if case .target(let target) = origin { members.append(.init("target", .string(target))) }
        members.append(.init("isKnown", .bool(isKnown)))
        members.append(.init("ingredients", recipe.json))
        return .object(members)
    }

    private var kind: String {
        switch origin {
        case .manifest, .unknown: "image"
        case .target: "target"
        case nil, .nothing: isScratch ? "scratch" : "files"
        }
    }
}

extension PlannedStep {
    fileprivate func json(_ lines: inout LineTables, isDone: Bool) -> JSON {
        [
            "key": .string(key.description), "state": .string(state.description),
            "below": .string(below.description), "reads": .array(reads.map { .string($0.description) }),
            "title": .string(title), "kind": .string(kind), "stage": stage.map(JSON.string) ?? .null,
            "platform": .string(platform.description), "file": .string(range.file.name),
            "line": .integer(Int64(lines.line(of: range))), "targets": .array(targets.map(JSON.string)),
            "isTrigger": .bool(isTrigger), "isCertain": .bool(isCertain), "isForced": .bool(isForced),
            "isDone": .bool(isDone),
            "ingredients": recipe.json,
        ]
    }

    private var kind: String {
        switch operation {
        case .run: "run"
        case .copy(let copy): copy.isAdd ? "add" : "copy"
        case .workdir: "workdir"
        }
    }
}

extension Recipe {
    /// The ingredients in their order, the domain first: enough to make the key again.
    package var json: JSON {
        .array(
            ([Ingredient("domain", domain.rawValue)] + ingredients).map {
                ["name": .string($0.name), "value": .string($0.value)]
            })
    }
}

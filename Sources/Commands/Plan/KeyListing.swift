internal import Console
internal import Planning
internal import Values

/// The keys of some targets of a plan.
struct KeyListing {
    private let targets: [PlannedTarget]
    private let plan: Plan
    private let context: Context

    init(_ targets: [PlannedTarget], of plan: Plan, _ context: Context) {
        self.targets = targets
        self.plan = plan
        self.context = context
    }

    func write() throws {
        if context.wantsJSON { return try context.output.json(targets.map { json(of: $0) }) }
        for target in targets {
            try context.output.line(targets.count == 1 ? "\(target.key)" : "\(target.key)  \(shown(target.name))")
        }
    }

    /// The target's ingredients first, then those of what it begins with, then those of each step.
    func writeIngredients() throws {
        if context.wantsJSON {
            return try context.output.json(targets.map { json(of: $0, dependencies: dependencies(of: $0)) })
        }
        for target in targets {
            let promise = target.isPromise ? " (a promise of its key-files)" : ""
            try write("target \(target.name)\(promise)", target.recipe)
            for part in dependencies(of: target) { try write(part.title, part.recipe) }
        }
    }

    private func write(_ title: String, _ recipe: Recipe) throws {
        try context.output.line("\(context.palette.heading(shown(title)))")
        try context.output.line("  key \(recipe.key)")
        try context.output.line("  domain \(recipe.domain.rawValue)")
        for ingredient in recipe.ingredients {
            let lines = ingredient.value.split(separator: "\n", omittingEmptySubsequences: false).map {
                shown(String($0))
            }
            try context.output.line("  \(shown(ingredient.name)) \(lines.joined(separator: "\n    "))")
        }
    }

    private func json(of target: PlannedTarget, dependencies: [Dependency]? = nil) -> JSON {
        var members: [JSON.Member] = [
            .init("name", .string(target.name)), .init("key", .string(target.key.description)),
            .init("isPromise", .bool(target.isPromise)), .init("isCertain", .bool(target.isCertain)),
        ]
        if let dependencies {
            members.append(.init("ingredients", target.recipe.json))
            members.append(.init("dependencies", .array(dependencies.map(\.json))))
        }
        return .object(members)
    }

    /// The images that are in the keys with nothing but their names, which may be had by others later.
    var unknownImages: [String] {
        var seen: Set<String> = []
        return targets.flatMap { parts(of: $0).bases }
            .filter { !$0.isKnown && !$0.name.contains("@") && seen.insert($0.name).inserted }.map(\.name).sorted()
    }

    private func dependencies(of target: PlannedTarget) -> [Dependency] {
        let (bases, steps) = parts(of: target)
        return bases.map { Dependency(title: "base \($0.name)", recipe: $0.recipe) }
            + steps.map { Dependency(title: "step \($0.shortTitle)", recipe: $0.recipe) }
    }

    /// What the key is made from that has a key of its own: bases, then steps. Nothing, where key files decide.
    private func parts(of target: PlannedTarget) -> (bases: [PlannedBase], steps: [PlannedStep]) {
        if target.isPromise { return ([], []) }
        let steps = plan.steps(neededFor: target.images.map(\.state))
        var begun: Set<Digest> = []
        let beginnings = (steps.flatMap { [$0.below] + $0.reads } + target.images.map(\.state)).filter {
            begun.insert($0).inserted
        }
        return (beginnings.flatMap(plan.bases(in:)), steps)
    }

    private func shown(_ text: String) -> String { text.spellingOutControls() }
}

/// Something with a key that another key is made from.
private struct Dependency {
    let title: String
    let recipe: Recipe

    var json: JSON {
        ["title": .string(title), "key": .string(recipe.key.description), "ingredients": recipe.json]
    }
}

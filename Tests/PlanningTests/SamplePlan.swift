import DockerfileLanguage
import OCI
import Values

@testable import Planning

/// A plan put together by hand, as the planner would make it.
struct SamplePlan {
    private(set) var plan = Plan()
    private let file: SourceFile
    private let platform = Platform(system: "linux", architecture: "amd64", variant: nil)

    init(_ text: String = "FROM scratch\nCOPY a /\nRUN b\nRUN c\n") {
        file = SourceFile(name: "Dockerfile", text: text)
    }

    /// Adds a base, and gives its state.
    mutating func base(_ name: String, _ origin: BaseImage.Origin? = nil) -> Digest {
        let recipe = Recipe(.base, [Ingredient("image", name)])
        plan.add(
            PlannedBase(name: name, state: recipe.key, origin: origin, isKnown: origin != .unknown, recipe: recipe))
        return recipe.key
    }

    /// Adds a step on top of a state for some targets, and gives the state it leads to.
    mutating func step(
        _ title: String, _ extra: [Ingredient] = [], on below: Digest, reads: [Digest] = [], stage: String? = nil,
        line: Int = 2, for targets: String...
    ) -> Digest {
        let recipe = Recipe(
            .step,
            [Ingredient("step", "run"), Ingredient("below", below.description), Ingredient("argument", title)] + extra)
        let run = RunOperation(
            arguments: [title], environment: Variables(), workingDirectory: "/", user: nil, network: .standard,
            security: .sandbox)
        let start = file.bytes.indices.filter { $0 == 0 || file.bytes[$0 - 1] == UInt8(ascii: "\n") }[line - 1]
        let step = PlannedStep(
            recipe: recipe, title: title, bracket: "[1/1]", operation: .run(run), platform: platform, below: below,
            state: recipe.key,
            reads: reads, surroundings: RunSurroundings(), stage: stage, range: SourceRange(file, start..<start + 1),
            isTrigger: false,
            isCertain: true, isForced: false)
        for target in targets { plan.add(step, for: target) }
        return recipe.key
    }

    mutating func target(_ name: String, at state: Digest, _ extra: [Ingredient] = [], isPromise: Bool = false) {
        let steps = plan.steps.filter { $0.targets.contains(name) }
        let image = PlannedImage(
            platform: platform, state: state, steps: steps, configuration: ImageConfiguration(platform: platform),
            epoch: nil)
        let recipe = Recipe(
            isPromise ? .keyFiles : .target,
            isPromise ? extra : [Ingredient("files", state.description)] + extra)
        plan.targets.append(
            PlannedTarget(
                name: name, images: [image], recipe: recipe, isPromise: isPromise, dockerfile: file,
                findings: Findings(), warnings: [], range: nil, isCertain: true))
    }
}

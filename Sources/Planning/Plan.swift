package import DockerfileLanguage
package import OCI
package import Values

/// All that is to be done for some targets, known before anything runs: the graph of their steps, with the key of each.
package struct Plan: Sendable {
    /// Each after those it links to.
    package internal(set) var targets: [PlannedTarget] = []
    /// The steps of all targets, each once and after those it needs.
    package internal(set) var steps: [PlannedStep] = []
    /// What stages begin with.
    package internal(set) var bases: [PlannedBase] = []

    /// What steps and bases read of contexts, by their keys.
    package internal(set) var files: [Digest: [SelectedFiles]] = [:]

    init() {}

    package func step(leadingTo state: Digest) -> PlannedStep? {
        places[state].map { steps[$0] }
    }

    /// All steps that states come from, those of other targets included, each after those it needs.
    package func steps(neededFor states: [Digest]) -> [PlannedStep] {
        var needed: Set<Digest> = []
        var open = states
        while let state = open.popLast() {
            guard needed.insert(state).inserted, let step = step(leadingTo: state) else { continue }
            open += [step.below] + step.reads
        }
        return steps.filter { needed.contains($0.state) }
    }

    /// What is doubtful about Dockerfiles as a whole, each once.
    package var warnings: [Diagnostic] {
        targets.reduce(into: []) { all, target in all += target.warnings.filter { !all.contains($0) } }
    }

    /// What a stage begins with; nil for a state that a step leads to.
    package func base(of state: Digest) -> PlannedBase? {
        bases.first { $0.state == state && $0.isKnown } ?? bases.first { $0.state == state }
    }

    /// Where in `steps` the step is that leads to a state.
    private(set) var places: [Digest: Int] = [:]

    mutating func add(_ step: PlannedStep, for target: String) {
        if let place = places[step.state] {
            if steps[place].targets.last != target { steps[place].targets.append(target) }
            steps[place].isForced = steps[place].isForced || step.isForced
            return
        }
        places[step.state] = steps.count
        steps.append(step)
        steps[steps.count - 1].targets = [target]
    }

    mutating func add(_ base: PlannedBase) {
        if !bases.contains(where: { $0.state == base.state && $0.name == base.name }) { bases.append(base) }
    }
}

/// A step of the graph. Its state names it: that of the files once it is done.
package struct PlannedStep: Sendable {
    package let recipe: Recipe
    /// As progress shows it: `RUN make -j4`.
    package let title: String
    /// What progress shows before the title: `[build 2/3]`.
    package let bracket: String
    package let operation: ResolvedStep.Operation
    /// What runs it, and what its stage is for.
    package let platform: Platform
    /// The state it is applied to.
    package let below: Digest
    package let state: Digest
    /// The states whose files it reads besides, in the order of its sources; of a RUN in that of its mounts' targets.
    package let reads: [Digest]
    /// What is the same for all RUNs of its target.
    package let surroundings: RunSurroundings
    /// The stage that has it, as progress names it; nil for the only one there is.
    package let stage: String?
    package let range: SourceRange
    /// Whether the base image asked for it.
    package let isTrigger: Bool
    /// Whether its key says all that it depends on. Where something is fetched or not at hand, it does not.
    package let isCertain: Bool
    /// Whether it is to be done in any case (`--no-cache`), as one target at least wants.
    package internal(set) var isForced: Bool
    /// Those that need it.
    package internal(set) var targets: [String] = []

    package var key: Digest { recipe.key }
}

/// What a stage begins with that is no stage.
package struct PlannedBase: Equatable, Sendable {
    /// `scratch`, or as people know it: `docker.io/library/alpine:3.20`.
    package let name: String
    package let state: Digest
    package let origin: BaseImage.Origin?
    /// Whether what it says of itself is at hand.
    package let isKnown: Bool
    package let recipe: Recipe

    package var isScratch: Bool { state == StateKeys.scratch.key }
}

/// A target of the plan.
package struct PlannedTarget: Sendable {
    package let name: String
    package let images: [PlannedImage]
    /// What the image is made from, or the files that stand for it.
    package let recipe: Recipe
    /// Whether the key is a promise of the user, made with `key-files`.
    package let isPromise: Bool
    /// The file with its Dockerfile.
    package let dockerfile: SourceFile
    /// What the checks found.
    package let findings: Findings
    /// What is doubtful about the Dockerfile as a whole.
    package let warnings: [Diagnostic]
    package let range: SourceRange?
    /// Whether all its keys say all that they depend on.
    package let isCertain: Bool

    package var key: Digest { recipe.key }
}

/// What a target makes for one platform.
package struct PlannedImage: Sendable {
    package let platform: Platform
    /// Of the files at its end.
    package let state: Digest
    /// All its steps, those of other stages included, each after those it needs: as this target names and places them, where
    /// several targets have one. `Plan.stages(of:)` says who else does.
    let steps: [PlannedStep]
    /// Without labels from outside.
    package let configuration: ImageConfiguration
    /// What SOURCE_DATE_EPOCH asks for.
    package let epoch: SourceEpoch?
}

internal import Contexts
internal import DockerfileLanguage
internal import OCI
internal import Values

/// Gives the steps of one resolved Dockerfile their keys, stage by stage.
struct StagePlanner {
    private let contexts: TargetContexts
    private let linked: [String: PlannedTarget]
    private let surroundings: RunSurroundings
    private let isForced: (String?) -> Bool
    /// The state each stage ends with, by number.
    private var ends: [Int: Digest] = [:]
    /// States that are not known for certain by their keys.
    private var doubtful: Set<Digest> = []
    private(set) var bases: [PlannedBase] = []
    private(set) var steps: [PlannedStep] = []
    private(set) var faults: [Diagnostic] = []
    /// The files that were selected, by the keys that they are in.
    private(set) var files: [Digest: [SelectedFiles]] = [:]

    init(
        _ contexts: TargetContexts, linked: [String: PlannedTarget], _ surroundings: RunSurroundings,
        isForced: @escaping (String?) -> Bool
    ) {
        self.contexts = contexts
        self.linked = linked
        self.surroundings = surroundings
        self.isForced = isForced
    }

    /// Plans what the target stage needs, and gives the state it ends with.
    mutating func plan(_ dockerfile: ResolvedDockerfile) throws -> Digest {
        for stage in dockerfile.stages { ends[stage.index] = try plan(stage) }
        return end(of: dockerfile.target.index)
    }

    private func end(of stage: Int) -> Digest {
        guard let end = ends[stage] else { preconditionFailure("a stage comes after those it needs") }
        return end
    }

    func isCertain(_ state: Digest) -> Bool { !doubtful.contains(state) }

    private mutating func plan(_ stage: ResolvedStage) throws -> Digest {
        var state = try placingFaults(at: stage.range, else: StateKeys.scratch.key) { planner in
            try planner.state(of: stage.base)
        }
        for step in stage.steps {
            state = try placingFaults(at: step.range, else: state) { planner in
                try planner.plan(step, of: stage, on: state)
            }
        }
        return state
    }

    /// Goes on after what is wrong with files: the steps that follow may have faults of their own.
    private mutating func placingFaults(
        at range: SourceRange, else state: Digest, _ body: (inout StagePlanner) throws -> Digest
    ) throws -> Digest {
        do {
            return try body(&self)
        } catch let failure as ContextFailure {
            faults.append(failure.diagnostic(at: range))
            return state
        }
    }

    private mutating func plan(_ step: ResolvedStep, of stage: ResolvedStage, on below: Digest) throws -> Digest {
        var work = StepWork()
        let ingredients =
            switch step.operation {
            case .run(let run): try ingredients(of: run, on: stage.platform, below, &work)
            case .copy(let copy): try ingredients(of: copy, below, &work)
            case .workdir(let path, let user): ingredients(of: path, user, below)
            }
        let recipe = Recipe(.step, ingredients.all)
        if !work.files.isEmpty { files[recipe.key] = work.files }
        let state = step.isLink ? StateKeys.linked(recipe.key, on: below) : recipe.key
        let isCertain = !work.isFetched && ([below] + work.reads).allSatisfy { !doubtful.contains($0) }
        if !isCertain { doubtful.insert(state) }
        steps.append(
            PlannedStep(
                recipe: recipe, title: step.title, bracket: step.bracket, operation: step.operation,
                platform: stage.platform,
                below: below, state: state, reads: work.reads, surroundings: surroundings, stage: stage.name,
                range: step.range, isTrigger: step.isTrigger,
                isCertain: isCertain, isForced: isForced(stage.name)))
        return state
    }

    private func ingredients(of path: String, _ user: String?, _ below: Digest) -> StepIngredients {
        var all = StepIngredients("workdir", below: below)
        all.add("directory", path)
        all.add("user", user)
        return all
    }

    private mutating func ingredients(
        of run: RunOperation, on platform: Platform, _ below: Digest, _ work: inout StepWork
    ) throws -> StepIngredients {
        var all = StepIngredients(run, on: platform, below: below, surroundings)
        for mount in run.mounts.inReadingOrder {
            all.add(mount.mount)
            guard let origin = mount.origin else { continue }
            let selector = Selector(sources: [mount.mount.source], isMount: true)
            all.add(try files(of: origin, selector, &work))
        }
        return all
    }

    private mutating func ingredients(
        of copy: CopyOperation, _ below: Digest, _ work: inout StepWork
    ) throws -> StepIngredients {
        var all = StepIngredients(copy, below: below)
        for source in copy.sources {
            switch source {
            case .path(let path):
                let selector = Selector(sources: [path], excludes: copy.excludes, keepsParents: copy.keepsParents)
                all.add(try files(of: copy.origin, selector, &work))
            case .inline(let name, let content):
                all.add(FileIngredients(text: content, named: name).all)
            case .web(let address), .git(let address):
                work.isFetched = work.isFetched || copy.checksum == nil
                all.add(FileIngredients(address: address).all)
            }
        }
        return all
    }

    private mutating func files(
        of origin: Origin, _ selector: Selector, _ work: inout StepWork
    ) throws -> [Ingredient] {
        switch origin {
        case .mainContext: return ingredients(of: try files(in: nil, selector), &work)
        case .context(let name): return ingredients(of: try files(in: name, selector), &work)
        case .scratch, .stage, .image:
            let state = try state(of: origin)
            work.reads.append(state)
            return FileIngredients(of: state, selector.sources, excludes: selector.excludes).all
        }
    }

    private func ingredients(of files: SelectedFiles, _ work: inout StepWork) -> [Ingredient] {
        work.files.append(files)
        return FileIngredients(files.inputs).all
    }

    private func files(in context: String?, _ selector: Selector) throws -> SelectedFiles {
        let view = try contexts.view(context)
        var selector = selector
        selector.ignore = view.ignore
        do {
            return SelectedFiles(
                context: view.files, selector: selector, ignoreFile: view.ignoreFile,
                inputs: try view.files.select(selector))
        } catch {
            throw ContextFailure(fault: error, place: view.place, ignoreName: view.ignoreName)
        }
    }

    /// What a stage begins with, or a step reads.
    private mutating func state(of origin: Origin) throws -> Digest {
        switch origin {
        case .scratch:
            return note(PlannedBase(name: "scratch", StateKeys.scratch))
        case .stage(let index):
            return end(of: index)
        case .image(let image, let platform):
            return state(of: image, platform)
        case .context(let name): return try state(named: name, of: name)
        case .mainContext: return try state(named: "context", of: nil)
        }
    }

    /// Of a context that a stage begins with.
    private mutating func state(named name: String, of context: String?) throws -> Digest {
        let selected = try files(in: context, Selector(sources: ["."], isMount: true))
        let recipe = Recipe(.base, FileIngredients(selected.inputs).all)
        files[recipe.key] = [selected]
        return note(PlannedBase(name: name, recipe))
    }

    private mutating func state(of image: BaseImage, _ platform: Platform) -> Digest {
        if case .target(let name) = image.origin, let target = linked[name] {
            let planned = target.images.first { $0.platform == platform } ?? target.images.first
            if let planned {
                if !target.isCertain { doubtful.insert(planned.state) }
                return planned.state
            }
        }
        let state = note(PlannedBase(name: image.name, StateKeys.image(image, platform), image))
        if image.isGuess { doubtful.insert(state) }
        return state
    }

    private mutating func note(_ base: PlannedBase) -> Digest {
        if !bases.contains(base) { bases.append(base) }
        return base.state
    }
}

/// What comes to light while the ingredients of a step are gathered.
private struct StepWork {
    /// The states whose files it reads.
    var reads: [Digest] = []
    /// What it reads of contexts.
    var files: [SelectedFiles] = []
    /// Whether it reads what is not known before it is fetched.
    var isFetched = false
}

extension ResolvedStep {
    /// Whether its layer knows nothing of what is below.
    fileprivate var isLink: Bool {
        if case .copy(let copy) = operation { copy.isLink } else { false }
    }
}

extension PlannedBase {
    fileprivate init(name: String, _ recipe: Recipe, _ image: BaseImage? = nil) {
        self.init(
            name: name, state: recipe.key, origin: image?.origin, isKnown: !(image?.isGuess ?? false), recipe: recipe)
    }
}

internal import BakeLanguage
internal import Contexts
internal import DockerfileLanguage
internal import Hashing
internal import OCI
internal import Values

/// Plans one target, for all its platforms.
struct TargetPlanner {
    private let input: BuildInput
    private let world: any PlanningWorld
    private let linked: [String: PlannedTarget]
    private let contexts: TargetContexts
    private let readings: Readings

    /// `guessesLinks`: whether a target that is linked to and not planned is guessed.
    init(
        _ input: BuildInput, _ world: any PlanningWorld, _ readings: Readings, linked: [String: PlannedTarget],
        guessesLinks: Bool = false
    ) {
        self.readings = readings
        self.input = input
        self.world = world
        self.linked = linked
        contexts = TargetContexts(input, world, linked: linked, guessesLinks: guessesLinks)
    }

    private var target: Target { input.target }

    /// The target, its steps and what they begin with. Throws all that is wrong with it.
    func planned() throws -> Outcome {
        let found = try FoundDockerfile(of: input, in: world.surroundings)
        try contexts.look(beside: found)
        let reading = try reading(found.file)
        var outcome = Outcome(reading)
        var faults: [Diagnostic] = []
        for platform in try platforms() {
            do {
                try plan(reading, for: platform, &outcome)
            } catch let some as Diagnostics {
                for fault in some.all where !faults.contains(fault) { faults.append(fault) }
            }
        }
        if !faults.isEmpty { throw Diagnostics(faults) }
        outcome.recipe = try keyFiles() ?? recipe(outcome.images)
        return outcome
    }

    /// The Dockerfile, for the first platform.
    func inspection() throws -> Inspection {
        let found = try FoundDockerfile(of: input, in: world.surroundings)
        try contexts.look(beside: found)
        let reading = try reading(found.file)
        let platform = try platforms()[0]
        return Inspection(
            target: target.name, reading: reading, request: try request(for: platform), sources: contexts)
    }

    /// The images that its stages name, as far as that can be told without having any. What is wrong is told by planning.
    func expectedImages() -> [ImageRequest] {
        let expected = ExpectedImages(contexts)
        guard let found = try? FoundDockerfile(of: input, in: world.surroundings),
            let reading = try? reading(found.file),
            let platforms = try? platforms()
        else { return [] }
        for platform in platforms {
            if let request = try? request(for: platform) { _ = Resolution(reading, request, expected) }
        }
        return expected.all
    }

    private func plan(_ reading: Reading, for platform: Platform, _ outcome: inout Outcome) throws {
        let resolution = Resolution(reading, try request(for: platform), contexts)
        outcome.findings = resolution.findings
        guard let resolved = resolution.resolved else { throw Diagnostics(resolution.faults.map(placed)) }
        var planner = StagePlanner(contexts, linked: linked, runSurroundings, isForced: isForced)
        let state = try planner.plan(resolved)
        if !planner.faults.isEmpty { throw Diagnostics(planner.faults) }
        outcome.bases += planner.bases
        outcome.steps += planner.steps
        outcome.files.merge(planner.files) { first, _ in first }
        outcome.isCertain = outcome.isCertain && planner.isCertain(state)
        outcome.images.append(
            PlannedImage(
                platform: platform, state: state, steps: planner.steps,
                configuration: resolved.target.configuration, epoch: resolved.epoch))
    }

    /// What no line of the Dockerfile is to blame for is the fault of who asked for it: the stage, an argument.
    private func placed(_ fault: Diagnostic) -> Diagnostic {
        guard fault.range == nil, let place = target.place(of: target.stage == nil ? .dockerfile : .target) else {
            return fault
        }
        var fault = fault
        fault.range = place
        fault.notes.append(Diagnostic.Note("for the target \(target.name)"))
        return fault
    }

    private func reading(_ file: SourceFile) throws -> Reading {
        do {
            return try readings.reading(of: file, checks: target.arguments["BUILDKIT_DOCKERFILE_CHECK"])
        } catch {
            throw Diagnostics(error.diagnostic(at: target.place(of: .args)))
        }
    }

    private func request(for platform: Platform) throws -> BuildRequest {
        var request = BuildRequest(platform: platform, buildPlatform: world.surroundings.platform)
        request.arguments = target.arguments
        request.stage = target.stage
        request.isPlatformGiven = !(target.platforms ?? []).isEmpty
        request.hasSeveralPlatforms = (target.platforms ?? []).count > 1
        request.network = try network()
        request.wantsAllStages = input.wantsAllStages
        request.ignore = try contexts.mainIgnore()
        return request
    }

    private func network() throws -> Running.Network {
        guard let name = target.network, !name.isEmpty else { return .standard }
        guard let network = Running.Network(rawValue: name) else {
            throw contexts.refusal(.network(name), .network)
        }
        return network
    }

    private func platforms() throws -> [Platform] {
        let here = world.surroundings.platform
        let given = try (target.platforms ?? []).flatMap { try Platform.list($0, here: here) }
        return given.isEmpty ? [try Platform("local", here: here)] : given
    }

    private var runSurroundings: RunSurroundings {
        RunSurroundings(
            hostname: target.arguments["BUILDKIT_SANDBOX_HOSTNAME"],
            hosts: target.extraHosts.map { "\($0.key)=\($0.value)" }.sorted(),
            sharedMemory: target.shmSize.flatMap(MemorySize.init),
            limits: (target.ulimits ?? []).sorted())
    }

    private func isForced(_ stage: String?) -> Bool {
        if target.noCache == true { return true }
        guard let stage, let filter = target.noCacheFilter else { return false }
        return filter.contains { $0.lowercased() == stage.lowercased() }
    }

    private func recipe(_ images: [PlannedImage]) -> Recipe {
        Recipe(
            .target,
            images.flatMap { image in
                [
                    Ingredient("platform", image.platform.description), Ingredient("files", image.state.description),
                    Ingredient("config", image.configuration.keyText),
                ]
            })
    }

    /// The key that the target's key files make, where it has some.
    private func keyFiles() throws -> Recipe? {
        guard let files = target.settings.keyFiles, !files.isEmpty else { return nil }
        var ingredients = [Ingredient("target", target.name)]
        if let scope = target.settings.scope { ingredients.append(Ingredient("scope", scope)) }
        ingredients += try platforms().map { Ingredient("platform", $0.description) }
        if let stage = target.stage { ingredients.append(Ingredient("stage", stage)) }
        for path in files {
            ingredients.append(Ingredient("file", "\(path) \(ContentHash.digest(of: try keyFile(path)))"))
        }
        return Recipe(.keyFiles, ingredients)
    }

    private func keyFile(_ path: String) throws -> [UInt8] {
        do {
            if let bytes = try world.surroundings.contents(of: path) { return bytes }
            throw keyFileRefusal(.keyFile(path))
        } catch let fault as UnreadableFile {
            throw keyFileRefusal(.unreadable(fault.path, reason: fault.reason))
        }
    }

    private func keyFileRefusal(_ fault: PlanningFault) -> Diagnostics {
        Diagnostics(fault.diagnostic(target.name, at: target.settingsPlace))
    }
}

/// What comes of planning a target.
struct Outcome {
    let dockerfile: SourceFile
    let warnings: [Diagnostic]
    var findings: Findings
    var images: [PlannedImage] = []
    var bases: [PlannedBase] = []
    var steps: [PlannedStep] = []
    var files: [Digest: [SelectedFiles]] = [:]
    var isCertain = true
    var recipe = Recipe(.target, [])

    init(_ reading: Reading) {
        dockerfile = reading.dockerfile.file
        warnings = reading.warnings
        findings = reading.findings
    }
}

internal import OCI
internal import Values

/// The ways through the stages: each begins where another ended.
struct StageWalks {
    let surroundings: StageWalk.Surroundings
    private let triggers: [Int: [Instruction]]
    private let isAlone: Bool
    /// How many stages to come begin with one.
    private var heirs: [Int: Int] = [:]
    private var ends: [Int: StageState] = [:]
    private(set) var histories: [Int: [HistoryEntry]] = [:]
    private(set) var parameters: [Int: StageParameters] = [:]
    private(set) var tally: Tally

    init(_ resolver: Resolver, isAlone: Bool) {
        surroundings = StageWalk.Surroundings(
            request: resolver.request, globals: resolver.globals, graph: resolver.graph, origins: resolver.origins,
            expander: resolver.expander, proxies: Self.proxies(resolver.request.arguments))
        triggers = resolver.triggers
        tally = resolver.tally
        self.isAlone = isAlone
        for node in resolver.graph.nodes {
            if case .stage(let base) = node.base { heirs[base, default: 0] += 1 }
        }
    }

    /// Whether the Dockerfile asked for more than it may.
    var isExhausted: Bool { tally.effort.lacking != nil }

    /// What became of a stage.
    struct End {
        let stage: ResolvedStage
        let faults: [Diagnostic]
        /// Whether the stage was gone through to its end, so that others can begin with what it leaves.
        let isWhole: Bool
    }

    mutating func walk(_ number: Int, isTarget: Bool, atMost mostFaults: Int) -> End {
        let node = surroundings.graph.nodes[number]
        var walk = StageWalk(surroundings, number: number, begin(node), titles(number), tally.taken())
        if node.replacement == nil || surroundings.request.wantsAllStages {
            walk.state.addPath()
            walk.go(through: triggers[number] ?? [], isTrigger: true, atMost: mostFaults)
            walk.go(through: node.stage.instructions, isTrigger: false, atMost: mostFaults)
        }
        tally = walk.tally
        if node.replacement == nil { histories[number] = walk.history }
        parameters[number] = walk.parameters
        let configuration = isTarget ? image(number, walk.state) : ImageConfiguration(platform: walk.state.platform)
        if heirs[number] != nil { ends[number] = walk.state }
        let stage = ResolvedStage(
            index: number, name: isAlone ? nil : node.label, platform: walk.state.platform, base: origin(node),
            steps: node.replacement == nil ? walk.steps : [], configuration: configuration, range: node.stage.range)
        return End(stage: stage, faults: walk.faults, isWhole: !walk.hasEnded)
    }

    private mutating func begin(_ node: StageGraph.Node) -> StageState {
        let platform = node.platform ?? surroundings.request.platform
        switch node.replacement {
        case .image(let image): return StageState(image.configuration, platform: image.configuration.platform)
        case .files:
            return StageState(ImageConfiguration(platform: platform), platform: platform)
        case nil: break
        }
        switch node.base {
        case .stage(let base): return inherited(base)
        case .foreign(let name):
            if let loaded = surroundings.origins[name, platform] {
                return StageState(
                    loaded.configuration(for: platform), platform: platform, isGuess: loaded.isGuess)
            }
            return StageState(StageState.empty(for: platform), platform: platform)
        case .scratch:
            let platform = surroundings.request.platform
            return StageState(StageState.empty(for: platform), platform: platform)
        }
    }

    /// The last heir takes all there is, so that long rows of stages copy nothing.
    private mutating func inherited(_ base: Int) -> StageState {
        heirs[base, default: 1] -= 1
        let isLast = heirs[base] == 0
        let platform = surroundings.request.platform
        var state =
            (isLast ? ends.removeValue(forKey: base) : ends[base])
            ?? StageState(StageState.empty(for: platform), platform: platform)
        state.inherit()
        return state
    }

    private func origin(_ node: StageGraph.Node) -> Origin {
        let platform = node.platform ?? surroundings.request.platform
        switch node.replacement {
        case .image(let image): return .image(image, platform)
        case .files(let name): return .context(name)
        case nil: break
        }
        switch node.base {
        case .scratch: return .scratch
        case .stage(let base): return .stage(base)
        case .foreign(let name): return surroundings.origins[name, platform]?.origin(platform) ?? .context(name)
        }
    }

    private func titles(_ number: Int) -> StepTitles {
        let node = surroundings.graph.nodes[number]
        let platform = node.platform ?? surroundings.request.platform
        var total = triggers[number]?.count ?? 0
        if case .foreign = node.base { total += 1 }
        total += node.stage.instructions.count { $0.isStep }
        var titles = StepTitles(
            surroundings.expander, platform: surroundings.request.hasSeveralPlatforms ? platform : nil,
            stage: isAlone ? nil : node.label, total: total)
        if case .foreign(let name) = node.base,
            case .image(let image, isReplacement: false) = surroundings.origins[name, platform],
            !image.configuration.layers.isEmpty
        {
            titles.passBase()
        }
        return titles
    }

    /// Given to all processes under both names of each.
    private static func proxies(_ arguments: [String: String]) -> Variables {
        var values: [String: String] = [:]
        for (name, value) in arguments.sorted(by: { $0.key < $1.key }) { values[name.lowercased()] = value }
        var proxies = Variables()
        for name in ["http_proxy", "https_proxy", "ftp_proxy", "no_proxy", "all_proxy"] {
            guard let value = values[name], !value.isEmpty else { continue }
            proxies.set(name.uppercased(), to: value)
            proxies.set(name, to: value)
        }
        return proxies
    }
}

extension Instruction {
    /// Whether it counts as a step.
    fileprivate var isStep: Bool {
        switch content {
        case .add, .copy, .run, .workdir: true
        default: false
        }
    }
}

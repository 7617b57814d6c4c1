internal import OCI
internal import Values

extension Resolver {
    /// Names of images must be ones, whether or not anybody needs them.
    mutating func loadImages() throws(Diagnostics) {
        var checked: Set<String> = []
        let escape = expander.escape
        for node in graph.nodes {
            if node.replacement == nil {
                check(node.base, &checked) { node.stage.range.place(of: .word(0), escape: escape) }
            }
            for need in node.needs { check(need.source, &checked) { need.place(escape: escape) } }
        }
        try stopAtFaults()
    }

    private mutating func check(
        _ source: StageGraph.Source, _ checked: inout Set<String>, at range: () -> SourceRange
    ) {
        guard !hasManyFaults, case .foreign(let name) = source, checked.insert(name).inserted else { return }
        do throws(Diagnostics) {
            _ = try Origins.reference(name, at: range)
        } catch {
            blame(error)
        }
    }

    /// Loads what the target is made of, and reads what bases want done, which may need more.
    mutating func load(neededFor target: Int) throws(Diagnostics) {
        var open = [target]
        while let number = open.popLast(), !hasManyFaults {
            guard needed.insert(number).inserted else { continue }
            load(number)
            addTriggers(of: number)
            if case .stage(let base) = graph.nodes[number].base { open.append(base) }
            for need in graph.nodes[number].needs {
                if case .stage(let other) = need.source { open.append(other) }
            }
        }
        if request.wantsAllStages {
            for number in graph.nodes.indices where !needed.contains(number) && !hasManyFaults { load(number) }
        }
        faults.sort { ($0.range?.offsets.lowerBound ?? 0) < ($1.range?.offsets.lowerBound ?? 0) }
        try stopAtFaults()
    }

    private mutating func load(_ number: Int) {
        let node = graph.nodes[number]
        if node.replacement == nil, case .foreign(let name) = node.base {
            let (platform, escape) = (node.platform ?? request.platform, expander.escape)
            load(name, for: platform) { node.stage.range.place(of: .word(0), escape: escape) }
            checkPlatform(name, platform, [node.stage.lines])
        }
        if node.replacement == nil || request.wantsAllStages { load(node.needs) }
    }

    private mutating func load(_ needs: [StageGraph.Need]) {
        let escape = expander.escape
        for need in needs {
            guard case .foreign(let name) = need.source else { continue }
            load(name, for: request.platform) { need.place(escape: escape) }
            // BuildKit does not know where mounts are.
            let isCopy = if case .copy = need.instruction.content { true } else { false }
            checkPlatform(name, request.platform, isCopy ? [need.instruction.lines] : [])
        }
    }

    /// An image that nobody has seen may be right.
    private mutating func checkPlatform(_ name: String, _ expected: Platform, _ lines: [ClosedRange<Int>]) {
        guard case .image(let image, isReplacement: false) = origins[name, expected], !image.isGuess else { return }
        let actual = image.configuration.platform
        guard actual.system != expected.system || actual.architecture != expected.architecture else { return }
        let detail =
            "Base image \(name) was pulled with platform \(HistoryText.quoted(actual.description)), expected "
            + "\(HistoryText.quoted(expected.description)) for current build"
        tally.findings.add(Finding(.invalidBaseImagePlatform, detail, lines: lines))
    }

    private mutating func load(_ name: String, for platform: Platform, at range: () -> SourceRange) {
        do throws(Diagnostics) {
            try origins.load(name, for: platform, from: sources, stages: { graph.names }, at: range)
        } catch {
            blame(error)
        }
    }

    private mutating func addTriggers(of number: Int) {
        let node = graph.nodes[number]
        guard node.replacement == nil else { return }
        var read: [Instruction] = []
        for text in triggerTexts(of: node) {
            do throws(Diagnostics) {
                let instruction = try Instruction(trigger: text, lines: node.stage.lines, range: node.stage.range)
                read.append(instruction)
                let needs = try needs(of: instruction)
                graph.addNeeds(needs, of: number)
                load(needs)
            } catch {
                blame(error)
            }
        }
        if !read.isEmpty { triggers[number] = read }
    }

    private func needs(of trigger: Instruction) throws(Diagnostics) -> [StageGraph.Need] {
        let needs: [StageGraph.Need]
        do throws(ResolutionFault) {
            needs = try graph.needs(of: trigger, expander)
        } catch {
            throw Diagnostics(error.diagnostic(at: trigger.range))
        }
        for need in needs {
            if case .foreign(let name) = need.source { _ = try Origins.reference(name) { trigger.range } }
        }
        return needs
    }

    private func triggerTexts(of node: StageGraph.Node) -> [String] {
        switch node.base {
        case .scratch: []
        case .stage(let base):
            graph.nodes[base].stage.instructions.compactMap {
                if case .onbuild(let text) = $0.content { text } else { nil }
            }
        case .foreign(let name):
            origins[name, node.platform ?? request.platform]?
                .configuration(for: request.platform).execution.onBuild ?? []
        }
    }
}

extension StageGraph {
    var hasForeignNeeds: Bool {
        nodes.contains { node in
            node.stage.instructions.contains { instruction in
                if case .run(let running) = instruction.content, !running.mounts.isEmpty { return true }
                return node.needs.contains { if case .stage = $0.source { false } else { true } }
            }
        }
    }
}

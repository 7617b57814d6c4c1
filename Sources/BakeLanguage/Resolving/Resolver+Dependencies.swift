internal import HCL
internal import Values

extension Resolver {
    /// Resolves what an expression depends on, and gives the scope to compute it in: the given one, with the targets and
    /// groups that it refers to. What is not defined anywhere is left for the expression to stumble over.
    func resolve(_ dependencies: Dependencies, in scope: Scope) throws(Diagnostics) -> Scope {
        for function in dependencies.functions { try resolveFunction(function.name) }
        var blocks: [String: [String: Value]] = [:]
        for reference in dependencies.references {
            switch reference.root {
            case Target.blockType:
                try resolveBlock(reference, among: { self.targets[$0] }, into: &blocks)
            case Group.blockType:
                try resolveBlock(reference, among: { self.groups[$0] }, into: &blocks)
            default:
                if scope === root || scope.variables[reference.root] == nil {
                    try resolveValue(reference.root, at: reference.rootRange)
                }
            }
        }
        if blocks.isEmpty { return scope }
        return Scope(parent: scope, variables: blocks.mapValues { .object(Members($0)) })
    }

    /// Resolves as much of the targets or groups of a name as the reference reads.
    private func resolveBlock<Kind>(
        _ reference: Reference, among instances: (String) -> [Instance<Kind>]?,
        into blocks: inout [String: [String: Value]]
    ) throws(Diagnostics) {
        guard let first = reference.steps.first, case .attribute(let name) = first.kind else {
            throw Diagnostics(ResolutionFault.wholeBlocks(Kind.blockType).diagnostic(at: reference.rootRange))
        }
        if blocks[Kind.blockType] == nil, !(targets.isEmpty && groups.isEmpty) { blocks[Kind.blockType] = [:] }
        guard let instances = instances(name) else { return }
        var wanted = Array(Kind.Attribute.allCases)
        if reference.steps.count > 1, case .attribute(let name) = reference.steps[1].kind {
            wanted = Kind.Attribute(rawValue: name).map { [$0] } ?? []
        }
        for instance in instances {
            for place in wanted.compactMap(instance.block.place) { try resolve(attributeAt: place, of: instance) }
        }
        blocks[Kind.blockType, default: [:]][name] = instances.last?.reading
    }

    /// Computes what the block of a target or a group has at a place.
    func resolve<Kind>(attributeAt place: Int, of instance: Instance<Kind>) throws(Diagnostics) {
        let (key, prepared) = instance.block.attributes[place]
        switch instance.progress[place] {
        case .done: return
        case .faulty: throw .reported
        case .underWay:
            let name = [Kind.blockType, instance.block.label.text, key.rawValue].joined(separator: ".")
            throw Diagnostics(ResolutionFault.cycle(name).diagnostic(at: prepared.expression.range))
        case nil: break
        }
        instance.progress[place] = .underWay
        let isDone = reporting { () throws(Diagnostics) in
            try descending(at: prepared.expression.range) { () throws(Diagnostics) in
                let value = try evaluate(prepared, in: instance.scope)
                try take(value, forAttributeAt: place, of: instance)
            }
        }
        instance.progress[place] = isDone ? .done : .faulty
        if !isDone { throw .reported }
    }

    private func take<Kind>(
        _ value: Value, forAttributeAt place: Int, of instance: Instance<Kind>
    ) throws(Diagnostics) {
        do throws(AttributeFault) {
            try instance.take(value, forAttributeAt: place)
        } catch {
            let (key, prepared) = instance.block.attributes[place]
            throw Diagnostics(error.diagnostic(key.rawValue, prepared.expression))
        }
    }
}

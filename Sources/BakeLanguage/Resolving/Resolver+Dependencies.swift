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
        var wanted = Kind.attributes
        if reference.steps.count > 1, case .attribute(let attribute) = reference.steps[1].kind { wanted = [attribute] }
        for instance in instances {
            for attribute in wanted { try resolve(attribute, of: instance) }
        }
        blocks[Kind.blockType, default: [:]][name] = instances.last?.reading
    }

    /// Computes an attribute of a target or a group, if its block has it.
    func resolve<Kind>(_ attribute: String, of instance: Instance<Kind>) throws(Diagnostics) {
        guard let prepared = instance.block.attributes[attribute] else { return }
        switch instance.progress[attribute] {
        case .done: return
        case .faulty: throw .reported
        case .underWay:
            let name = [Kind.blockType, instance.block.label.text, attribute].joined(separator: ".")
            throw Diagnostics(ResolutionFault.cycle(name).diagnostic(at: prepared.expression.range))
        case nil: break
        }
        instance.progress[attribute] = .underWay
        let isDone = reporting { () throws(Diagnostics) in
            try descending(at: prepared.expression.range) { () throws(Diagnostics) in
                let value = try evaluate(prepared, in: instance.scope)
                try take(value, for: attribute, of: instance, from: prepared.expression)
            }
        }
        instance.progress[attribute] = isDone ? .done : .faulty
        if !isDone { throw .reported }
    }

    private func take<Kind>(
        _ value: Value, for attribute: String, of instance: Instance<Kind>, from expression: Expression
    ) throws(Diagnostics) {
        do throws(AttributeFault) {
            try instance.take(value, for: attribute, at: expression.range)
        } catch {
            throw Diagnostics(error.diagnostic(attribute, expression))
        }
    }
}

internal import HCL
internal import Values

extension Resolver {
    /// The instances of a block: one, or one for every combination of the values of its matrix.
    func instances<Kind>(of block: NamedBlock<Kind>) throws(Diagnostics) -> [Instance<Kind>] {
        try TargetName.check(block.label.text, at: block.label.range)
        var names: Set<String> = []
        var instances: [Instance<Kind>] = []
        for scope in try scopes(of: block) {
            let name = try name(of: block, in: scope)
            guard names.insert(name).inserted else {
                let range = (block.name ?? block.matrix)?.expression.range ?? block.label.range
                throw Diagnostics(ResolutionFault.sameName(name, isNamed: block.name != nil).diagnostic(at: range))
            }
            instances.append(Instance(block, name: name, scope: scope))
        }
        return instances
    }

    private func name<Kind>(of block: NamedBlock<Kind>, in scope: Scope) throws(Diagnostics) -> String {
        guard let name = block.name else { return block.label.text }
        let range = name.expression.range
        guard block.matrix != nil else { throw Diagnostics(ResolutionFault.nameWithoutMatrix.diagnostic(at: range)) }
        let value = try evaluate(name, in: scope)
        guard case .string(let text) = try? value.converted(to: .string) else {
            throw Diagnostics(ResolutionFault.notText("name", value.kind).diagnostic(at: range))
        }
        try TargetName.check(text, at: range)
        return text
    }

    /// Where the instances of a block are computed: the axes of a matrix are variables there. The first axis, by name,
    /// changes fastest.
    private func scopes<Kind>(of block: NamedBlock<Kind>) throws(Diagnostics) -> [Scope] {
        guard let matrix = block.matrix else { return [root] }
        let range = matrix.expression.range
        let axes: Members
        switch try evaluate(matrix, in: root) {
        case .object(let members), .map(let members, _): axes = members
        case let other: throw Diagnostics(ResolutionFault.notMatrix(other.kind).diagnostic(at: range))
        }
        if axes.all.isEmpty { return [root] }
        var combinations: [[String: Value]] = [[:]]
        for axis in axes.all {
            guard let values = axis.value.axisValues else {
                throw Diagnostics(ResolutionFault.notAxis(axis.name, axis.value.kind).diagnostic(at: range))
            }
            let (count, isBeyond) = combinations.count.multipliedReportingOverflow(by: values.count)
            guard !isBeyond, count <= Self.largestMatrix else {
                throw Diagnostics(ResolutionFault.matrixTooLarge(Self.largestMatrix).diagnostic(at: range))
            }
            combinations = values.flatMap { value in
                combinations.map { $0.merging([axis.name: value]) { _, value in value } }
            }
        }
        root.grant(steps: combinations.count * Self.stepsForMember)
        return combinations.map { Scope(parent: root, variables: $0) }
    }

    private static let largestMatrix = 100_000
    /// What a target may take to compute without being charged to the file.
    private static let stepsForMember = 100

    /// Computes all that the blocks say, and gives what they define.
    func resolveAll<Kind>(_ instances: [Instance<Kind>]) -> [Instance<Kind>] {
        instances.filter { instance in
            instance.block.attributes.indices.reduce(true) { isDone, place in
                reporting { () throws(Diagnostics) in try resolve(attributeAt: place, of: instance) } && isDone
            }
        }
    }
}

extension Value {
    /// What a matrix goes through along an axis; nil for what has no elements.
    fileprivate var axisValues: [Value]? {
        switch self {
        case .list(let elements, _), .set(let elements, _), .tuple(let elements): elements.values
        case .map(let members, _), .object(let members): members.all.map(\.value)
        case .null, .string, .number, .bool: nil
        }
    }
}

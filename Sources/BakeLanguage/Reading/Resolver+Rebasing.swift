internal import HCL

extension Resolver {
    /// Makes the paths of a target relative to the working directory.
    func rebase(_ instance: Instance<Target>) {
        instance.definition.rebase(
            onto: bases[instance.block.file], context: contextBase(of: instance, depth: 0))
    }

    /// A context that is nothing but that of another target is relative to what the other's is.
    private func contextBase(of instance: Instance<Target>, depth: Int) -> PathBase? {
        let own = bases[instance.block.file]
        guard depth < 100, case .reference(let reference) = instance.block[.context]?.expression.form,
            reference.root == Target.blockType, reference.steps.count == 2,
            case .attribute(let name) = reference.steps[0].kind,
            case .attribute("context") = reference.steps[1].kind, let other = targets[name]?.last
        else { return own }
        return contextBase(of: other, depth: depth + 1)
    }
}

internal import HCL
internal import Values

extension Resolver {
    /// Makes a function of the file ready to be called, when there is one of that name. What its result depends on is
    /// resolved, too, but for its parameters.
    func resolveFunction(_ name: String) throws(Diagnostics) {
        guard root.functions[name] == nil, let block = functions[name] else { return }
        switch functionProgress[name] {
        case .done: return
        case .faulty: throw .reported
        case .underWay: throw Diagnostics(ResolutionFault.functionCycle(name).diagnostic(at: block.range))
        case nil: break
        }
        functionProgress[name] = .underWay
        let isDone = reporting { () throws(Diagnostics) in
            try descending(at: block.range) { () throws(Diagnostics) in
                root.functions[name] = try function(block)
            }
        }
        functionProgress[name] = isDone ? .done : .faulty
        if !isDone { throw .reported }
    }

    private func function(_ block: FunctionBlock) throws(Diagnostics) -> Function {
        let locals = Set(block.parameters + [block.variadic].compactMap(\.self))
        let dependencies = block.result.dependencies.excluding(locals)
        let scope = try resolve(dependencies, in: root)
        try checkNames(of: dependencies, in: scope)
        return Function(
            parameters: block.parameters, variadic: block.variadic, result: block.result.expression,
            scope: { scope })
    }

    /// A function that uses a name which nobody defines is faulty even when it is never called.
    private func checkNames(of dependencies: Dependencies, in scope: Scope) throws(Diagnostics) {
        let names = Array(variables.keys) + attributes.keys + overrides.builtIns.keys
        for reference in dependencies.references where scope.variable(reference.root) == nil {
            let fault = ResolutionFault.unknownName(reference.root, known: names.sorted())
            throw Diagnostics(fault.diagnostic(at: reference.rootRange))
        }
        let functions = Array(self.functions.keys) + root.functions.keys
        for call in dependencies.functions where scope.function(call.name) == nil && !call.isSpecialForm {
            let fault = ResolutionFault.unknownFunction(call.name, known: functions.sorted())
            throw Diagnostics(fault.diagnostic(at: call.range))
        }
    }
}

internal import Values

extension Function {
    /// A function that is written in the bake file. Its parameters take anything but null, and its result may use them and
    /// what is in `scope`, which is asked for when the function is called, as functions may be declared in any order.
    package init(
        parameters: [String], variadic: String?, result: Expression, scope: @escaping () -> Scope
    ) {
        self.init(parameters.map { Parameter($0, .any) }, variadic: variadic.map { Parameter($0, .any) }) {
            arguments throws(CallFailure) in
            let inner = Scope(parent: scope())
            inner.budget.enterFunction()
            defer { inner.budget.leaveFunction() }
            for (name, value) in zip(parameters, arguments) { inner.variables[name] = value }
            if let variadic { inner.variables[variadic] = .tuple(Array(arguments.dropFirst(parameters.count))) }
            do throws(Diagnostics) { return try result.value(in: inner) } catch { throw .within(error) }
        }
    }
}

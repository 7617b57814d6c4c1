package import Values

extension Expression {
    /// What the expression comes to. The diagnostics are empty when all that is wrong with it was reported before.
    package func value(in scope: Scope) throws(Diagnostics) -> Value {
        var evaluator = Evaluator(scope.budget)
        if let value = evaluator.value(of: self, in: scope) { return value }
        throw Diagnostics(evaluator.faults)
    }
}

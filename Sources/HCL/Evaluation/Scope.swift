/// The names that an expression may use: its own, and those of the scopes around it.
package final class Scope {
    package let parent: Scope?
    package var variables: [String: Value]
    package var functions: [String: Function]
    /// What may be spent on everything that is evaluated below one outermost scope.
    let budget: Budget

    /// `steps` are what the whole run may spend, where this is the outermost scope. A run has one of these, or it would
    /// have several budgets.
    package init(
        parent: Scope? = nil, variables: [String: Value] = [:], functions: [String: Function] = [:],
        steps: Int = Budget.steps
    ) {
        self.parent = parent
        self.variables = variables
        self.functions = functions
        budget = parent?.budget ?? Budget(steps: steps)
    }

    /// Adds to what the whole run may spend: there is more to do than its first files let expect.
    package func grant(steps: Int) {
        budget.grant(steps)
    }

    package func variable(_ name: String) -> Value? {
        var scope: Scope? = self
        while let current = scope {
            if !current.variables.isEmpty, let value = current.variables[name] { return value }
            scope = current.parent
        }
        return nil
    }

    package func function(_ name: String) -> Function? {
        var scope: Scope? = self
        while let current = scope {
            if !current.functions.isEmpty, let function = current.functions[name] { return function }
            scope = current.parent
        }
        return nil
    }

    /// Itself and those around it, the innermost first.
    private var chain: some Sequence<Scope> { sequence(first: self, next: \.parent) }

    /// In an order that does not change from run to run, so that advice does not either. Where there are too many to look
    /// through for every fault, there is no advice.
    var variableNames: [String] {
        chain.flatMap { $0.variables.count > Self.most ? [] : $0.variables.keys.sorted() }
    }

    var functionNames: [String] {
        chain.flatMap { $0.functions.keys.sorted() } + SpecialForm.allCases.map(\.rawValue)
    }

    private static let most = 2000
}

/// The names that an expression may use.
package final class Scope {
    package let parent: Scope?
    package var variables: [String: Value]
    package var functions: [String: Function]

    package init(parent: Scope? = nil, variables: [String: Value] = [:], functions: [String: Function] = [:]) {
        self.parent = parent
        self.variables = variables
        self.functions = functions
    }
}

package import Values

/// An expression that was read by itself, and what in it was not understood. With a fault the expression is `faulty`.
package struct ParsedExpression: Sendable {
    package let expression: Expression
    package let faults: [Diagnostic]

    package init(expression: Expression, faults: [Diagnostic]) {
        self.expression = faults.isEmpty ? expression : Expression(.faulty, expression.range)
        self.faults = faults
    }
}

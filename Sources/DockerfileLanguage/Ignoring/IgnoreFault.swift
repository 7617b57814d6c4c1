/// A pattern that is none.
package struct IgnoreFault: Error, Equatable, Sendable {
    package let pattern: String
    package let reason: MalformedPattern

    package init(pattern: String, reason: MalformedPattern) {
        self.pattern = pattern
        self.reason = reason
    }
}

extension IgnoreFault: CustomStringConvertible {
    package var description: String { "\"\(pattern.excerpt)\" is not a pattern: \(reason)" }

    package var hint: String? { reason.hint }
}

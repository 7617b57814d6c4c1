/// What kind of value something is, or must be.
package indirect enum ValueType: Hashable, Sendable {
    /// Anything: the type of what is not known, or of a plain `null`.
    case any
    case string
    case number
    case bool
    case list(ValueType)
    case set(ValueType)
    case map(ValueType)
    case tuple([ValueType])
    case object([String: ObjectAttribute])

    package struct ObjectAttribute: Hashable, Sendable {
        package let type: ValueType
        /// May be missing from what is converted to the type.
        package let isOptional: Bool

        package init(_ type: ValueType, isOptional: Bool = false) {
            self.type = type
            self.isOptional = isOptional
        }
    }
}

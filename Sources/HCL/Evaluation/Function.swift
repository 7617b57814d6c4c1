package import Values

/// Something that makes one value of others.
package struct Function {
    package struct Parameter: Sendable {
        package let name: String
        package let type: ValueType
        package let allowsNull: Bool

        package init(_ name: String, _ type: ValueType, allowsNull: Bool = false) {
            self.name = name
            self.type = type
            self.allowsNull = allowsNull
        }
    }

    package let parameters: [Parameter]
    /// Takes all further arguments.
    package let variadic: Parameter?
    /// Called with arguments that have been counted, converted to the types of their parameters, and are not null
    /// unless that is allowed.
    package let apply: ([Value]) throws(CallFailure) -> Value

    package init(
        _ parameters: [Parameter], variadic: Parameter? = nil,
        _ apply: @escaping ([Value]) throws(CallFailure) -> Value
    ) {
        self.parameters = parameters
        self.variadic = variadic
        self.apply = apply
    }
}

/// Why a function made nothing of its arguments.
package enum CallFailure: Error {
    /// One argument is at fault: its index, and what is wrong with it.
    case argument(Int, reason: String)
    case failed(reason: String)
    /// The function is written in the bake file, and something in it went wrong.
    case within(Diagnostics)
}

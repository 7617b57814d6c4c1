package import Values

/// The functions that every bake file may call, but for `try`, `can` and `convert`, whose arguments are no values.
package struct FunctionLibrary {
    private let surroundings: any Surroundings

    /// Some functions look around: at the time, the home folder, or for random numbers.
    package init(surroundings: any Surroundings) {
        self.surroundings = surroundings
    }

    package var functions: [String: Function] {
        let families = [
            NumericFunctions.table, LogicFunctions.table, TextFunctions.table, ListFunctions.table,
            CollectionFunctions.table, SetFunctions.table, FormatFunctions.table, PatternFunctions.table,
            EncodingFunctions.table, HashFunctions(surroundings).table, DateFunctions(surroundings).table,
            NetworkFunctions.table, PlaceFunctions(surroundings).table, VersionFunctions.table,
        ]
        return families.reduce(into: [:]) { all, family in
            all.merge(family) { first, _ in first }
        }
    }
}

extension Function.Parameter {
    static func text(_ name: String) -> Self { Self(name, .string) }
    static func number(_ name: String) -> Self { Self(name, .number) }
    static func flag(_ name: String) -> Self { Self(name, .bool) }
    static func texts(_ name: String) -> Self { Self(name, .list(.string)) }
    static func list(_ name: String) -> Self { Self(name, .list(.any)) }
    static func set(_ name: String) -> Self { Self(name, .set(.any)) }
    static func anything(_ name: String) -> Self { Self(name, .any) }
    static func anythingOrNull(_ name: String) -> Self { Self(name, .any, allowsNull: true) }
}

extension Function {
    /// A function that reads its arguments by their place.
    static func taking(
        _ parameters: [Parameter], variadic: Parameter? = nil,
        reading body: @escaping (Arguments) throws(CallFailure) -> Value
    ) -> Function {
        Function(parameters, variadic: variadic) { (values: [Value]) throws(CallFailure) -> Value in
            try body(Arguments(values))
        }
    }
}

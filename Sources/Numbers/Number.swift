/// A number as bake files count: binary, with 512 bits of mantissa, or infinite.
package struct Number: Hashable, Sendable {
    private let value: Double

    package init(_ value: Int) {
        self.value = Double(value)
    }

    package init(_ value: Double) {
        self.value = value
    }

    /// Reads `12`, `-0.5`, `1e3`.
    package init?(_ text: String) {
        guard let value = Double(text) else { return nil }
        self.value = value
    }

    /// The whole number this is; nil when it is none, or does not fit.
    package var integer: Int? { Int(exactly: value) }

    package var double: Double { value }
}

extension Number: Comparable {
    package static func < (left: Number, right: Number) -> Bool { left.value < right.value }
}

extension Number: CustomStringConvertible {
    package var description: String { integer.map(String.init) ?? "\(value)" }
}

extension ValueType {
    /// Whether values of the type may become values of `wanted`. A safe conversion never fails; the others depend on the
    /// value: not every string is a number, not every map has what an object needs.
    func isConvertible(to wanted: ValueType, safely: Bool) -> Bool {
        if self == wanted { return true }
        switch (self, wanted) {
        case (_, .any): return true
        case (.any, _): return !safely
        case (.number, .string), (.bool, .string): return true
        case (.string, .number), (.string, .bool): return !safely
        case (.list(let own), .list(let element)), (.set(let own), .list(let element)),
            (.set(let own), .set(let element)), (.map(let own), .map(let element)):
            return own.isConvertible(to: element, safely: safely)
        case (.list(let own), .set(let element)):
            return !safely && own.isConvertible(to: element, safely: false)
        case (.tuple(let own), .list(let element)), (.tuple(let own), .set(let element)):
            guard let common = Self.common(own, for: element, safely: safely) else { return false }
            return own.allSatisfy { $0.isConvertible(to: common, safely: safely) }
        case (.object(let own), .map(let element)):
            let types = own.values.map(\.type)
            guard let common = Self.common(types, for: element, safely: safely) else { return false }
            return types.allSatisfy { $0.isConvertible(to: common, safely: safely) }
        case (.tuple(let own), .tuple(let elements)):
            return own.count == elements.count
                && zip(own, elements).allSatisfy { $0.isConvertible(to: $1, safely: safely) }
        case (.object(let own), .object(let attributes)):
            return attributes.allSatisfy { name, wanted in
                own[name].map { $0.type.isConvertible(to: wanted.type, safely: safely) } ?? wanted.isOptional
            }
        case (.map(let own), .object(let attributes)):
            return !safely
                && attributes.values.allSatisfy { $0.isOptional || own.isConvertible(to: $0.type, safely: false) }
        default: return false
        }
    }

    /// What the elements of a collection have to become: `wanted`, or where that is left open what all of them can be.
    static func common(_ types: [ValueType], for wanted: ValueType, safely: Bool) -> ValueType? {
        guard wanted == .any, !types.isEmpty else { return wanted }
        guard let common = unified(types, safely: safely) else { return nil }
        return common == .any && types.contains { $0 != .any } ? nil : common
    }
}

/// The typed key of a declared option: `invocation[option]` is its value.
package struct Option<Value: Sendable>: Sendable {
    let slot: Slot
}

/// The typed key of a declared argument: `invocation[argument]` is its value.
package struct Argument<Value: Sendable>: Sendable {
    let slot: Slot
}

/// The place of one value in an invocation. Its identity is its name, so no two declarations can share one.
final class Slot: Sendable, Hashable {
    static func == (left: Slot, right: Slot) -> Bool { left === right }

    func hash(into hasher: inout Hasher) {
        hasher.combine(ObjectIdentifier(self))
    }
}

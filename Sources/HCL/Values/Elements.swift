/// Values in a row, and what they weigh together.
package struct Elements: Sendable {
    package let values: [Value]
    /// How much there is in it, at any depth; see `Value.weight`.
    package let weight: Int
    /// How deeply it is nested; see `Value.depth`.
    package let depth: Int

    package init(_ values: [Value]) {
        self.values = values
        var weight = Value.ownWeight
        var depth = 0
        for value in values {
            weight = weight.saturatingSum(value.weight)
            depth = max(depth, value.depth)
        }
        self.weight = weight
        self.depth = depth + 1
    }

    package var count: Int { values.count }
    package var isEmpty: Bool { values.isEmpty }
}

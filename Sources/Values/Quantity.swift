/// So many of something, in words: `1 blob`, `3 blobs`.
package struct Quantity: CustomStringConvertible, Sendable {
    package let count: Int
    package let noun: String

    /// `noun` is in the singular, and takes an s in the plural.
    package init(_ count: Int, _ noun: String) {
        self.count = count
        self.noun = noun
    }

    package var description: String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
}

/// How a help text marks its parts, for a terminal that can show more than letters. Widths are counted before.
package struct Styling: Sendable {
    package let heading: @Sendable (String) -> String
    package let name: @Sendable (String) -> String

    package init(
        heading: @escaping @Sendable (String) -> String = { $0 }, name: @escaping @Sendable (String) -> String = { $0 }
    ) {
        self.heading = heading
        self.name = name
    }

    /// Letters alone.
    package static let plain = Styling()
}

/// A text that somebody gave, and where it stood.
struct GivenValue: Sendable {
    let text: String
    let source: ValueSource
}

/// Where a value came from.
package enum ValueSource: Equatable, Sendable {
    /// The long name, whichever was typed.
    case option(String)
    case argument(String)
    /// A variable that stands in for an option.
    case environment(String, option: String)
}

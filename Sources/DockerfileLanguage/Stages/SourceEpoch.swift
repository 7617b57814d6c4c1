/// The time that SOURCE_DATE_EPOCH has images say they were made at.
package enum SourceEpoch: Equatable, Sendable {
    /// Since 1970.
    case seconds(Int64)
    /// That of the last change in the context of the build, which must be a git revision or come from the web.
    case mainContext
    /// The same of a named context.
    case context(String)
    /// The same of what the stage of that number fetches.
    case stage(Int)
}

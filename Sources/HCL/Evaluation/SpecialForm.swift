/// What is called like a function and does not have its arguments evaluated first.
enum SpecialForm: String, CaseIterable {
    /// The first argument that can be evaluated.
    case `try`
    /// Whether the argument can be evaluated.
    case can
    /// The first argument as a value of the type that the second is.
    case convert
}

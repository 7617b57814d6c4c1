/// Everything is right, and nothing can be done about it: what runs steps is yet to come.
struct CannotBuildYet: Error, CustomStringConvertible {
    let hint: String

    var description: String { "hearth cannot build yet" }
}

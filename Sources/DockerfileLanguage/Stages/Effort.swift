/// What going through the stages may cost. Images and processes carry variables, ports and arguments with them, so that a
/// long Dockerfile can ask for the square of its length.
struct Effort {
    /// What there is an end of.
    enum Resource {
        case variables
        case text
    }

    static let mostVariables = 4_000_000
    static let mostText = 64 << 20

    /// How many variables are handed to processes, where they differ from those of the one before.
    var variables = mostVariables
    /// How many bytes the history of the images has.
    var text = mostText

    /// What ran out, if anything did.
    var lacking: Resource? {
        if variables < 0 { return .variables }
        return text < 0 ? .text : nil
    }
}

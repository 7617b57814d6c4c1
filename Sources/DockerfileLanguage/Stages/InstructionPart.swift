/// A part of an instruction, or of a FROM, that something may be wrong with.
enum InstructionPart {
    case whole
    /// All that stands behind the flags.
    case rest
    /// The value of the flag, and which of several it is.
    case flag(String, Int = 0)
    case word(Int)
    /// The first word that reads like this.
    case reading(String)
    /// Of an assignment or an argument.
    case key(Int)
    case value(Int)
}

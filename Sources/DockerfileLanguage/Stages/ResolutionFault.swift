internal import OCI
internal import Values

/// What can be wrong with a Dockerfile whose instructions are all well written.
enum ResolutionFault: Error {
    case expansion(ExpansionFault)
    /// The variables that were asked for and have no value, and those that FROM knows.
    case emptyBase(String, unset: [String], known: [String])
    case emptyPlatform(String, unset: [String], known: [String])
    case platform(PlatformFault)
    case reference(ReferenceFault)
    case stageName(String)
    case unknownTarget(String, known: [String])
    case noSuchStage(Int, count: Int)
    case variableInFrom
    /// Stages that need one another: the name of each, and where it says that it needs the next.
    case cycle([(name: String, range: SourceRange)])
    case stageBelow(String, SourceRange, isMount: Bool)
    /// The image, why it could not be had, and the stage that may be meant.
    case image(String, any Error, near: String?)
    case epoch(String, known: [String])
    case instruction(InstructionFault)
    /// What the checks found, which is to be an error, and where each is.
    case broken([(finding: Finding, range: SourceRange?)])
    /// Few lines can ask for more memory than there is.
    case tooMuch(Effort.Resource)
}

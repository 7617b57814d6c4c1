/// What can be wrong with how a Dockerfile is written.
enum SyntaxFault: Error, Equatable {
    // The file
    case emptyFile
    case noInstructions
    case noStage
    /// In bytes.
    case lineTooLong(Int)
    case repeatedDirective(String)
    case badEscape(String)

    // What stands where
    case unknownInstruction(String)
    case outsideStage(Keyword)
    case noArguments(Keyword)
    case noDestination(Keyword)
    case notString
    case notArray(Keyword)
    /// Whether it would end were it to begin with `<<-`.
    case openHeredoc(String, isIndented: Bool)
    case badHeredocName
    case heredocAsDestination(Keyword)

    // Flags
    case unknownFlag(String, Keyword)
    case repeatedFlag(String)
    case flagWithoutValue(String)
    case notBoolean(String, flag: String)

    // Instructions
    case noValue(String, Keyword)
    case noEquals(String, Keyword)
    case blankName(Keyword)
    case fromForm
    case badStageName(String)
    case triggerInTrigger
    case badTrigger(String)
    case emptyVolume
    case noneWithArguments
    case noCheckCommand
    case unknownCheck(String)
    case notDuration(String, flag: String)
    case shortDuration(String, flag: String)
    case badRetries(String)
    case unknownNetwork(String)
    case unknownSecurity(String)
    case mount(MountFault)
    case device(DeviceFault)

    // Triggers
    case emptyTrigger
    case manyInTrigger
    case stageInTrigger

    /// Whether what follows cannot be told apart any more.
    var hidesRest: Bool {
        switch self {
        case .openHeredoc, .badHeredocName: true
        default: false
        }
    }
}

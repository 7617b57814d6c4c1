internal import Arguments
internal import BakeLanguage
internal import Console
internal import ContentStore
internal import Contexts
internal import Git
internal import Host
internal import OCI
internal import Outputs
internal import Registry
internal import Values

/// How the process ends, for whoever called it. The help lists them.
enum ExitCode: Int32 {
    case done = 0
    case failed = 1
    case usage = 2
    case interrupted = 130

    static let meanings: KeyValuePairs<Int, String> = [
        0: "done",
        1: "something failed, or damage was found",
        2: "wrong usage, or a faulty file",
        130: "interrupted",
    ]

    /// The one switch from errors to codes.
    init(_ error: any Error) {
        switch error {
        case let error as Concerning: self.init(error.cause)
        case let error as Unsuccessful: self = error.code
        case is UsageError, is any UsageFault, is Diagnostics, is LookupFault, is EntryFault, is ReferenceFault:
            self = .usage
        case ContextFault.interrupted: self = .interrupted
        case is ContextFault: self = .usage
        case let error as GitFault: self.init(error)
        case RegistryFault.badConfiguration: self = .usage
        case let error as OutputFault: self = error.isUsage ? .usage : .failed
        case let error as OutputError: self.init(error.cause)
        case is BaseTarballFault: self = .usage
        case let error as SystemError: self = error.code == .interrupted ? .interrupted : .failed
        case let error as StoreError: self.init(error)
        default: self = .failed
        }
    }

    private init(_ fault: GitFault) {
        switch fault {
        case .noGit(.missing), .noRepository, .bare, .noCommits, .unknownRevision, .ambiguousRevision: self = .usage
        case .missingObject(_, _, let isShallow): self = isShallow ? .usage : .failed
        case .noGit, .noSubdirectory, .wrongCommit, .failed: self = .failed
        }
    }

    private init(_ error: StoreError) {
        switch error {
        case .homeIsNotDirectory, .homeOfAnother, .homeOpenToOthers, .homeIsReadOnly, .homeIsEmpty, .indexIsNewer,
            .indexIsOlder,
            .indexIsForeign, .absent:
            self = .usage
        case .index, .storeInUse, .digestMismatch, .endedEarly, .longerThanPromised, .limitReached, .missing, .corrupt:
            self = .failed
        }
    }
}

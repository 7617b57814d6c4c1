internal import Values

/// What is wrong with a compose file.
enum ComposeFault: Error {
    case notAMapping(at: SourceRange?)
    case keyIsNoString(at: SourceRange?)
    case empty(at: SourceRange?)
    case template(Template.Fault, path: [String], at: SourceRange?)
    case wrongText(String, path: [String], wanted: CastKind, at: SourceRange?)
    case wrongKind(path: [String], wanted: [Kind], at: SourceRange?)
    case notFinite(path: [String], at: SourceRange?)
    case unknownKey(String, path: [String], known: [String], at: SourceRange?)
    case badName(String, path: [String], at: SourceRange?)
    case missingKey(String, path: [String], at: SourceRange?)
    case repeated(String, path: [String], at: SourceRange?, first: SourceRange?)
    case cannotOverride(path: [String], at: SourceRange?, earlier: SourceRange?)
    case expectedPair(String, path: [String], at: SourceRange?)
    case badSSHKey(String, at: SourceRange?)
    case trailingSpace(name: String, at: SourceRange?)
    case badHost(String, at: SourceRange?)
    case badHostName(String, at: SourceRange?)
    case badSize(String, path: [String], at: SourceRange?)
    case badMode(String, at: SourceRange?)
    case extendsWithoutService(service: String, at: SourceRange?)
    case extendsUnknown(String, in: String, known: [String], at: SourceRange?)
    case extendsCircle([ServiceLink], at: SourceRange?)
    case extendsTooLong(limit: Int, at: SourceRange?)
    case missingFile(path: String, purpose: FilePurpose, at: SourceRange?)
    case unreadable(UnreadableFile, at: SourceRange?)
    case includeCircle([String], at: SourceRange?)
    case includeTooDeep(limit: Int, at: SourceRange?)
    case unknownFormat(String, at: SourceRange?)
    case neitherImageNorBuild(service: String, at: SourceRange?)
    case dockerfileTwice(service: String, at: SourceRange?, inline: SourceRange?)
    case contextOfUnknownService(String, known: [String], at: SourceRange?)
    case contextOfServiceWithoutBuild(String, at: SourceRange?)
    case unknownSecret(String, known: [String], at: SourceRange?)
    case externalSecret(String, at: SourceRange?, declared: SourceRange?)
    case secretWithoutSource(String, at: SourceRange?)
    /// Something is wrong with another text that was asked for.
    case within(Diagnostics)

    /// What a file is wanted for.
    enum FilePurpose: String {
        case base = "file to extend from"
        case include = "included file"
        case environment = "env file"
    }
}

/// A service of a file.
struct ServiceLink: Equatable {
    let file: String
    let service: String
}

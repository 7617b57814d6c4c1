internal import BakeLanguage
internal import Values

/// Why no plan can be made of a target.
enum PlanningFault: Error, Equatable {
    case noDockerfile(String, context: String)
    case unreadable(String, reason: String)
    case noDirectory(String, context: String)
    case remote(String)
    case unknownLink(String)
    case linkPlatform(String, Platform, has: [Platform])
    case keyFile(String)
    case network(String)
    case notImage(String, String, hint: String?)

    func diagnostic(_ target: String, at range: SourceRange?) -> Diagnostic {
        Diagnostic(.error, message(target), at: range, hint: hint)
    }

    private func message(_ target: String) -> String {
        switch self {
        case .noDockerfile(let path, _): "\(target) has no Dockerfile: there is no \(path)"
        case .unreadable(let path, let reason): "\(path) of \(target) cannot be read: \(reason)"
        case .noDirectory(let path, let context): "the \(context) of \(target) is no directory: \(path)"
        case .remote(let address): "the context \(address) of \(target) is in the network"
        case .unknownLink(let name): "\(target) has the target \(name) as context, which is not part of the plan"
        case .linkPlatform(let link, let platform, let has):
            "\(target) needs \(link) for \(platform), which is made for "
                + has.map(\.description).joined(separator: ", ")
        case .keyFile(let path): "the key file \(path) of \(target) is missing"
        case .network(let name): "the network \"\(name)\" of \(target) is none that builds can have"
        case .notImage(let name, let reason, _): "the context \(name) of \(target) is no image: \(reason)"
        }
    }

    private var hint: String? {
        switch self {
        case .noDockerfile(_, let context):
            "contexts and the Dockerfiles in them are looked for in \(context)"
        case .remote: "fetch it, and name the directory"
        case .linkPlatform: "add the platform to the other target"
        case .keyFile: "key-files are relative as contexts are"
        case .network: "write default, none or host"
        case .notImage(_, _, let hint): hint
        case .unreadable, .noDirectory, .unknownLink: nil
        }
    }
}

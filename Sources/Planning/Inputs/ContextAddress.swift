internal import BakeLanguage
internal import OCI
internal import Values

/// Where the files of a context come from.
enum ContextAddress: Equatable {
    case directory(String)
    case image(String)
    /// Read no further, as it may be faulty.
    case layout(String)
    /// Another target of the bake file.
    case target(String)
    /// A git repository or a file in the network.
    case remote(String)

    init(_ text: String) {
        func rest(after scheme: String) -> String? {
            text.hasPrefix(scheme) ? String(text.dropFirst(scheme.count)) : nil
        }
        if let name = rest(after: "target:") {
            self = .target(name)
        } else if let name = rest(after: "docker-image://") {
            self = .image(name)
        } else if text.hasPrefix(LayoutReference.scheme) {
            self = .layout(text)
        } else if text.isRemoteContext {
            self = .remote(text)
        } else {
            self = .directory(rest(after: "cwd://") ?? text)
        }
    }
}

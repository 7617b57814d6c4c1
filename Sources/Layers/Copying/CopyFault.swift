/// Why files could not be put where they should go.
package enum CopyFault: Error, Equatable, Sendable {
    /// A path that leads through what is no directory, or needs a directory there.
    case notDirectory(String)
    /// A link that leads to itself, by whatever way.
    case loop(String)
    case directoryOverFile(String)
    case fileOverDirectory(String)
    /// Names of an archive lead through a link that leads to no directory where it is unpacked.
    case outside(link: String)
    /// What --chmod says.
    case badMode(String)
    case tooDeep(limit: Int)
}

extension CopyFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notDirectory(let path): "\(path) is not a directory"
        case .loop(let path): "\(path) is a link that leads back to itself"
        case .directoryOverFile(let path): "a directory cannot take the place of \(path), which is none"
        case .fileOverDirectory(let path): "a file cannot take the place of the directory \(path)"
        case .outside(let link):
            "the archive has files behind \(link), a link that leads to no directory where it is unpacked"
        case .badMode(let text): "\"\(text)\" is not a mode"
        case .tooDeep(let limit): "directories are nested deeper than \(limit)"
        }
    }

    /// The next thing to try.
    package var hint: String? {
        switch self {
        case .notDirectory: "remove it in an earlier step, or name another destination"
        case .loop: "let the link lead to a file or a directory"
        case .directoryOverFile, .fileOverDirectory: "remove it in an earlier step, or copy to another place"
        case .outside: "remove the link in an earlier step, or unpack to another place"
        case .badMode: "write it in octal, such as 0644, or as chmod takes it, such as u+x,go-w"
        case .tooDeep: nil
        }
    }
}

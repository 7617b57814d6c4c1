package import DockerfileLanguage
package import Host

/// Why the files of a context could not be had.
package enum ContextFault: Error, Equatable, Sendable {
    /// The source; the pattern that ignores it, where one does; the name nearest to it that is there.
    case missing(String, ignoredBy: String?, nearest: String? = nil)
    /// The same of a stage or an image.
    case absent(String, nearest: String?)
    /// A link that leads to itself, by whatever way.
    case loop(String)
    case unreadable(String, SystemError)
    /// A file that was different each time it was read.
    case changing(String)
    case noContext(Path, SystemError)
    case notDirectory(Path)
    /// A file is asked for, and this is none.
    case isDirectory(String)
    case tooLarge(String, limit: Int)
    /// A source, or a pattern of --exclude.
    case badPattern(String, MalformedPattern)
    /// An archive that is none, or broken.
    case archive(String)
    /// What an archive holds could not be kept in this directory.
    case notKept(Path, SystemError)
    case tooDeep(String, limit: Int)
    case interrupted
}

extension ContextFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .missing(let source, _, _): "\(source) is not in the context"
        case .absent(let source, _): "\(source) is not in the files that it is read from"
        case .loop(let path): "\(path) is a link that leads back to itself"
        case .unreadable(let path, let error): "cannot read \(path) of the context: \(error.code)"
        case .changing(let path): "\(path) changes while it is read"
        case .noContext(let root, let error): "cannot open the context \(root): \(error.code)"
        case .notDirectory(let root): "the context \(root) is not a directory"
        case .isDirectory(let path): "\(path) is a directory"
        case .tooLarge(let path, let limit): "\(path) is larger than \(limit >> 20) MiB"
        case .badPattern(let pattern, let reason): "\"\(pattern)\" is not a pattern: \(reason)"
        case .archive(let reason): "cannot read the context's archive: \(reason)"
        case .notKept(let directory, let error): "cannot keep the context's archive in \(directory): \(error.code)"
        case .tooDeep(let path, let limit): "\(path) is more than \(limit) directories deep"
        case .interrupted: "interrupted"
        }
    }

    /// The next thing to try.
    package var hint: String? {
        switch self {
        case .missing(_, let pattern?, _): "the pattern \"\(pattern)\" of .dockerignore leaves it out"
        case .missing(_, nil, let name?): "did you mean \"\(name)\"?"
        case .missing(_, nil, nil): "paths begin at the context, and nothing outside of it can be read"
        case .absent(_, let name?): "did you mean \"\(name)\"?"
        case .absent(_, nil): "paths begin at the root of the stage or image"
        case .loop: "let the link lead to a file or a directory"
        case .unreadable: "make it readable, or name it in .dockerignore"
        case .changing: "wait until whatever writes it is done, or name it in .dockerignore"
        case .noContext: "name a directory that is there and that you may read"
        case .notDirectory: "name the directory that it is in"
        case .isDirectory: "name a file in it"
        case .tooLarge: "name the file that was meant"
        case .badPattern(_, let reason): reason.hint
        case .archive: "make the archive anew, or unpack it and name the directory"
        case .notKept: "set TMPDIR to a directory with room for all of its files"
        case .tooDeep: "name it in .dockerignore"
        case .interrupted: nil
        }
    }
}

extension ContextFault {
    /// Whether the disk may say something else than what was known of it.
    var mayBeMisremembered: Bool {
        switch self {
        case .missing, .absent, .loop, .unreadable, .changing, .isDirectory: true
        case .noContext, .notDirectory, .tooLarge, .badPattern, .archive, .notKept, .tooDeep, .interrupted: false
        }
    }
}

/// What is wrong about the query of a reference to a repository.
package enum GitReferenceFault: Error, Equatable {
    /// Two say differently what is meant.
    case conflictingNames(String, String)
    case conflictingDirectories(String, String)
    case tagAndBranch
    case unknownKey(String)
    case noValue(of: String)
    case severalValues(of: String)
    case badValue(String, of: String)
}

extension GitReferenceFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .conflictingNames(let one, let other): "the references \"\(one)\" and \"\(other)\" are in conflict"
        case .conflictingDirectories(let one, let other): "the directories \"\(one)\" and \"\(other)\" are in conflict"
        case .tagAndBranch: "a tag and a branch cannot go together"
        case .unknownKey(let key): "there is no \"\(key)\" of a git repository"
        case .noValue(let key): "\"\(key)\" has no value"
        case .severalValues(let key): "\"\(key)\" has several values"
        case .badValue(let value, let key): "\"\(value)\" is no value of \"\(key)\""
        }
    }

    package var hint: String? {
        switch self {
        case .unknownKey:
            "ref, tag, branch, subdir, checksum, keep-git-dir, submodules, mtime and fetch-by-commit are known"
        case .badValue(_, of: "mtime"): "write checkout or commit"
        case .badValue(_, of: "keep-git-dir"), .badValue(_, of: "submodules"), .badValue(_, of: "fetch-by-commit"):
            "write true or false"
        default: nil
        }
    }
}

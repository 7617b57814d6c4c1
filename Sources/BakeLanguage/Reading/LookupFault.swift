package import Values

/// Why there is nothing to read.
package enum LookupFault: Error {
    case none
    case allEmpty([String])
    case unreadable(UnreadableFile)
    case remote(String)
    case notFlag(String, String)
}

extension LookupFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .none: "there is no bake file here"
        case .allEmpty(let names):
            "\(names.joined(separator: ", ")): \(names.count == 1 ? "the file is" : "all are") empty"
        case .unreadable(let file) where file.path.isEmpty: "the name of a file is empty"
        case .unreadable(let file): "cannot read \(file.path): \(file.reason)"
        case .remote(let address): "cannot read \(address): bake files are not read from the network"
        case .notFlag(let name, let word): "\(name) is true or false, and not \"\(word)\""
        }
    }

    package var hint: String? {
        switch self {
        case .none: "name one with --file, or write one of \(FileLookup.names.joined(separator: ", "))"
        case .remote: "fetch it, and name the copy with --file"
        case .allEmpty, .unreadable, .notFlag: nil
        }
    }
}

package import Host
package import Values

/// Something a store did on its own that its user should hear of.
package enum Notice: Equatable, Sendable {
    /// The index could not be read and was made again from the blobs.
    case indexRebuilt(Path, reason: String, blobs: Int, references: Int)
    /// Something that dead processes left cannot be cleared away.
    case leftovers(String)
    /// A blob did not reach the disk before the machine stopped. With it went what refers to it, or to what is not whole
    /// without it.
    case lost(Digest, references: [String])
    /// The home cannot be written; it is open for reading only.
    case readOnly(Path)
}

extension Notice: CustomStringConvertible {
    package var description: String {
        switch self {
        case .indexRebuilt(let path, let reason, let blobs, let references):
            "made the index \(path) again from the blobs, because \(reason): "
                + "\(Quantity(blobs, "blob")) and \(Quantity(references, "reference")) found"
        case .leftovers(let reason): "cannot clear away what an earlier run left: \(reason)"
        case .lost(let digest, let references):
            "\(digest) did not reach the disk before the machine stopped: "
                + "forgot \(references.joined(separator: ", "))"
        case .readOnly(let home): "\(home) cannot be written: reading only"
        }
    }
}

package import Host
package import Values

/// Why a layer could not be had. What goes wrong with the disk comes through as `SystemError`, with the store as `StoreError`.
package enum LayerFault: Error {
    /// A file is not what it was when it was looked at.
    case changed(Path)
    case tooDeep(Path, limit: Int)
    case missing(Digest)
    case damagedTree(Digest, String)
    /// The pack is shorter than its tree says.
    case damagedPack(Digest)

    /// The tar has another diff ID than promised.
    case notTheLayer(expected: Digest, found: Digest)
    case archive(String)
    case entry(Path, EntryFault)

    case device(Path, cause: SystemError)
    case unsupported(LayerForm.Compression)
}

/// What is wrong with an entry of an archive.
package enum EntryFault: Error, Equatable {
    case tooDeep
    case nameTooLong
    case number(Int64)
    case linkWithoutTarget
    case absentTarget(Path)
    case targetIsDirectory(Path)
    case badWhiteout
    case loop
    case throughNothing
    case throughFile
    case unknownKind
}

extension LayerFault {
    package var hint: String? {
        switch self {
        case .changed: "run the build again when nothing writes there"
        case .missing, .damagedTree, .damagedPack:
            "run `hearth cache verify --repair`, and build again with --no-cache if that is not enough"
        case .device: "making devices takes root: run the build as root"
        case .unsupported: "use compression=gzip or compression=zstd"
        case .tooDeep, .notTheLayer, .archive, .entry: nil
        }
    }
}

extension LayerFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .changed(let path): "\(path) has changed while it was read"
        case .tooDeep(let path, let limit): "\(path) is more than \(limit) directories deep"
        case .missing(let digest): "the layer \(digest) is not in the store any more"
        case .damagedTree(let digest, let reason): "the list of a layer's files, \(digest), is damaged: \(reason)"
        case .damagedPack(let digest): "the layer \(digest) ends before its files do"
        case .notTheLayer(let expected, let found): "the layer should be \(expected), and is \(found)"
        case .archive(let reason): reason
        case .entry(let path, let fault): "the entry \(path) \(fault)"
        case .device(let path, let cause): "cannot make the device \(path): \(cause.code)"
        case .unsupported(let compression): "layers cannot be compressed as \(compression.rawValue)"
        }
    }
}

extension EntryFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .tooDeep: "is too many directories deep"
        case .nameTooLong: "has a name that no file system takes"
        case .number(let number): "has a number that no file can have: \(number)"
        case .linkWithoutTarget: "is a link to nothing"
        case .absentTarget(let path): "is a hard link to \(path), which is not there"
        case .targetIsDirectory(let path): "is a hard link to \(path), which is a directory"
        case .badWhiteout: "removes nothing that could be there"
        case .loop: "leads through a loop of links"
        case .throughNothing: "leads through a link to nothing"
        case .throughFile: "leads through what is no directory"
        case .unknownKind: "is of an unknown kind"
        }
    }
}

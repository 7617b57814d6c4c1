internal import Layers
internal import OCI
internal import Values

/// An entry of a base-image tarball, whose header can be told from its name and size.
struct BaseEntry {
    let name: String
    /// Nil for a directory.
    let size: Int64?
    let mode: UInt32

    static let listMode: UInt32 = 0o644

    init(_ name: String, size: Int64?, mode: UInt32) {
        (self.name, self.size, self.mode) = (name, size, mode)
    }

    init(_ part: BaseTarball.Part) {
        self.init(ImageLayoutNames.path(of: part.digest), size: part.size, mode: 0o444)
    }

    /// What stands before blobs.
    static func directories(of parts: [BaseTarball.Part]) -> [BaseEntry] {
        let algorithms = Set(parts.map(\.digest.algorithm.rawValue)).sorted()
        return ([ImageLayoutNames.blobs] + algorithms.map { "\(ImageLayoutNames.blobs)/\($0)" })
            .map { BaseEntry($0, size: nil, mode: 0o755) }
    }

    var header: [UInt8] { TarHeader.encoded(name, FileAttributes(mode: mode, modified: 0), size: size) }
}

internal import Hashing
package import Host
package import OCI
package import Values

/// The blobs of an OCI layout in a directory.
package struct DirectoryLayout: BlobSource {
    private let directory: Path
    private let files: any FileSystem

    package init(_ directory: Path, files: any FileSystem = LocalFileSystem()) {
        self.directory = directory
        self.files = files
    }

    /// The image that a reference names. Its path is relative to `base`.
    package static func image(
        _ reference: LayoutReference, for platform: Platform, from base: Path, files: any FileSystem = LocalFileSystem()
    ) throws(LayoutFault) -> Image {
        let path = Path(word: reference.path)
        let layout = DirectoryLayout(path.isAbsolute ? path : base / path, files: files)
        guard layout.isDirectory else { throw .noLayout(path: reference.path) }
        let index = { try layout.contents(of: layout.directory / "index.json", limit: JSON.sizeLimit) }
        return try ImageLayout(path: reference.path, index: index, blobs: layout).image(reference, for: platform)
    }

    package func blob(_ digest: Digest, limit: Int) throws -> [UInt8]? {
        try contents(of: directory / "blobs" / digest.algorithm.rawValue / digest.hex, limit: limit)
    }

    package func digest(of bytes: [UInt8], _ algorithm: Digest.Algorithm) -> Digest {
        ContentHash.digest(of: bytes, algorithm)
    }

    private var isDirectory: Bool {
        // Links are followed when something below is asked for.
        (try? files.status(directory / ".")?.kind) == .directory
    }

    private func contents(of path: Path, limit: Int) throws -> [UInt8]? {
        // To open a pipe is to wait for somebody who writes into it.
        switch Machine(files: files).kind(of: path.word) {
        case nil: return nil
        case .file?: break
        default: throw SystemError("read", path, .notSupported)
        }
        return try OpenFile(path, .read, on: files).readToEnd(limit: limit)
    }
}

package import ContentStore
package import Host
internal import OCI
package import Values

/// A directory with an OCI layout, of which blobs are taken into the store when they are asked for.
package struct LayoutDirectory: LayoutFiles {
    private let path: Path

    package init(_ path: Path) {
        self.path = path
    }

    package func files(into store: Store, _ lease: Lease) throws -> LayoutDirectoryFiles {
        LayoutDirectoryFiles(path, store, lease)
    }
}

/// The files of a layout's directory.
package struct LayoutDirectoryFiles: ImageFiles {
    private let path: Path
    private let store: Store
    private let lease: Lease

    init(_ path: Path, _ store: Store, _ lease: Lease) {
        self.path = path
        self.store = store
        self.lease = lease
    }

    package func document(_ name: String) throws -> [UInt8]? {
        guard let file = try open(path / name) else {
            if name == ImageLayoutNames.index { throw LoadFault.noLayout(path.description) }
            return nil
        }
        return try file.readToEnd(limit: JSON.sizeLimit)
    }

    package func size(of blob: Digest) throws -> Int64? {
        guard let file = try open(path / ImageLayoutNames.path(of: blob)) else { return nil }
        var intake = Intake(expected: blob)
        intake.compression = .none
        intake.durability = .lazy
        intake.lease = lease
        do {
            return try store.add(file, intake).blob.size
        } catch StoreError.digestMismatch(_, let found) {
            throw LoadFault.wrongDigest(ImageLayoutNames.path(of: blob), found: found)
        }
    }

    package func file(_ path: String) -> StoredFile? { nil }

    /// Nil where there is no plain file. To open a pipe would be to wait for somebody who writes into it.
    private func open(_ path: Path) throws -> OpenFile? {
        guard let place = path.canonical, try LocalFileSystem().status(place)?.kind == .file else { return nil }
        return try OpenFile(place, .read, on: LocalFileSystem())
    }
}

internal import Archives
internal import ContentStore
internal import Contexts
internal import Host
internal import Layers
internal import Planning
internal import Values

extension LayerStore {
    /// What `mountable` calls the file or directory that it shows.
    static let mountName = "/mounted"

    /// A layer that has nothing but what a mount shows of a context, so that its own mode and owner are there.
    func mountable(_ selected: SelectedFiles) throws -> StoredLayer {
        let items = try SourceItem.items(of: selected)
        let entries = items.prefix(1).map { Directory.Entry(Array(Self.mountName.utf8.dropFirst()), $0.node) }
        return try add(FileTree(Directory(entries)), seconds: nil)
    }

    /// Whether a file is a tar archive, as far as its beginning tells. What is compressed and no archive is a file like others.
    func isArchive(_ content: FileContent) throws -> Bool {
        guard ArchiveReader.isArchive(try bytes(of: content, limit: 4096)) else { return false }
        return ArchiveReader.isTar(try bytes(of: content, limit: Self.beginning))
    }

    /// More than a block of what compresses in blocks.
    private static let beginning = 4 << 20
}

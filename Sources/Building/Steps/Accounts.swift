internal import ContentStore
internal import Layers
internal import OCI
internal import Values

extension Builder {
    /// To whom `--chown` or USER gives files. Names are looked up in the files below; where there are none, a name is an error.
    func owner(_ words: String, in tree: FileTree?) throws -> FileOwner {
        try FileOwner(words) {
            guard let tree else { return nil }
            return UserDatabase(
                passwd: try text("/etc/passwd", of: tree), group: try text("/etc/group", of: tree))
        }
    }

    private func text(_ path: String, of tree: FileTree) throws -> [UInt8]? {
        guard let content = tree.find(Array(path.utf8))?.node.content else { return nil }
        return try layers.bytes(of: content, limit: 16 << 20)
    }
}

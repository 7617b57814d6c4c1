internal import Host

extension FileSystem {
    /// Returns when the names in a directory are on the disk.
    func syncDirectory(_ path: Path) throws {
        try OpenFile(path, .read, on: self).sync()
    }

    /// Removes what is at a path, if anything is: a file, or a directory with all that is in it. Others may be at it
    /// too, and be faster.
    func removeTree(_ path: Path) throws {
        guard let status = try status(path) else { return }
        guard status.kind == .directory else {
            _ = try remove(path)
            return
        }
        for name in try namesIfThere(path) { try removeTree(path / name) }
        _ = try removeDirectory(path)
    }

    /// The names in a directory; none when it is gone.
    func namesIfThere(_ directory: Path) throws(SystemError) -> [Path] {
        do throws(SystemError) {
            return try names(in: directory)
        } catch  where error.code == .notFound {
            return []
        }
    }
}

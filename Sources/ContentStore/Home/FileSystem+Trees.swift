internal import Host

extension FileSystem {
    /// Returns when the names in a directory are on the disk.
    func syncDirectory(_ path: Path) throws {
        try OpenFile(path, .read, on: self).sync()
    }

    /// Removes what is at a path, if anything is: a file, or a directory with all that is in it. Others may be at it
    /// too, and be faster. What cannot be removed keeps nobody from the rest.
    func removeTree(_ path: Path) throws {
        guard let status = try status(path) else { return }
        guard status.kind == .directory else {
            _ = try remove(path)
            return
        }
        var failures = FirstFailure()
        for name in try namesIfThere(path) {
            let inner = path / name
            // What is deeper is none of ours: it may be as deep as it likes.
            try failures.goingOn {
                if try self.status(inner)?.kind == .directory {
                    try TreeRemoval.remove(inner)
                } else {
                    _ = try remove(inner)
                }
            }
        }
        try failures.end()
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

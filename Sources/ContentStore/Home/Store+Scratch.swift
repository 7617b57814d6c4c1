package import Host

// Room for what is in flight.
extension Store {
    /// A path in `tmp/` that nobody else uses. What is made there is gone when this process is, or with the next that opens
    /// the store.
    package func newScratchPath() throws -> Path {
        try workingSession().newPath()
    }

    /// A new directory there.
    package func makeScratch() throws -> Path {
        let path = try newScratchPath()
        _ = try system.makeDirectory(path)
        return path
    }

    /// Removes something there at once, if it is there.
    package func removeScratch(_ path: Path) throws {
        try system.removeTree(path)
    }
}

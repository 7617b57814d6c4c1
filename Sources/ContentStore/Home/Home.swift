internal import Host

/// Makes a home ready, or says why it may not be used.
struct Home {
    let layout: Layout
    let user: User
    let system: any FileSystem

    /// Whether the home can be written. Throws when it must not even be read.
    func prepare() throws -> Bool {
        do {
            try makeAll(layout.home)
        } catch let error as SystemError where error.code == .notDirectory {
            throw StoreError.homeIsNotDirectory(layout.home)
        }
        // Through a descriptor, as the home itself may be a link.
        let status = try OpenFile(layout.home, .read, on: system).status()
        guard status.kind == .directory else { throw StoreError.homeIsNotDirectory(layout.home) }
        guard status.mode & 0o022 == 0 else { throw StoreError.homeOpenToOthers(layout.home, mode: status.mode) }
        let owner = User(id: status.owner)
        guard owner == user || owner == .root else {
            throw StoreError.homeOfAnother(layout.home, owner: owner, current: user)
        }
        // Making what is there already fails for that alone, so it does not show who may write. Root always may.
        let mayWrite = owner == user && (status.mode & 0o200 != 0 || user == .root)
        if mayWrite, try makeDirectories() { return true }
        guard try system.status(layout.index) != nil else { throw StoreError.homeIsEmpty(layout.home) }
        return false
    }

    private func makeAll(_ path: Path) throws {
        if try system.status(path) != nil { return }
        if path.parent != path { try makeAll(path.parent) }
        _ = try system.makeDirectory(path)
    }

    /// False where nothing can be written.
    private func makeDirectories() throws -> Bool {
        if try system.volume(layout.home).isReadOnly { return false }
        do {
            for directory in [layout.blobs, layout.sessions] { _ = try system.makeDirectory(directory) }
            try writeCacheTag()
            return true
        } catch let error as SystemError where error.isRefusal {
            return false
        }
    }

    private func writeCacheTag() throws {
        let text = """
            Signature: 8a477f597d28d172789f06886806bc55
            # Made by hearth. What is in here can be made again. See https://bford.info/cachedir/

            """
        // A shorter one was made on a full disk.
        if let length = try system.status(layout.cacheTag)?.length, length >= text.utf8.count { return }
        let tag = try OpenFile(layout.cacheTag, .readWrite, on: system)
        try Array(text.utf8).withUnsafeBytes { try tag.write($0) }
    }
}

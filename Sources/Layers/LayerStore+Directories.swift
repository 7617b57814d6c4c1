package import ContentStore
internal import Hashing
internal import Host
internal import Synchronization
internal import Values

// Directories of layers, for what runs on them.
extension LayerStore {
    /// A directory with the files of a layer as overlayfs wants it below others. Files that layers of `like` have, too, are linked
    /// from their directories, where those are there. `below` are the layers that it lies on, lowest first: they say what
    /// directories are like that the layer only implies. It stays as long as the object does.
    package func directory(
        of layer: StoredLayer, above below: [StoredLayer] = [], like: [StoredLayer] = []
    ) throws -> LayerDirectory {
        let (tree, mark) = try settled(tree(of: layer), above: below)
        let name = directoryName(of: layer, mark)
        while true {
            if let known = try existingDirectory(name) { return known }
            guard let lock = try store.tryLockDirectory(name) else {
                try waitForMaker(of: name)
                continue
            }
            // Another may have made it meanwhile.
            if try !store.touchDirectory(name) {
                try make(tree, name, like: like.filter { $0 != layer }, above: below)
            }
            withExtendedLifetime(lock) {}
        }
    }

    /// Waits until nobody makes or removes a directory. Not until nobody uses it: who has made it does, and that may take hours.
    private func waitForMaker(of name: String) throws {
        withExtendedLifetime(try store.lockDirectory(name, .shared)) {}
        Pause.microseconds(1000)
        try Interruption.check()
    }

    /// Whether owners or extended attributes were left out of a directory that this user may not give.
    package var hasIncompleteDirectories: Bool { incomplete.load(ordering: .relaxed) }

    /// The directory, held; nil where none of that name is there.
    private func existingDirectory(_ name: String) throws -> LayerDirectory? {
        guard try store.touchDirectory(name) else { return nil }
        let lock = try store.lockDirectory(name, .shared)
        guard try store.touchDirectory(name) else { return nil }
        return LayerDirectory(path: try store.paths.layers / name, lock: lock)
    }

    /// Makes the directory, whose lock the caller has. Directories of others are taken only where they are there: who makes one
    /// may be waiting for this one.
    private func make(
        _ tree: FileTree, _ name: String, like: [StoredLayer], above below: [StoredLayer]
    ) throws {
        let others = try like.compactMap { other -> (tree: FileTree, directory: LayerDirectory)? in
            let (tree, mark) = try settled(self.tree(of: other), above: below)
            return try existingDirectory(directoryName(of: other, mark)).map { (tree, $0) }
        }
        try store.noteDirectory(name, tree.allocated)
        let scratch = try store.makeScratch()
        do {
            let maker = try DirectoryMaker(tree, at: scratch, self, like: others.map { ($0.tree, $0.directory.path) })
            try maker.make()
            if maker.isIncomplete { incomplete.store(true, ordering: .relaxed) }
            if maker.linkedBytes > 0 { try store.noteDirectory(name, tree.allocated - maker.linkedBytes) }
            try rename(scratch, to: name)
        } catch {
            try? store.removeScratch(scratch)
            throw error
        }
    }

    /// Gives a directory its name, whose lock the caller has. What a killed process left there is removed.
    private func rename(_ directory: Path, to name: String) throws {
        let path = try store.paths.layers / name
        try store.removeScratch(path)
        try LocalFileSystem().rename(directory, to: path)
    }

    /// Makes a directory that is there the layer's, or removes it where the layer has one, or there is no room for it.
    func adopt(_ directory: Path, for layer: StoredLayer, _ allocated: Int64) throws {
        let name = directoryName(of: layer, "")
        // Who holds the one that is there may be this process.
        if try store.touchDirectory(name) { return try store.removeScratch(directory) }
        guard let lock = try store.tryLockDirectory(name) else { return try store.removeScratch(directory) }
        if try !store.touchDirectory(name), try isRoom(for: name, allocated) {
            try rename(directory, to: name)
        } else {
            try store.removeScratch(directory)
        }
        withExtendedLifetime(lock) {}
    }

    /// A directory that can be made again is not worth failing for.
    private func isRoom(for name: String, _ bytes: Int64) throws -> Bool {
        do {
            try store.noteDirectory(name, bytes)
            return true
        } catch StoreError.limitReached {
            return false
        }
    }

    private func directoryName(of layer: StoredLayer, _ mark: String) -> String {
        // What tells directories of this boot of the machine from those of others; enough of it for people.
        "\(store.boot.prefix(8))-\(layer.diffID.hex)\(mark)"
    }

    /// The tree with the attributes that lower layers give to directories it implies, and what tells that from others.
    private func settled(
        _ tree: FileTree, above below: [StoredLayer]
    ) throws -> (tree: FileTree, mark: String) {
        guard tree.hasImplied else { return (tree, "") }
        let lower = try self.tree(of: below)
        var assembly = TreeAssembly(isOpaque: tree.top.isOpaque)
        var path: [[UInt8]] = []
        var hash = ContentHash()
        for step in TreeSteps(tree) {
            switch step {
            case .entry(let entry):
                guard case .directory(let directory) = entry.node.kind else {
                    assembly.add(entry.name, entry.node)
                    continue
                }
                path.append(entry.name)
                var attributes = entry.node.attributes
                if directory.isImplied {
                    let node = lower.node(at: PathNames.join(path))
                    if let node, node.isDirectory { attributes = node.attributes }
                    TreeEncoder.settledBytes(PathNames.join(path), attributes).withUnsafeBytes { hash.update($0) }
                }
                assembly.begin(entry.name, attributes, isOpaque: directory.isOpaque, isImplied: false)
            case .end:
                _ = path.popLast()
                if let settled = assembly.end() { return (settled, "-\(hash.digest().short)") }
            }
        }
        return (tree, "")
    }
}

extension FileTree {
    fileprivate var hasImplied: Bool {
        walk.contains { if case .directory(let directory) = $0.node.kind { directory.isImplied } else { false } }
    }

    /// About what its files take on a disk.
    fileprivate var allocated: Int64 {
        var counted: Set<Int> = []
        return walk.reduce(DirectoryPlan.blockLength) { sum, step in
            guard case .file(let content) = step.node.kind else {
                return sum + (step.node.isDirectory ? DirectoryPlan.blockLength : 0)
            }
            if let identity = content.identity, !counted.insert(identity).inserted { return sum }
            return sum + DirectoryPlan.allocated(content.length)
        }
    }
}

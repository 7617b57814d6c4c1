package import ContentStore
internal import Hashing
internal import Host
internal import Values

// Layers of trees.
extension LayerStore {
    /// Makes a layer of a tree, whose files may lie anywhere: writes its pack and learns the digests that are missing. A digest
    /// that is given and proves wrong throws `LayerFault.changed`. Where it comes to what `previous` is, but for times, that is taken instead.
    package func add(_ tree: FileTree, seconds: Double?, previous: StoredLayer? = nil) throws -> StoredLayer {
        try add(tree, seconds: seconds, previous, threads: nil).layer
    }

    /// The layer, and whether it was made of this tree. `threads` nil means as many as keep the machine busy.
    func add(
        _ tree: FileTree, seconds: Double?, _ previous: StoredLayer?, threads: Int? = nil
    ) throws -> (layer: StoredLayer, isNew: Bool) {
        let early = previous == nil ? nil : tree.knownIdentity
        if let early, early == previous?.identity, let known = try kept(previous) { return (known, false) }
        let previous = early == nil ? previous : nil
        let filler = PackFiller(try PackPlan(tree), self)
        var intake = Intake(length: filler.plan.length)
        intake.compression = .none
        intake.durability = .lazy
        intake.cost = seconds
        intake.lease = lease
        do {
            let pack = try store.write(intake) { writer in
                try PackLine(filler, threads: threads).run { try writer.write($0) }
                guard let previous else { return }
                let identity = tree.placed(by: filler, in: .nowhere).identity
                if identity == previous.identity, let known = try kept(previous) { throw Known(layer: known) }
            }
            return (try note(tree.placed(by: filler, in: pack.blob.digest), pack.blob, seconds), true)
        } catch let known as Known {
            return (known.layer, false)
        }
    }

    /// Ends the making of a pack that nobody needs.
    private struct Known: Error {
        let layer: StoredLayer
    }

    /// Remembers a layer whose pack is there.
    func note(_ tree: FileTree, _ pack: Blob, _ seconds: Double?) throws -> StoredLayer {
        var intake = Intake()
        intake.durability = .lazy
        intake.cost = seconds
        intake.lease = lease
        let blob = try store.add(TreeEncoder(tree, pack: pack.digest).bytes, intake).blob
        let layer = StoredLayer(
            diffID: pack.digest, identity: tree.identity, tree: blob.digest, size: pack.size)
        try store.note(layer)
        trees.keep(tree, as: .layer(layer))
        return layer
    }
}

extension Digest {
    /// Stands where no pack is known yet.
    fileprivate static let nowhere = ContentHash.digest(of: [])
}

extension FileTree {
    /// The identity of a tree whose contents are all known.
    fileprivate var knownIdentity: Digest? {
        walk.allSatisfy { step in
            if case .file(let content) = step.node.kind { content.digest != nil } else { true }
        } ? identity : nil
    }

    /// The same tree, with contents where they are in the pack that was made of it.
    fileprivate func placed(by filler: PackFiller, in pack: Digest) -> FileTree {
        let (plan, digests) = (filler.plan, filler.digests)
        var number = 0
        return mapped { node in
            defer { number += 1 }
            guard case .file(var content) = node.kind, let own = plan.places[number] else { return node }
            let place = plan.entries[own].first ?? own
            content.digest = digests[place]
            content.place = .pack(pack, offset: plan.entries[place].contentOffset)
            return FileNode(node.attributes, .file(content))
        }
    }
}

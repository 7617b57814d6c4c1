package import Archives
package import ContentStore
internal import Host
package import Values

// Layers that others made.
extension LayerStore {
    /// The layer of a tar that others made, plain or compressed, with the diff ID that it must have. `source` is not read where
    /// the store has the layer.
    package func imported(_ diffID: Digest, from source: @escaping ArchiveSource) throws -> StoredLayer {
        if let known = try kept(store.layer(diffID)) { return known }
        if try !lease.add(diffID) { try take(diffID, from: source) }
        let (tree, apart) = try blamingArchive { try PackScan(self, diffID).tree(lazyIntake) }
        guard let pack = try store.blob(diffID) else { throw LayerFault.missing(diffID) }
        let layer = try note(tree, pack, pack.cost)
        if !apart.isEmpty { try store.note(apart, of: layer.tree) }
        return layer
    }

    private func take(_ diffID: Digest, from source: @escaping ArchiveSource) throws {
        var intake = lazyIntake
        intake.expected = diffID
        intake.compression = .none
        do {
            _ = try blamingArchive {
                try store.write(intake) { writer in
                    try PlainBytes(source).forEachPiece { piece in
                        try Interruption.check()
                        try writer.write(piece)
                    }
                }
            }
        } catch StoreError.digestMismatch(let expected, let found) {
            throw LayerFault.notTheLayer(expected: expected, found: found)
        }
    }

    private var lazyIntake: Intake {
        var intake = Intake()
        intake.durability = .lazy
        intake.lease = lease
        return intake
    }

    /// What libraries find wrong is what is wrong with the archive.
    func blamingArchive<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error as ArchiveError {
            throw LayerFault.archive(error.description)
        }
    }
}

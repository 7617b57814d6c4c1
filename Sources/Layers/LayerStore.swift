package import ContentStore
internal import Synchronization
internal import Values

/// The layers of a store: their packs (plain tar), their trees, and the directories made of them. docs/layer-format.md is the
/// contract of what lies on the disk.
///
/// All calls block and may be made from any thread.
package final class LayerStore: Sendable {
    let store: Store
    /// Keeps what this run needs from eviction.
    package let lease: Lease
    let readers = OpenBlobs()
    let trees = TreeCache()
    let incomplete = Atomic(false)

    package init(_ store: Store) throws {
        self.store = store
        lease = try store.lease(for: "build")
    }

    /// Keeps what is known as a layer as long as this run needs it; nil when that, or a part of it, is gone.
    package func kept(_ layer: StoredLayer?) throws -> StoredLayer? {
        guard let layer, try lease.add([layer.diffID, layer.tree]).isEmpty else { return nil }
        return layer
    }
}

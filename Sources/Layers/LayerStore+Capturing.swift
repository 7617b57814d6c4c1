package import ContentStore
package import Host

// What steps leave behind.
extension LayerStore {
    /// Makes a layer of what a RUN left in the upper directory of an overlay, which becomes the layer's directory: it is gone from
    /// where it was. `previous` as for `add`.
    package func captured(_ upper: Path, seconds: Double?, previous: StoredLayer? = nil) throws -> StoredLayer {
        let directory = try UpperDirectory(upper)
        let result = Result {
            let (tree, allocated) = try UpperScan.tree(directory)
            let (layer, isNew) = try add(tree, seconds: seconds, previous)
            return (layer, isNew, allocated)
        }
        try directory.close()
        let (layer, isNew, allocated) = try result.get()
        if isNew { try adopt(upper, for: layer, allocated) } else { try store.removeScratch(upper) }
        return layer
    }
}

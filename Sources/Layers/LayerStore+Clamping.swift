package import ContentStore
package import Values

// Layers without young times.
extension LayerStore {
    /// The layer without times that are younger than an epoch, which become it. Its identity is that of the layer.
    package func clamped(_ layer: StoredLayer, to epoch: Timestamp) throws -> StoredLayer {
        let (limit, isBeyond) = epoch.microseconds.multipliedReportingOverflow(by: 1000)
        let tree = try tree(of: layer)
        guard !isBeyond, tree.walk.contains(where: { $0.node.attributes.modified > limit }) else { return layer }
        let clamped = tree.mapped { node in
            var node = node
            node.attributes.modified = min(node.attributes.modified, limit)
            return node
        }
        return try add(clamped, seconds: nil)
    }
}

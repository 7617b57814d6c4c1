internal import ContentStore
internal import DockerfileLanguage
internal import Layers
internal import OCI
internal import Values

/// A COPY or ADD about to be done.
struct CopyWork {
    let copy: CopyOperation
    let sources: CopySources
    let below: Snapshot
    let builder: Builder
    let time: Timestamp

    /// Computes the layer, and writes it.
    func layer(after previous: StoredLayer?) throws -> StoredLayer {
        let tree = copy.isLink ? nil : try builder.tree(of: below)
        var copying = TreeCopying(destination: copy.destination.keptBytes, time: time.microseconds &* 1000)
        copying.ownership = try copy.owner.map { try builder.owner($0, in: below.layers.isEmpty ? nil : tree) }
        copying.mode = copy.mode
        return try builder.layers.add(copying.layer(of: sources.all, over: tree), seconds: nil, previous: previous)
    }
}

internal import ContentStore
internal import Contexts
internal import DockerfileLanguage
internal import Host
internal import Layers
internal import Outputs
internal import Planning
internal import Values

/// Gets what stages begin with.
struct Beginnings {
    let plan: Plan
    let store: Store
    let layers: LayerStore
    let world: WorkTree

    func snapshot(of base: PlannedBase) throws -> Snapshot {
        if base.isScratch { return Snapshot() }
        if let files = plan.files[base.state]?.first { return try contents(of: files) }
        guard base.isKnown, case .manifest(let manifest)? = base.origin else {
            throw BuildFault.missingImage(name: base.name, platform: nil)
        }
        return try BaseLoader(store: store, layers: layers) { [world] in world.place(of: $0) }
            .snapshot(of: base, manifest)
    }

    /// The files of a context that a stage begins with.
    private func contents(of selected: SelectedFiles) throws -> Snapshot {
        let top = try SourceItem.items(of: selected).first?.node.directory ?? Directory()
        let layer = try layers.add(FileTree(top), seconds: nil)
        return Snapshot().adding(
            SnapshotLayer(
                place: .unpacked(layer), created: WallClock.system.now(),
                step: "FROM \(selected.inputs.first?.path ?? "")"))
    }
}

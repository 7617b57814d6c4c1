package import ContentStore
package import Events
internal import Host
package import Layers
package import OCI
package import Transfers
package import Values

/// Has images of the local store pushed: packs their layers, and hands them to a set.
package struct ImagePushing {
    private let store: Store
    private let packing: ImagePacking
    private let set: PushSet

    package init(_ store: Store, _ layers: LayerStore, as form: LayerForm, in set: PushSet) {
        self.store = store
        self.set = set
        packing = ImagePacking(store, layers, form)
    }

    /// Begins to push an image to its names, and gives the digest that it will have there. Tells listeners: packing as one step, each
    /// repository as another.
    package func begin(
        _ image: StoredImage, as names: [ImageReference], listener: any BuildListener
    ) throws -> Digest {
        let step = ExportStep("exporting to image", of: names.map(\.familiar), listener)
        let packed = try step.run { try packing.packed(image) }
        try store.push(packed, as: names, in: set, listener)
        return packed.root.digest
    }
}

extension Store {
    /// Keeps an image until it is pushed, and has that begin.
    func push(
        _ image: WrittenImage, as names: [ImageReference], in set: PushSet, _ listener: any BuildListener,
        trustingAnyone: Bool = false
    ) throws {
        let lease = try lease(for: "push")
        try KeptImage(self).keep(image, under: lease)
        for var order in PushOrder.orders(image.root.digest, names: names) {
            order.trustsAnyone = trustingAnyone
            let telling = PushTelling("pushing \(order.image)", of: order.repository, listener)
            try set.begin(order, keeping: lease) { telling.hear($0) }
        }
    }
}

/// A push, or a copy, as listeners hear of it.
package final class PushTelling: Sendable {
    private let step: ExportStep
    private let parts = Guarded<[String: ExportPart]>([:])

    package init(_ title: String, of repository: String, _ listener: any BuildListener) {
        step = ExportStep(title, of: [repository], listener)
    }

    package func hear(_ news: PushNews) {
        switch news {
        case .began, .isThere: step.begin()
        case .notice(let text): step.warn(text)
        case .found: break
        case .progress(let part, let done, let total): reach(part, done, total)
        case .ended(.pushed): step.end(.done)
        case .ended(.untagged): step.end(.cancelled)
        case .ended(.failed(let fault)): step.end(.failed(fault.reason))
        }
    }

    private func reach(_ id: String, _ done: Int64, _ total: Int64?) {
        parts.withLock { parts in
            let part = parts[id] ?? step.part(id, of: total)
            parts[id] = part
            part.reach(done)
            if done == total { part.finish() }
        }
    }
}

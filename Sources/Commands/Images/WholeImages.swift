internal import ContentStore
internal import Host
internal import Layers
internal import Outputs
internal import Transfers
internal import Values

extension Context {
    /// Lends images of the store with all their layers. Those that are in registries alone, as a build leaves a base of which it needed
    /// no files, are fetched first, unless nobody is to be asked.
    func withWholeImages<Value>(
        _ names: [String], in store: Store, isOffline: Bool, _ body: ([StoredImage]) throws -> Value
    ) throws -> Value {
        let images = try names.map { try store.image(meantBy: $0) }
        let places = try images.flatMap { try $0.places(in: store) }
        // Most are whole, and need nothing to be kept for them here.
        if places.allSatisfy({ $0.original != nil }) { return try body(images) }
        let asking: RegistryUse = isOffline ? .nobody : .required
        let bases = BaseLayers(store, try LayerStore(store), from: asking.source(for: store, self))
        _ = try bases.fetched(places)
        return try withExtendedLifetime(bases) { try body(images) }
    }
}

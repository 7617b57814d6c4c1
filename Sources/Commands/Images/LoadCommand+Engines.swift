internal import Arguments
internal import Console
internal import ContentStore
internal import Host
internal import Outputs
internal import Values

extension Hearth {
    /// Has an engine load images of the store.
    static func hand(
        _ names: [String], to engine: ImageEngine, isOffline: Bool, _ context: Context
    ) throws {
        let images = try context.withStore { store in
            try context.withWholeImages(names, in: store, isOffline: isOffline) { images in
                try images.map { image in
                    let line = context.progress("loading into \(engine.rawValue)")
                    defer { line?.clear() }
                    return try concerning("cannot load \(image.title) into \(engine.rawValue)") {
                        let id = try engine.load(image, from: store, here: Machine().platform) {
                            line?.advance(Int64($0))
                        }
                        return (image: image, id: id)
                    }
                }
            }
        }
        if context.wantsJSON { return try context.output.json(images.map { $0.image.json(loadedAs: $0.id) }) }
        for image in images { try context.output.line("\(image.image.title) \(image.id)") }
    }
}

extension StoredImage {
    fileprivate var title: String { name?.familiarName.spellingOutControls() ?? "\(digest)" }

    fileprivate func json(loadedAs id: Digest) -> JSON {
        [
            "names": .array(name.map { [.string($0)] } ?? []), "digest": .string(digest.description),
            "id": .string(id.description),
        ]
    }
}

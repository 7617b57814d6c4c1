internal import Console
internal import ContentStore
internal import Events
internal import Host
internal import OCI
internal import Outputs
internal import Transfers
internal import Values

/// Copies that go on at once, shown while they do, and what they come to.
struct CopyRun {
    private let context: Context
    private let view: ProgressMode
    /// What people call it who read that it failed.
    private let verb: String

    init(_ context: Context, view: ProgressMode, doing verb: String) {
        self.context = context
        self.view = view
        self.verb = verb
    }

    /// Returns when all is done. Prints what each tag leads to.
    func run(_ orders: [CopyOrder], in set: PushSet) throws {
        let view = view.view(on: .standardError(), environment: Environment.value(of:))
        let found = Guarded<[ImageReference: Digest]>([:])
        do {
            for order in orders {
                let telling = PushTelling("\(verb) to \(order.image)", of: order.repository, view)
                try set.begin(order) { news in
                    if case .found(let tag, let digest) = news {
                        found.withLock { $0[order.name(tag)] = digest }
                    }
                    telling.hear(news)
                }
            }
            try set.close(isWhole: true)
            view.close()
        } catch let failures as PushFailures {
            view.close()
            context.messages.show(failures, doing: verb)
            throw Unsuccessful()
        } catch {
            try? set.close(isWhole: false)
            view.close()
            throw error
        }
        try show(orders.flatMap { order in order.items.flatMap(\.tags).map(order.name) }, found.withLock { $0 })
    }

    private func show(_ names: [ImageReference], _ digests: [ImageReference: Digest]) throws {
        let known = names.compactMap { name in digests[name].map { (name, $0) } }
        if context.wantsJSON {
            let images = known.map { name, digest -> JSON in
                ["name": .string(name.description), "digest": .string(digest.description)]
            }
            return try context.output.json(.array(images))
        }
        for (name, digest) in known { try context.output.line("\(name.familiar) \(digest)") }
    }
}

extension CopyOrder {
    /// What a tag of the destination is called in full.
    fileprivate func name(_ tag: String) -> ImageReference {
        ImageReference(registry: registry, repository: repository, tag: tag, digest: nil)
    }
}

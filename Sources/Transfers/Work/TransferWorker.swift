package import ContentStore
internal import Host
internal import OCI
internal import Registry
internal import Values

/// The one thing that a transfer process does: an order that stands on its standard input.
package struct TransferWorker {
    private let store: Store
    private let environment: @Sendable (String) -> String?
    /// The next thing to try, for an error.
    private let hint: (any Error) -> String?

    package init(
        in store: Store, environment: @escaping @Sendable (String) -> String?, hint: @escaping (any Error) -> String?
    ) {
        self.store = store
        self.environment = environment
        self.hint = hint
    }

    /// Whether it came to a good end. What went wrong was said to who has started this process.
    package func run() throws -> Bool {
        let parent = ParentLine()
        try parent.listen()
        guard let line = parent.next(), let json = try? JSON(parsing: line), let order = TransferOrder(json) else {
            throw TransferFault(
                image: "no image", process: nil, reason: "this is started by other commands, to move an image",
                hint: "see `hearth push`, `hearth pull`", log: nil)
        }
        switch order {
        case .ask(let question): return answer(question)
        case .survey: return try survey(parent)
        case .push, .pull, .copy: return try move(order, parent)
        }
    }

    private func move(_ order: TransferOrder, _ parent: ParentLine) throws -> Bool {
        let row = try store.beginTransfer(order.kind, of: order.image, order.digest)
        let session = try TransferSession(row, store, parent)
        do {
            let (outcome, digest) = try perform(order, session)
            session.end(outcome, .done(digest))
            // What it has fetched is kept until whoever wants it has taken it over.
            if case .pull = order { parent.waitForEnd() }
            return true
        } catch {
            let isEnd = (error as? SystemError)?.code == .interrupted
            let reason = isEnd ? "it was asked to end" : "\(error)"
            session.end(isEnd ? .cancelled : .failed, .failed(reason: reason, hint: hint(error)), reason: reason)
            return false
        }
    }

    /// Nobody looks for a question afterwards.
    private func answer(_ question: RegistryQuestion) -> Bool {
        do {
            let registries = registries(try RegistrySettings(reading: environment)) {
                TransferMessage.notice($0).tell()
            }
            try question.answer(by: registries) { $0.tell() }
            TransferMessage.done(nil).tell()
            return true
        } catch {
            TransferMessage.failed(reason: "\(error)", hint: hint(error)).tell()
            return false
        }
    }

    /// Of what is not as it should be nothing is said: whoever moves the image comes upon it, too.
    private func survey(_ parent: ParentLine) throws -> Bool {
        var settings = try RegistrySettings(reading: environment)
        settings.patience = 0
        try PlaceSurvey(registries(settings) { _ in }).run(parent)
        return true
    }

    private func registries(
        _ settings: RegistrySettings, notice: @escaping @Sendable (String) -> Void
    ) -> Registries {
        Registries(settings, StoredCredentials(environment: environment), notice: notice)
    }

    private func perform(_ order: TransferOrder, _ session: TransferSession) throws -> (Transfer.Outcome, Digest?) {
        var settings = try RegistrySettings(reading: environment)
        if case .push(let order) = order, order.trustsAnyone {
            settings.hosts[order.registry, default: .init()].trustsAnyone = true
        }
        let registries = registries(settings) { session.notice($0) }
        switch order {
        case .push(let order):
            return (try ImagePush(order, session, registries).run(), order.root)
        case .pull(let order): return (.succeeded, try ImagePull(order, session, registries).run())
        case .copy(let order): return try ImageCopy(order, session, registries).run()
        case .ask, .survey: return (.succeeded, nil)
        }
    }
}

extension TransferOrder {
    fileprivate var kind: Transfer.Kind {
        switch self {
        case .push: .push
        case .pull: .pull
        case .copy, .ask, .survey: .copy
        }
    }

    fileprivate var digest: Digest? {
        switch self {
        case .push(let order): order.root
        case .pull(let order): order.reference.digest
        case .copy, .ask, .survey: nil
        }
    }
}

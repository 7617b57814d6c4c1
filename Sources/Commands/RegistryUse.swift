internal import ContentStore
internal import Host
internal import Planning
internal import Transfers

/// Whether a command asks registries for images that the store does not have.
enum RegistryUse {
    case nobody
    /// Goes on with a warning where nobody answers.
    case wherePossible
    case required

    func registries(for store: Store, _ context: Context) -> ImageRegistries? {
        guard self != .nobody, store.isWritable else { return nil }
        let messages = context.messages
        let told = Guarded<Set<String>>([])
        func source(asksAgain: Bool) -> any ImageSource {
            ImageFetcher(store, context.transferProgram(for: store), asksAgain: asksAgain) { news in
                // Once: it is the same every time that something is tried again.
                guard case .notice(let image, let words) = news, told.withLock({ $0.insert(words).inserted }) else {
                    return
                }
                messages.warn("\(image): \(words)")
            }
        }
        return ImageRegistries(
            usual: source(asksAgain: false), newest: source(asksAgain: true), isRequired: self == .required)
    }

    /// Where layers come from.
    func source(for store: Store, _ context: Context) -> ImageSourceMaker? {
        if self == .nobody { return nil }
        let program = context.transferProgram(for: store)
        return { ImageFetcher(store, program, asksAgain: false, hear: $0) }
    }
}

internal import BakeLanguage

extension Target {
    /// The targets it has as contexts.
    var links: [String] {
        contexts.sorted { $0.key < $1.key }.compactMap { context in
            if case .target(let name) = ContextAddress(context.value) { name } else { nil }
        }
    }
}

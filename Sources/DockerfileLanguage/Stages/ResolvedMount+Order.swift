extension [ResolvedMount] {
    /// The order in which what mounts show is read: that of their targets.
    package var inReadingOrder: [ResolvedMount] { sorted { $0.mount.target < $1.mount.target } }
}

extension Origin {
    /// Whether it is a state of a plan, and not files of a context.
    package var isState: Bool {
        switch self {
        case .scratch, .stage, .image: true
        case .context, .mainContext: false
        }
    }
}

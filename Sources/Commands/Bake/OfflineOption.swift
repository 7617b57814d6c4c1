internal import Arguments

extension Declaration {
    /// The same for every command that may ask registries.
    mutating func offlineOption() -> Option<Bool> {
        flag(
            "--offline", environment: "HEARTH_OFFLINE",
            help: "Ask no registry: base images are those that are on this machine")
    }
}

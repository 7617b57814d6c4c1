package import Host

/// What a store is opened with.
package struct StoreConfiguration: Sendable {
    package var home: Path
    package var limit: Limit
    package var system: any FileSystem
    package var clock: WallClock
    package var user: User
    /// Lets go of the room that is kept for a full disk: whoever opens the store means to prune it.
    package var spendsBallast = false
    /// Makes an index again that is damaged or missing; otherwise opening one throws. A new home gets its index anyway.
    package var mendsIndex = true
    /// Names this run of the machine; tests let it begin anew.
    package var boot = Boot.current
    package var notify: @Sendable (Notice) -> Void

    package init(
        home: Path, limit: Limit = .usual, system: any FileSystem = LocalFileSystem(), clock: WallClock = .system,
        user: User = .current, notify: @escaping @Sendable (Notice) -> Void = { _ in }
    ) {
        self.home = home
        self.limit = limit
        self.system = system
        self.clock = clock
        self.user = user
        self.notify = notify
    }
}

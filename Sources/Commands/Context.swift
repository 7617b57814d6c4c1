internal import Arguments
internal import Console
internal import ContentStore
internal import Host
internal import Sandbox

/// What a command does with the line that called for it. Its answer goes to the context's output.
typealias Action = @Sendable (Invocation, Context) throws -> Void

/// What every command is given beside its own options.
struct Context {
    let globals: GlobalOptions
    let invocation: Invocation
    /// Where the answer goes.
    let output: Output
    /// Where everything else goes.
    let messages: Messages

    var wantsJSON: Bool { invocation[globals.format] == .json }

    var palette: Palette {
        invocation[globals.colour].palette(for: .output, environment: Environment.value(of:))
    }

    /// A line about work on `total` bytes, where a person sees it. Who asks for it clears it.
    func progress(_ label: String, of total: Int64? = nil) -> ProgressLine? {
        guard !wantsJSON, Terminal.error.isInteractive, Environment.value(of: "TERM") != "dumb" else { return nil }
        return ProgressLine(label, of: total, on: .standardError, columns: { Terminal.error.width ?? 80 })
    }

    /// Lends the store. One whose index shows damage meanwhile is made well, and lent once more from the start; so
    /// `body` answers nothing before it is done.
    ///
    /// `mendingIndex` false leaves a damaged index alone, and throws. `asOwner` is for what removes, or measures, what RUNs of an
    /// ordinary user have made: it may belong to users that only a namespace has.
    func withStore<Value>(
        spendingBallast: Bool = false, mendingIndex: Bool = true, asOwner: Bool = false, _ body: (Store) throws -> Value
    ) throws -> Value {
        // First, since it changes who this process is.
        if asOwner { enterNamespace(for: try globals.home(invocation)) }
        var configuration = try configuration()
        configuration.spendsBallast = spendingBallast
        configuration.mendsIndex = mendingIndex
        do {
            return try body(Store(configuration))
        } catch let damage as StoreError where damage.isIndexDamage {
            guard mendingIndex else { throw damage }
            // Where that cannot be done, it is the damage that is to be told.
            do { try Store.rebuildIndex(configuration) } catch StoreError.homeIsReadOnly { throw damage }
            return try body(Store(configuration))
        }
    }

    /// Where that is refused, what belongs to others stays, which is told of when it matters.
    private func enterNamespace(for home: Path) {
        let system = LocalFileSystem()
        let isUsed = ["layers", "mounts", "tmp"].contains { name in
            (try? system.names(in: home / name))?.isEmpty == false
        }
        if User.current != .root, isUsed { _ = try? Namespaces.enter() }
    }

    private func configuration() throws -> StoreConfiguration {
        let messages = messages
        return StoreConfiguration(
            home: try globals.home(invocation), limit: invocation[globals.limit],
            notify: { messages.warn($0.description) })
    }
}

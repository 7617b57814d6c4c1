package import Host

/// Where progress is shown.
package struct ProgressScreen: Sendable {
    package let file: OpenFile
    /// Columns and rows, which change as a window is resized; nil where there is no terminal.
    package let size: @Sendable () -> (columns: Int, rows: Int)?
    package let clock: WallClock
    /// Tells a view now and then that time has passed; nil where somebody else does, or nobody.
    let heartbeat: Heartbeat?

    package init(
        _ file: OpenFile, size: @escaping @Sendable () -> (columns: Int, rows: Int)?, clock: WallClock = .system,
        heartbeat: Heartbeat? = nil
    ) {
        self.file = file
        self.size = size
        self.clock = clock
        self.heartbeat = heartbeat
    }

    /// For one view.
    package static func standardError() -> ProgressScreen {
        ProgressScreen(.standardError, size: { Terminal.error.size }, heartbeat: Heartbeat())
    }

    /// A screen that is gone fails no build.
    func write(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { try? file.write($0) }
    }
}

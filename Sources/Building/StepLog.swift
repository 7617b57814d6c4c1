internal import ContentStore
internal import Events
internal import Host
internal import Planning
internal import Synchronization
internal import Values

/// What a step writes: told to listeners as it comes, and kept whole in a file, which is made when there is something to keep.
final class StepLog: Sendable {
    private let step: Digest
    private let place: Path?
    private let listener: any BuildListener
    private let file = Mutex<OpenFile?>(nil)

    init(_ step: PlannedStep, of run: Run, in store: Store, _ listener: any BuildListener) {
        self.step = step.state
        self.listener = listener
        place = (try? store.logs(of: run)).map { $0 / "\(step.state.hex).log" }
    }

    /// Nil where nothing was written.
    var path: Path? { file.withLock { $0 == nil ? nil : place } }

    func write(_ stream: LogStream, _ bytes: UnsafeRawBufferPointer) {
        listener.hear(.log(step, stream, Array(bytes), at: WallClock.system.now()))
        // A full disk must not end a build that needs no more of it.
        try? file.withLock { file in
            guard let place else { return }
            let open = try file ?? Self.make(place)
            file = open
            try open.write(bytes)
        }
    }

    private static func make(_ path: Path) throws -> OpenFile {
        let system = LocalFileSystem()
        _ = try system.makeDirectory(path.parent)
        return try OpenFile(path, .create, on: system)
    }
}

import Console
import Events
import Host
import Synchronization
import TestSupport
import Values

/// A build that a test tells step by step, and the screen on which a view shows it.
final class SampleBuild {
    let clock = HandClock()
    let output: OutputFile
    private(set) var view: any ProgressView = SilentView()
    private var digests: [String: Digest] = [:]

    convenience init(
        size: (columns: Int, rows: Int)? = nil, _ view: (ProgressScreen) -> any ProgressView
    ) throws {
        try self.init(size: { size }, view)
    }

    init(
        size: @escaping @Sendable () -> (columns: Int, rows: Int)?, _ view: (ProgressScreen) -> any ProgressView
    ) throws {
        output = try OutputFile()
        self.view = view(ProgressScreen(output.file, size: size, clock: clock.clock))
    }

    func digest(_ name: String) -> Digest {
        if let digest = digests[name] { return digest }
        let number = UInt8(digests.count + 1)
        let digest = Digest(.sha256, bytes: [UInt8](repeating: number, count: 32))!
        digests[name] = digest
        return digest
    }

    func know(
        _ names: String..., kind: EventStep.Kind = .instruction, targets: [String] = ["app"], inputs: [String] = []
    ) {
        view.hear(
            .known(names.map { EventStep(digest($0), $0, kind, targets: targets, inputs: inputs.map(digest)) }))
    }

    func begin(_ name: String) { view.hear(.began(digest(name), at: clock.clock.now())) }

    func end(_ name: String, _ ending: StepEnding = .done) {
        view.hear(.ended(digest(name), ending, at: clock.clock.now()))
    }

    func log(_ name: String, _ text: String, _ stream: LogStream = .output) {
        view.hear(.log(digest(name), stream, Array(text.utf8), at: clock.clock.now()))
    }

    func progress(
        _ name: String, _ id: String, _ current: Int64, of total: Int64? = nil, began: Timestamp, isDone: Bool = false
    ) {
        let progress = EventProgress(id: id, current: current, total: total, began: began, isDone: isDone)
        view.hear(.progress(digest(name), progress, at: clock.clock.now()))
    }

    func wait(_ seconds: Double) { clock.advance(bySeconds: seconds) }

    var now: Timestamp { clock.clock.now() }
}

/// A value that a test changes while others look at it.
final class Box<Value: Sendable>: Sendable {
    private let state: Mutex<Value>

    init(_ value: Value) {
        state = Mutex(value)
    }

    var value: Value {
        get { state.withLock(\.self) }
        set { state.withLock { $0 = newValue } }
    }
}

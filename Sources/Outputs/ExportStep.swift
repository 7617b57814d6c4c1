internal import BakeLanguage
internal import Events
internal import Hashing
internal import Host
internal import Values

/// An export as listeners hear of it.
struct ExportStep: Sendable {
    private let step: EventStep
    let listener: any BuildListener
    private let clock = WallClock.system

    /// One that has to do with no output of a target; nobody tells of another of that title.
    init(_ title: String, of names: [String], _ listener: any BuildListener) {
        var hash = FramedHash("hearth.transfer.1")
        hash.add("title", title)
        for name in names { hash.add("name", name) }
        step = EventStep(hash.digest(), title, .export, targets: [])
        self.listener = listener
    }

    init(_ title: String, target: String, _ output: Output, _ listener: any BuildListener) {
        var hash = FramedHash("hearth.export.1")
        hash.add("target", target)
        hash.add("type", output.type)
        hash.add("dest", output.destination)
        for (name, value) in output.attributes.sorted(by: { $0.key < $1.key }) { hash.add(name, value) }
        step = EventStep(hash.digest(), title, .export, targets: [target])
        self.listener = listener
    }

    /// Says that it begins, and how it ended.
    func run<Value>(_ body: () throws -> Value) throws -> Value {
        begin()
        do {
            let value = try body()
            end(.done)
            return value
        } catch {
            let isInterrupted = (error as? SystemError)?.code == .interrupted
            end(isInterrupted ? .cancelled : .failed("\(error)"))
            throw error
        }
    }

    func begin() {
        listener.hear(.known([step]))
        listener.hear(.began(step.digest, at: clock.now()))
    }

    func end(_ ending: StepEnding) { listener.hear(.ended(step.digest, ending, at: clock.now())) }

    func warn(_ text: String) { listener.hear(.warning(step.digest, EventWarning(text))) }

    /// A part of it, which says how far it has come.
    func part(_ id: String, of total: Int64?) -> ExportPart {
        let (digest, listener, clock) = (step.digest, listener, clock)
        return ExportPart(id: id, total: total, began: clock.now()) { progress in
            listener.hear(.progress(digest, progress, at: clock.now()))
        }
    }
}

/// A part of an export: a layer that is packed, a file that is written. Used by one thread.
final class ExportPart {
    private let id: String
    private let total: Int64?
    private let began: Timestamp
    private let tell: (EventProgress) -> Void
    private var current: Int64 = 0
    private var told: Int64?

    /// Told of no more often.
    private static let stride: Int64 = 1 << 20

    fileprivate init(id: String, total: Int64?, began: Timestamp, tell: @escaping (EventProgress) -> Void) {
        self.id = id
        self.total = total
        self.began = began
        self.tell = tell
    }

    func advance(_ count: Int) { reach(current + Int64(count)) }

    func reach(_ current: Int64) {
        self.current = max(current, self.current)
        if let told { if self.current - told < Self.stride { return } } else if self.current == total { return }
        say(isDone: false)
    }

    /// Nothing is said of what was done before it began.
    func finish() {
        if told != nil { say(isDone: true) }
    }

    private func say(isDone: Bool) {
        told = current
        tell(EventProgress(id: id, current: current, total: total, began: began, isDone: isDone))
    }
}

internal import Host

/// What the process that started this one says on standard input, line by line. When it falls silent for good, because it is done or
/// because it was killed, this process is asked to stop.
final class ParentLine: Sendable {
    private struct State {
        var lines: [[UInt8]] = []
        var isOver = false
        var isLetGo = false
    }

    private let state = Monitor(State())

    /// There is one for the whole process: whoever listens stays with it to the end.
    func listen() throws {
        Self.listeners.append(try Worker { [self] in hearAll() })
    }

    // Written once, by the thread that starts all others.
    nonisolated(unsafe) private static var listeners: [Worker] = []

    private func hearAll() {
        var text: [UInt8] = []
        var searched = 0
        while text.count < Self.longest {
            let piece = Self.piece()
            if piece.isEmpty { break }
            text += piece
            while let end = text[searched...].firstIndex(of: UInt8(ascii: "\n")) {
                let line = Array(text[..<end])
                state.change { $0.lines.append(line) }
                text.removeSubrange(...end)
                searched = 0
            }
            searched = text.count
        }
        let isNeeded = state.change { state in
            state.isOver = true
            return !state.isLetGo
        }
        if isNeeded { Interruption.request() }
    }

    /// All is done that it was there for. Its end means nothing from here on: what is left to clear away is not to be broken off.
    func letGo() {
        state.change { $0.isLetGo = true }
    }

    /// Waits for the next line; nil when there will be none, or when somebody asks this process to stop.
    func next() -> [UInt8]? {
        // A request to stop may come upon any thread, and wakes none here.
        state.wait(lookingEvery: 0.01) { state -> [UInt8]?? in
            if Interruption.isRequested { return .some(nil) }
            if !state.lines.isEmpty { return .some(state.lines.removeFirst()) }
            return state.isOver ? .some(nil) : nil
        }
    }

    /// Waits until there is nobody who might say something.
    func waitForEnd() { _ = next() }

    private static let longest = 16 << 20

    /// What there is, as soon as there is something; empty at the end.
    private static func piece() -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: 64 << 10) { buffer, count in
            count = (try? LocalFileSystem().read(0, into: UnsafeMutableRawBufferPointer(buffer))) ?? 0
        }
    }
}

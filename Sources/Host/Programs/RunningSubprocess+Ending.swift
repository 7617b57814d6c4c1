#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

extension RunningSubprocess {
    /// Waits until the program has ended of itself.
    package func wait() throws -> Subprocess.End {
        let watch = ProcessWatch(id)
        while !reap() {
            if errorOutput.isOpen || output.isOpen {
                try listen()
            } else {
                try mayWait()
                watch.wait(microseconds: Self.longestPause)
            }
        }
        // What it said last.
        if errorOutput.isOpen { try take(from: errorOutput.descriptor, tillEmpty: true) }
        return ending ?? .exited(0)
    }

    /// Whether the program has ended. Waits for nothing.
    func reap() -> Bool {
        if ending != nil { return true }
        var raw: Int32 = 0
        let found = waitpid(id, &raw, WNOHANG)
        if found == id { ending = Subprocess.End(waitStatus: raw) }
        // Somebody else reaps all children of this process: how this one ended nobody will know.
        if found == -1, errno == ECHILD { ending = .exited(0) }
        return ending != nil
    }

    /// Sees to it that the program ends: of itself within some seconds, when it is asked to, or in any case.
    func end(within seconds: Double) {
        for end in [input, output, errorOutput] { end.close() }
        if endsWithin(seconds) { return }
        kill(id, SIGTERM)
        if endsWithin(2) { return }
        kill(id, SIGKILL)
        var raw: Int32 = 0
        while waitpid(id, &raw, 0) == -1, errno == EINTR {}
        ending = .killed(SIGKILL)
    }

    private func endsWithin(_ seconds: Double) -> Bool {
        let watch = ProcessWatch(id)
        let end = ContinuousClock.now + .seconds(seconds)
        while !reap() {
            if ContinuousClock.now >= end { return false }
            watch.wait(microseconds: Self.longestPause)
        }
        return true
    }

    /// Between two looks at whether somebody wants this process to stop.
    private static let longestPause = 10_000
}

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

extension RunningSubprocess {
    /// Waits until the program has ended of itself.
    package func wait() throws -> Subprocess.End {
        var pause: useconds_t = 50
        while !reap() {
            if errorOutput.isOpen || output.isOpen {
                try listen()
            } else {
                try Interruption.check(Path(name))
                usleep(pause)
                pause = min(pause * 2, 10_000)
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
        var pause: useconds_t = 50
        var left = seconds * 1e6
        while !reap() {
            if left <= 0 { return false }
            usleep(pause)
            left -= Double(pause)
            pause = min(pause * 2, 10_000)
        }
        return true
    }
}

import Foundation
package import Host

/// A process that a test started, and that ends with it at the latest.
///
/// It begins with the signals as a terminal would give them, whatever the test process ignores.
package final class ChildProcess {
    package let id: Int32
    private var status: Int32?

    /// `streams` become its standard input, output and error; the caller still has to close them.
    package init(
        _ program: Path, _ arguments: [String], environment: [String: String], in folder: Path, streams: [Int32]
    ) throws {
        var actions = FileActions()
        for (target, descriptor) in streams.enumerated() { actions.give(descriptor, as: Int32(target)) }
        // Glibc's call for this is not to be seen from here.
        let enter = ["/bin/sh", "-c", #"cd -- "$0" && exec "$@""#, folder.description]
        let words = enter + [program.description] + arguments
        id = try actions.spawn(words, environment.map { "\($0)=\($1)" })
    }

    deinit {
        guard status == nil else { return }
        kill(id, SIGKILL)
        _ = wait()
    }

    package func signal(_ number: Int32) { kill(id, number) }

    /// Seconds after which a program counts as stuck, and is killed, so that its test fails and the others go on.
    private static let patience = 180.0

    /// The exit code, or 128 and the signal that ended it, as a shell has it.
    package func wait() -> Int32 {
        if let status { return status }
        let end = DispatchWorkItem { [id] in _ = kill(id, SIGKILL) }
        DispatchQueue.global().asyncAfter(deadline: .now() + Self.patience, execute: end)
        defer { end.cancel() }
        var raw: Int32 = 0
        while waitpid(id, &raw, 0) == -1, errno == EINTR {}
        let code = raw & 0x7f == 0 ? raw >> 8 & 0xff : 128 + (raw & 0x7f)
        status = code
        return code
    }

    /// Whether its first thread waits for something; nil when it has ended. Linux only.
    package var isWaiting: Bool? {
        // The name, in brackets, may hold anything; the state stands behind it.
        guard let line = try? String(contentsOfFile: "/proc/\(id)/stat", encoding: .utf8),
            let state = line[(line.lastIndex(of: ")") ?? line.startIndex)...].dropFirst(2).first
        else { return nil }
        return state == "Z" ? nil : state == "S"
    }
}

/// What is to be done between fork and exec.
private struct FileActions: ~Copyable {
    #if os(Linux)
    private var actions = posix_spawn_file_actions_t()
    private var attributes = posix_spawnattr_t()
    #else
    private var actions: posix_spawn_file_actions_t?
    private var attributes: posix_spawnattr_t?
    #endif

    init() {
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        for signal in [SIGPIPE, SIGINT, SIGTERM] { sigaddset(&signals, signal) }
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF) | Int16(POSIX_SPAWN_SETSIGMASK))
    }

    deinit {
        var (actions, attributes) = (actions, attributes)
        posix_spawn_file_actions_destroy(&actions)
        posix_spawnattr_destroy(&attributes)
    }

    mutating func give(_ descriptor: Int32, as target: Int32) {
        posix_spawn_file_actions_adddup2(&actions, descriptor, target)
    }

    mutating func spawn(_ words: [String], _ environment: [String]) throws -> pid_t {
        var id: pid_t = 0
        let code = withCStrings(words) { words in
            withCStrings(environment) { environment in
                posix_spawn(&id, "/bin/sh", &actions, &attributes, words, environment)
            }
        }
        guard code == 0 else { throw SystemError("start", Path(words[0]), SystemError.Code(rawValue: code)) }
        return id
    }
}

private func withCStrings<Result>(
    _ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) throws -> Result
) rethrows -> Result {
    let pointers = texts.map { strdup($0) }
    defer { for pointer in pointers { free(pointer) } }
    return try body(pointers + [nil])
}

import Foundation
package import Host
import Synchronization

/// A program that runs beside the test, with its standard output in our hands. It is killed, if it still runs, when
/// this object goes.
// @unchecked: used by one test at a time, and `status` alone changes.
package final class Program: @unchecked Sendable {
    private let process: pid_t
    private let output: Int32
    private var status: Int32?

    package init(_ path: Path, _ arguments: [String]) throws {
        (process, output) = try Self.starting.withLock { _ in try Self.start(path, arguments) }
    }

    /// One at a time: the end of a pipe that another child inherits by chance would stay open as long as that one runs.
    private static let starting = Mutex(())

    private static func start(_ path: Path, _ arguments: [String]) throws -> (pid_t, Int32) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw SystemError("pipe", nil, .last) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        #if os(Linux)
        var actions = posix_spawn_file_actions_t()
        #else
        var actions: posix_spawn_file_actions_t?
        #endif
        posix_spawn_file_actions_init(&actions)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            close(ends[1])
        }
        posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
        var words = ([path.description] + arguments).map { strdup($0) } + [nil]
        defer { words.forEach { free($0) } }
        var started: pid_t = 0
        let code = posix_spawn(&started, path.description, &actions, nil, &words, environ)
        guard code == 0 else {
            close(ends[0])
            throw SystemError("spawn", path, .init(rawValue: code))
        }
        return (started, ends[0])
    }

    deinit {
        kill()
        _ = wait()
        close(output)
    }

    /// A program that was built beside the tests.
    package static func built(_ name: String) -> Path {
        var place = Bundle(for: Program.self).bundleURL
        while place.path != "/" {
            let file = place.appendingPathComponent(name)
            var isDirectory: ObjCBool = false
            if FileManager.default.fileExists(atPath: file.path, isDirectory: &isDirectory), !isDirectory.boolValue {
                return Path(file.path)
            }
            place.deleteLastPathComponent()
        }
        fatalError("\(name) has not been built beside \(Bundle(for: Program.self).bundlePath)")
    }

    /// The next bytes that it wrote, waited for; empty when it has closed its output.
    package func read(atMost count: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            var got = readFrom(output, buffer.baseAddress, count)
            while got < 0, errno == EINTR { got = readFrom(output, buffer.baseAddress, count) }
            filled = max(got, 0)
        }
    }

    /// All that it still writes.
    package func readAll() -> String {
        var bytes: [UInt8] = []
        while true {
            let piece = read(atMost: 4096)
            if piece.isEmpty { return String(decoding: bytes, as: UTF8.self) }
            bytes += piece
        }
    }

    /// Ends it without a last word.
    package func kill() {
        if status == nil { _ = send(process, SIGKILL) }
    }

    /// Stops it where it is. False when it has ended.
    package func pause() -> Bool {
        guard status == nil else { return false }
        _ = send(process, SIGSTOP)
        var raw: Int32 = 0
        guard waitpid(process, &raw, WUNTRACED) == process else { return false }
        if raw & 0xff == 0x7f { return true }
        status = raw
        return false
    }

    package func resume() {
        if status == nil { _ = send(process, SIGCONT) }
    }

    /// Waits for its end: its exit code, or the signal that ended it below zero.
    package func wait() -> Int32 {
        while status == nil {
            var raw: Int32 = 0
            if waitpid(process, &raw, 0) == process { status = raw } else if errno != EINTR { break }
        }
        guard let status else { return .min }
        return status & 0x7f == 0 ? (status >> 8) & 0xff : -(status & 0x7f)
    }
}

// The calls whose names the methods above take, under names of their own.
private let readFrom: @Sendable (Int32, UnsafeMutableRawPointer?, Int) -> Int = read
private let send: @Sendable (pid_t, Int32) -> Int32 = kill

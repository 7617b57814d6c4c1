internal import CLinux

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// What is to be done between fork and exec, by the C library.
struct SpawnActions: ~Copyable {
    #if os(Linux)
    private var actions = posix_spawn_file_actions_t()
    private var attributes = posix_spawnattr_t()
    #else
    private var actions: posix_spawn_file_actions_t?
    private var attributes: posix_spawnattr_t?
    #endif

    /// `streams` become standard input, output and error.
    /// `isDetached` has the program belong to no terminal, so that nothing that happens to one ends it.
    init(streams: [Int32], directory: Path?, isDetached: Bool = false) {
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        for (target, descriptor) in streams.enumerated() {
            posix_spawn_file_actions_adddup2(&actions, descriptor, Int32(target))
        }
        _ = directory?.withCString { hearth_spawn_in(&actions, $0) }
        _ = hearth_spawn_with_streams_alone(&actions)
        setSignals(isDetached)
    }

    deinit {
        var (actions, attributes) = (actions, attributes)
        posix_spawn_file_actions_destroy(&actions)
        posix_spawnattr_destroy(&attributes)
    }

    /// None held back, and a broken pipe ends the program as it would in a shell. What else is ignored stays so.
    private mutating func setSignals(_ isDetached: Bool) {
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigaddset(&signals, SIGPIPE)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        var flags = Int32(POSIX_SPAWN_SETSIGDEF) | Int32(POSIX_SPAWN_SETSIGMASK)
        // POSIX_SPAWN_SETSID, which is no part of the headers' usual selection.
        #if canImport(Darwin)
        flags |= Int32(POSIX_SPAWN_CLOEXEC_DEFAULT) | (isDetached ? 0x400 : 0)
        #else
        flags |= isDetached ? 0x80 : 0
        #endif
        posix_spawnattr_setflags(&attributes, Int16(truncatingIfNeeded: flags))
    }

    /// The id of the process.
    mutating func spawn(_ program: Path, _ arguments: [Path], _ environment: [Path]) throws(SystemError) -> pid_t {
        var id: pid_t = 0
        let code = Self.withCStrings([program] + arguments) { words in
            Self.withCStrings(environment) { environment in
                program.withCString { posix_spawnp(&id, $0, &actions, &attributes, words, environment) }
            }
        }
        guard code == 0 else { throw SystemError("start", program, SystemError.Code(rawValue: code)) }
        return id
    }

    private static func withCStrings<Result>(
        _ texts: [Path], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
    ) -> Result {
        let pointers = texts.map { text in text.withCString { strdup($0) } }
        defer { for pointer in pointers { free(pointer) } }
        return body(pointers + [nil])
    }
}

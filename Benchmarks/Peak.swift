import Foundation

/// The most memory that a program, or one that it waited for, took at a moment, in bytes.
enum Peak {
    static func of(_ command: [String]) throws -> Int {
        let words = command.map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        #if os(Linux)
        var actions = posix_spawn_file_actions_t()
        let unit = 1024
        #else
        var actions: posix_spawn_file_actions_t?
        let unit = 1
        #endif
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
        var process = pid_t()
        var status: Int32 = posix_spawn(&process, command[0], &actions, nil, words, environ)
        var usage = rusage()
        if status == 0 { wait4(process, &status, 0, &usage) }
        guard status == 0 else { throw Workshop.Failed(line: command.joined(separator: " "), status: status) }
        return usage.ru_maxrss * unit
    }
}

internal import Host

/// The `git` program, working in a directory.
struct GitProgram: Sendable {
    let directory: Path
    private let environment: [String: String]

    init(in directory: Path, environment: [String: String]? = nil) {
        self.directory = directory
        self.environment = environment ?? Self.environment(from: Environment.all)
    }

    /// For what has to do with a repository elsewhere, and with none here. SSH asks nobody either.
    static var remoteEnvironment: [String: String] {
        var environment = environment(from: Environment.all)
        for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY"] { environment[name] = nil }
        environment["GIT_ALLOW_PROTOCOL"] = "http:https:ssh:git"
        environment["GIT_SSH_COMMAND"] = environment["GIT_SSH_COMMAND"] ?? "ssh -o BatchMode=yes"
        return environment
    }

    /// What is found must not depend on where hearth is called from: a hook has variables that name the repository it
    /// runs in, which may be another one. Nothing is written, asked of anybody or fetched, and words are in English.
    static func environment(from all: [String: String]) -> [String: String] {
        var environment = all
        // Both together are somebody's will.
        if all["GIT_DIR"] == nil || all["GIT_WORK_TREE"] == nil {
            for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR"] { environment[name] = nil }
        }
        for name in ["GIT_INDEX_FILE", "GIT_PREFIX", "GIT_NAMESPACE", "GIT_EXTERNAL_DIFF", "GIT_DIFF_OPTS"] {
            environment[name] = nil
        }
        environment["LC_ALL"] = "C"
        environment["GIT_OPTIONAL_LOCKS"] = "0"
        environment["GIT_TERMINAL_PROMPT"] = "0"
        environment["GIT_LFS_SKIP_SMUDGE"] = "1"
        return environment
    }

    func command(_ words: [String]) -> Subprocess {
        Subprocess("git", words, environment: environment, in: directory)
    }

    func run(_ words: [String]) throws -> Subprocess.Outcome {
        do {
            return try command(words).run()
        } catch let fault as SubprocessFault {
            throw GitFault.noGit(fault)
        }
    }

    /// What git answers; throws what it complains of.
    func answer(_ words: [String]) throws -> [UInt8] {
        let outcome = try run(words)
        guard outcome.succeeded else { throw Self.failure(words, outcome.errors) }
        return outcome.output
    }

    /// What git answers to two questions, both of which it works on at once; nil for one that it complains of.
    func answers(_ one: [String], _ two: [String]) throws -> ([UInt8]?, [UInt8]?) {
        do {
            return try command(one).withRunning { first in
                try command(two).withRunning { second in
                    (try Self.answer(of: first), try Self.answer(of: second))
                }
            }
        } catch let fault as SubprocessFault {
            throw GitFault.noGit(fault)
        }
    }

    private static func answer(of running: RunningSubprocess) throws -> [UInt8]? {
        running.finishSending()
        let output = try running.readToEnd(limit: 1 << 30)
        return try running.wait() == .exited(0) ? output : nil
    }

    static func failure(_ words: [String], _ errors: [UInt8]) -> GitFault {
        let lines = String(decoding: errors, as: UTF8.self).split(whereSeparator: \.isNewline)
        // What ssh says tells more than what git makes of it.
        let line =
            lines.first { $0.hasPrefix("ssh: ") } ?? lines.last { $0.hasPrefix("fatal: ") } ?? lines.last
            ?? "it said nothing"
        let said = line.hasPrefix("fatal: ") ? line.dropFirst(7) : line
        return .failed(words.first ?? "", String(said))
    }
}

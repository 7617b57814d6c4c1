import Foundation
import Host
import TestSupport
import Testing
import Values

@Suite struct SubprocessTests {
    private func shell(_ script: String, _ arguments: String...) -> Subprocess {
        Subprocess("sh", ["-c", script, "sh"] + arguments)
    }

    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    @Test func `a program is told something, answers, complains and ends`() throws {
        let outcome = try shell("cat; echo \"$1\" >&2; exit 3", "no").run(input: Array("yes".utf8))
        #expect(text(outcome.output) == "yes" && text(outcome.errors) == "no\n")
        #expect(outcome.end == .exited(3) && !outcome.succeeded)
        #expect(try shell("kill -9 $$").run().end == .killed(9))
        #expect(try shell(":").run().succeeded)
    }

    @Test func `words and variables are bytes`() throws {
        let word = String(keepingBytes: [0x61, 0xff, 0x20, 0x22])
        let program = Subprocess(
            "sh", ["-c", "printf %s%s \"$1\" \"$V\"", "sh", word], environment: ["V": word, "PATH": "/bin"])
        #expect(try program.run().output == word.keptBytes + word.keptBytes)
        #expect(try text(Subprocess("/usr/bin/env", environment: ["A": "1"]).run().output) == "A=1\n")
    }

    @Test func `it begins in a directory`() throws {
        let directory = try TemporaryDirectory()
        let outcome = try Subprocess("pwd", ["-P"], in: directory.path).run()
        #expect(text(outcome.output).hasSuffix("\(directory.path.name)\n"))
    }

    @Test func `a program or a directory that is missing is told apart`() throws {
        #expect(throws: SubprocessFault.missing("hearth-no-such-program")) {
            try Subprocess("hearth-no-such-program").run()
        }
        #expect(throws: SubprocessFault.missing("/no/such")) { try Subprocess("/no/such").run() }
        #expect(throws: SubprocessFault.notStarted("/etc/passwd", .accessDenied)) {
            try Subprocess("/etc/passwd").run()
        }
        #expect(throws: SubprocessFault.noDirectory("/no/such", .notFound)) {
            try Subprocess("true", in: "/no/such").run()
        }
    }

    @Test func `much goes in and out at once`() throws {
        var random = SeededGenerator(seed: 1)
        let bytes = random.noise(3 << 20)
        #expect(try shell("cat").run(input: bytes).output == bytes)
        // Neither reads before it has written all.
        let outcome = try shell("head -c 1000000 /dev/zero; head -c 1000000 /dev/zero >&2; cat >/dev/null").run(
            input: bytes)
        #expect(outcome.output.count == 1_000_000 && outcome.errors.count == 64 << 10)
    }

    @Test func `who does not listen is no fault, and does not end us`() throws {
        let outcome = try shell("exit 4").run(input: Array(repeating: 7, count: 1 << 20))
        #expect(outcome.end == .exited(4))
    }

    @Test func `output has a limit`() throws {
        #expect(throws: SubprocessFault.tooMuchOutput("sh", limit: 1000)) {
            try shell("head -c 2000 /dev/zero").run(limit: 1000)
        }
        #expect(throws: SubprocessFault.self) { try Subprocess("yes").run(limit: 100_000) }
    }

    @Test(arguments: ["sleep 1000", "exec >&- 2>&-; sleep 1000", "while :; do echo x; done"])
    func `time has a limit`(script: String) throws {
        #expect(throws: SubprocessFault.tooSlow("sh", seconds: 0.05)) {
            try shell(script).run(limit: .max, seconds: 0.05)
        }
        #expect(try shell("echo done").run(seconds: 1000).output == Array("done\n".utf8))
    }

    @Test func `it can be talked to`() throws {
        try shell("while read line; do echo \"<$line>\"; done; echo bye; printf end").withRunning { program in
            for word in ["a", "b"] {
                try program.send(Array("\(word)\n".utf8))
                #expect(try program.read(through: Array(">\n".utf8)).map(text) == "<\(word)>\n")
            }
            program.finishSending()
            #expect(try text(program.read(exactly: 3)) == "bye")
            #expect(try program.read(through: Array("nowhere".utf8)) == nil)
            #expect(try text(program.read(atMost: 100)) == "\nend")
            #expect(try program.read(atMost: 100).isEmpty)
            #expect(try program.wait() == .exited(0))
        }
    }

    @Test func `it ends with the closure that it is lent to, and leaves nothing behind`() throws {
        let directory = try TemporaryDirectory()
        let place = (directory.path / "pid").description
        struct Enough: Error {}
        #expect(throws: Enough.self) {
            try shell("echo $$ > '\(place)'; echo; exec sleep 1000").withRunning { program in
                _ = try program.read(atMost: 1)
                throw Enough()
            }
        }
        let id = try #require(Int32(String(contentsOfFile: place, encoding: .utf8).dropLast()))
        #expect(kill(id, 0) == -1 && errno == ESRCH)
    }

    @Test func `a program that stays behind does not keep us waiting`() throws {
        let outcome = try shell("sleep 1000 & echo $!").run()
        #expect(outcome.succeeded)
        _ = kill(try #require(Int32(text(outcome.output).dropLast())), SIGKILL)
    }

    #if os(Linux)
    @Test func `nothing that is open here is open there, and all is closed afterwards`() throws {
        let leak = open("/etc/passwd", O_RDONLY)
        defer { close(leak) }
        // The directory itself is open while it is listed.
        #expect(try text(shell("ls /proc/self/fd").run().output) == "0\n1\n2\n3\n")
        func openFiles() throws -> Int { try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count }
        let outcomes = try (0..<200).map { _ in try shell("echo x").run() }
        #expect(outcomes.allSatisfy { $0.succeeded })
        #expect(try openFiles() < 150)
    }
    #endif
}

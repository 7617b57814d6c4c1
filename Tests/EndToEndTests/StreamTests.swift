import Foundation
import Host
import TestSupport
import Testing

/// What becomes of the program when its standard streams are not what it expects.
struct StreamTests {
    static let hasFullDevice = FileManager.default.fileExists(atPath: "/dev/full")

    @Test(
        .enabled(if: hasFullDevice, "there is no /dev/full"),
        arguments: [
            "version", "--help", "cache ls", "cache ls --format json", "cache cat base", "cache du", "cache verify",
            "cache prune", "completion bash", "cache add file",
        ])
    func `an answer that cannot be written is no success`(line: String) throws {
        let hearth = try HearthFixture()
        _ = try hearth.add(Samples.noise, as: "base")
        try hearth.file("file", Samples.small)
        let full = try hearth.shell("hearth \(line) > /dev/full")
        #expect(full.code == 1)
        #expect(full.errors == "error: cannot write to standard output: no space left on device\n")
        let closed = try hearth.shell("hearth \(line) >&-")
        #expect(closed.code == 1)
        #expect(closed.errors == "error: cannot write to standard output: bad file descriptor\n")
    }

    @Test func `a reader that leaves early hears and causes no noise`() throws {
        let hearth = try HearthFixture()
        _ = try hearth.add(Samples.text, as: "base")
        // With the signal that this brings, and where it is ignored.
        for line in ["hearth cache cat base | head -c 5", "trap '' PIPE; hearth cache cat base | head -c 5"] {
            let run = try hearth.shell(line)
            #expect((run.bytes.count, run.errors) == (5, ""))
        }
        #expect(try hearth("cache", "verify").code == 0)
    }

    @Test(arguments: ["<&-", "2>&-", "<&- 2>&-"])
    func `what is meant for a closed stream goes into no file`(closing: String) throws {
        let hearth = try HearthFixture()
        let digest = try hearth.add(Samples.small, as: "base")
        // A warning is due, while files are open.
        try Data(repeating: 7, count: 5000).write(to: (hearth.home / "index.sqlite").url)
        let run = try hearth.shell("hearth cache ls --format json \(closing)")
        #expect(run.code == 0)
        #expect(try run.list.map { $0["digest"] as? String } == [digest])
        #expect(try Data(contentsOf: (hearth.home / "lock").url).isEmpty)
        #expect(try hearth("cache", "verify").code == 0)
    }

    @Test func `input that is closed is an error`() throws {
        let run = try HearthFixture().shell("hearth cache add - <&-")
        #expect(run.code == 1)
        #expect(run.errors == "error: cannot add standard input: read standard input: bad file descriptor\n")
    }
}

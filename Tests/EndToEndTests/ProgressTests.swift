import Foundation
import Host
import TestSupport
import Testing

struct ProgressTests {
    let hearth: HearthFixture
    /// What the tests need a program to take so long that it shows: a pipe that gives a little, and after a while more.
    let pipe: Path

    init() throws {
        hearth = try HearthFixture()
        pipe = hearth.folder / "base.tar"
        try #require(mkfifo(pipe.description, 0o600) == 0)
    }

    /// Feeds the pipe beside the test.
    private func feed() {
        let pipe = pipe
        Thread.detachNewThread {
            guard let file = try? FileHandle(forWritingTo: pipe.url) else { return }
            for _ in 0..<3 {
                try? file.write(contentsOf: Data(Samples.noise))
                usleep(200_000)
            }
        }
    }

    @Test func `who waits at a terminal sees how far an add is, and then only the answer`() throws {
        feed()
        let window = try TerminalWindow(
            hearth, ["cache", "add", "base.tar", "--compress", "none", "--size", "300kB"], columns: 80)
        #expect(window.code == 0)
        let rows = window.text.split(separator: "\r", omittingEmptySubsequences: false)
        let row = #/adding base\.tar: \d+ kB of 300 kB, [0-9.]+ kB\/s\e\[K/#
        #expect(rows.dropFirst().first?.wholeMatch(of: row) != nil, "\(window.text)")
        #expect(rows.last?.wholeMatch(of: #/\e\[Ksha256:[0-9a-f]+\r\n/#) != nil, "\(window.text)")
    }

    // Where it would be read by a program, or steer a terminal that obeys nothing.
    @Test(arguments: [(["--format", "json"], "xterm"), ([], "dumb")])
    func `nothing is shown to who did not ask for it`(options: [String], terminal: String) throws {
        feed()
        let window = try TerminalWindow(
            hearth, ["cache", "add", "base.tar"] + options, columns: 80, environment: ["TERM": terminal])
        #expect(window.code == 0)
        #expect(!window.text.contains("adding"))
    }

    @Test func `nothing is shown where no terminal is`() throws {
        feed()
        let run = try hearth("cache", "add", "base.tar")
        #expect((run.code, run.errors) == (0, ""))
    }

    @Test func `a verification tells how much of all content was read`() throws {
        // A frame of zeros takes no time to write, and some to read and hash.
        let zeros = hearth.folder / "zeros"
        try #require(FileManager.default.createFile(atPath: zeros.description, contents: nil))
        try #require(truncate(zeros.description, 500_000_000) == 0)
        try #require(try hearth("cache", "add", "zeros", "--level", "1").code == 0)
        let window = try TerminalWindow(hearth, ["cache", "verify"], columns: 80)
        #expect(window.code == 0)
        let row = #/\rverifying: [0-9.]+ MB of 500 MB, [0-9.]+ [MG]B\/s\e\[K\r/#
        #expect(window.text.firstMatch(of: row) != nil, "\(window.text)")
        #expect(
            window.text.firstMatch(of: #/K\r\e\[K1 blob, [0-9.]+ kB read: all is well\r\n$/#) != nil, "\(window.text)")
    }
}

import Console
import Host
import TestSupport
import Testing

struct ProgressLineTests {
    private let clock = HandClock()
    private let terminal: OutputFile

    init() throws {
        terminal = try OutputFile()
    }

    private func line(_ label: String, of total: Int64? = nil, columns: Int = 80) -> ProgressLine {
        ProgressLine(label, of: total, on: terminal.file, columns: { columns }, clock: clock.clock)
    }

    @Test func `a line says what is done, of how much, and how fast`() throws {
        let line = line("verifying", of: 45_600_000_000)
        clock.advance(bySeconds: 10)
        line.advance(4_200_000_000)
        clock.advance(bySeconds: 10)
        line.advance(8_100_000_000)
        line.clear()
        #expect(
            try terminal.text()
                == "\rverifying: 4.20 GB of 45.6 GB, 420 MB/s\u{1b}[K"
                + "\rverifying: 12.3 GB of 45.6 GB, 615 MB/s\u{1b}[K\r\u{1b}[K")
    }

    @Test func `it is rewritten ten times a second at most`() throws {
        let line = line("adding", of: 1000)
        for _ in 0..<1000 {
            clock.advance(bySeconds: 0.002)
            line.advance(1)
        }
        #expect(try terminal.text().count { $0 == "\r" } == 20)
    }

    @Test func `what is done at once shows nothing, and leaves nothing`() throws {
        let line = line("adding", of: 10)
        clock.advance(bySeconds: 0.09)
        line.advance(10)
        line.clear()
        #expect(try terminal.text() == "")
    }

    @Test func `a line that was cleared comes back, and is cleared once`() throws {
        let line = line("adding")
        for _ in 0..<2 {
            clock.advance(bySeconds: 1)
            line.advance(1000)
            line.clear()
            line.clear()
        }
        #expect(
            try terminal.text()
                == "\radding: 1.00 kB, 1.00 kB/s\u{1b}[K\r\u{1b}[K\radding: 2.00 kB, 1.00 kB/s\u{1b}[K\r\u{1b}[K")
    }

    @Test func `more than was foretold is told alone`() throws {
        let line = line("adding log", of: 500)
        clock.advance(bySeconds: 1)
        line.advance(600)
        #expect(try terminal.text() == "\radding log: 600 B, 600 B/s\u{1b}[K")
    }

    @Test func `a clock that is turned back stops nothing`() throws {
        let line = line("adding", of: 1000)
        clock.advance(bySeconds: -3600)
        line.advance(500)
        #expect(try terminal.text() == "\radding: 500 B of 1.00 kB\u{1b}[K")
    }

    // The row is never filled: the state is 14 columns wide, and what stands before it gives way.
    @Test(
        arguments: [
            ("adding base.tar", 32, "adding base.tar: 500 B, 500 B/s"),
            ("adding base.tar", 31, "…ding base.tar: 500 B, 500 B/s"),
            ("adding 日本日本日本", 30, "…日本日本日本: 500 B, 500 B/s"), ("adding 日本日本日本", 27, "…日本日本: 500 B, 500 B/s"),
            ("adding base.tar", 19, "…r: 500 B, 500 B/s"), ("adding base.tar", 18, "500 B, 500 B/s"),
            ("adding base.tar", 15, "500 B, 500 B/s"), ("adding base.tar", 14, ""), ("adding base.tar", 0, ""),
            ("adding a\u{1b}[2Jb", 80, "adding a\\u{1B}[2Jb: 500 B, 500 B/s"),
        ])
    func `it fits in one row`(label: String, columns: Int, expected: String) throws {
        let line = line(label, columns: columns)
        clock.advance(bySeconds: 1)
        line.advance(500)
        #expect(try terminal.text() == "\r\(expected)\u{1b}[K")
    }
}

import DockerfileLanguage
import Testing

@Suite struct FileModeTests {
    @Test(
        arguments: [
            ("755", 0o755), ("0644", 0o644), ("0", 0), ("7777", 0o7777), ("000000644", 0o644),
        ] as [(String, UInt32)])
    func `octal numbers are the mode`(text: String, expected: UInt32) throws {
        #expect(try SymbolicMode(text) == .bits(expected))
        #expect(try SymbolicMode(text).applied(to: 0o100_123, isDirectory: false) == 0o100_000 | expected)
    }

    @Test(
        arguments: [
            ("u+x", 0o644, 0o744), ("+x", 0o644, 0o755), ("a-w", 0o666, 0o444), ("go=", 0o777, 0o700),
            ("=rw", 0o751, 0o666),
            ("u=rwx,go=rx", 0, 0o755), ("u=rwx,g=rx,o=", 0o123, 0o750), ("u+x-w", 0o644, 0o544), ("g=u", 0o640, 0o660),
            ("o=g-w", 0o760, 0o764), ("go=u-w", 0o640, 0o644), ("u+s", 0o755, 0o4755), ("g+s", 0o755, 0o2755),
            ("o+s", 0o755, 0o755), ("+t", 0o755, 0o1755), ("o+t", 0o755, 0o755), ("=", 0o7777, 0o1000),
            ("a=", 0o7777, 0o1000),
            ("u+", 0o644, 0o644), ("+X", 0o644, 0o644), ("+X", 0o654, 0o755), ("-X", 0o755, 0o644),
            ("g-u", 0o770, 0o700),
            // A sticky bit among others keeps these from counting.
            ("+rt", 0o200, 0o1200), ("g=ur", 0o700, 0o740),
        ] as [(String, UInt32, UInt32)])
    func `changes are made as chmod makes them`(text: String, before: UInt32, after: UInt32) throws {
        #expect(try SymbolicMode(text).applied(to: before, isDirectory: false) == after)
    }

    @Test func `a capital X is for directories, and for what somebody may run`() throws {
        let mode = try SymbolicMode("go=rX")
        #expect(mode.applied(to: 0o600, isDirectory: true) == 0o655)
        #expect(mode.applied(to: 0o600, isDirectory: false) == 0o644)
        #expect(mode.applied(to: 0o700, isDirectory: false) == 0o755)
    }

    @Test(arguments: [
        ("", "a mode is empty"), ("08", #"invalid mode "08": it should be an octal number between 0 and 07777"#),
        ("10000", #"invalid mode "10000": it should be an octal number between 0 and 07777"#),
        ("0o755", #"invalid mode "0o755": it should be an octal number between 0 and 07777"#),
        ("u", #"invalid mode "u": it ends where +, - or = should be"#),
        ("u+x,", #"invalid mode "u+x,": it ends where +, - or = should be"#),
        ("+755", #"invalid mode "+755": "755" should begin with +, - or ="#),
        ("rwx", #"invalid mode "rwx": "rwx" should begin with +, - or ="#),
    ])
    func `what is no mode is told`(text: String, message: String) {
        #expect {
            try SymbolicMode(text)
        } throws: {
            "\($0)" == message
        }
    }
}

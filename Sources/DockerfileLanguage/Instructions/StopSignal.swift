import Values

/// What STOPSIGNAL names: a signal of Linux with or without SIG, in either case, or any number but 0.
package struct StopSignal: Equatable, Sendable {
    /// As written, which is how images store it.
    package let text: String

    package init(_ text: String) throws(StopSignalFault) {
        guard Self.isNumber(text) ?? Self.names.contains(Self.plain(text)) else { throw StopSignalFault(text: text) }
        self.text = text
    }

    /// Whether it is a number other than 0; nil when it is no number.
    private static func isNumber(_ text: String) -> Bool? {
        Int(text).map { $0 != 0 }
    }

    /// In capitals and without SIG.
    fileprivate static func plain(_ text: String) -> String {
        let name = text.uppercased()
        return name.hasPrefix("SIG") ? String(name.dropFirst(3)) : name
    }

    fileprivate static let names: Set<String> = {
        let usual = [
            "ABRT", "ALRM", "BUS", "CHLD", "CLD", "CONT", "FPE", "HUP", "ILL", "INT", "IO", "IOT", "KILL", "PIPE",
            "POLL", "PROF", "PWR", "QUIT", "RTMAX", "RTMIN", "SEGV", "STKFLT", "STOP", "SYS", "TERM", "TRAP", "TSTP",
            "TTIN", "TTOU", "URG", "USR1", "USR2", "VTALRM", "WINCH", "XCPU", "XFSZ",
        ]
        return Set(usual + (1...15).map { "RTMIN+\($0)" } + (1...14).map { "RTMAX-\($0)" })
    }()
}

/// A name that no signal has, or 0.
package struct StopSignalFault: Error, Equatable, Sendable {
    package let text: String

    package init(text: String) {
        self.text = text
    }
}

extension StopSignalFault: CustomStringConvertible {
    package var description: String { "invalid signal \"\(text.excerpt)\"" }

    package var hint: String? {
        Spelling.nearest(to: StopSignal.plain(text), among: StopSignal.names.sorted()).map {
            "did you mean \"SIG\($0)\"?"
        } ?? "signals are SIGTERM, SIGINT, SIGQUIT, SIGHUP, SIGKILL, SIGUSR1, SIGUSR2 and others, or numbers"
    }
}

/// A limit of the processes of a build: `nofile=1024:2048`. -1 stands for none.
package struct Ulimit: Hashable, Sendable {
    package let name: String
    package let soft: Int64
    package let hard: Int64

    package init(text: String) throws(EntryFault) {
        guard let (name, limits) = text.cut(at: "=") else { throw .notUlimit(text) }
        guard Self.names.contains(name) else { throw .unknownWord(name, noun: "ulimit", known: Self.names) }
        let values = limits.parts(at: ":")
        guard values.count <= 2 else { throw .tooManyLimits(text) }
        self.name = name
        soft = try Self.number(values[0], name)
        hard = values.count == 2 ? try Self.number(values[1], name) : soft
        guard hard == -1 || (soft != -1 && soft <= hard) else { throw .softAboveHard(soft: soft, hard: hard) }
    }

    /// Throws where a build would not understand one. Empty ones are passed over.
    package static func check(_ texts: [String]) throws(EntryFault) {
        for text in texts where !text.isEmpty { _ = try Ulimit(text: text) }
    }

    private static func number(_ text: String, _ name: String) throws(EntryFault) -> Int64 {
        guard let number = Int64(text) else { throw .notWholeNumber(text, key: name) }
        return number
    }

    private static let names = [
        "core", "cpu", "data", "fsize", "locks", "memlock", "msgqueue", "nice", "nofile", "nproc", "rss", "rtprio",
        "rttime", "sigpending", "stack",
    ]
}

/// A limit of a process, as `--ulimit` has it: `nofile=1024:2048`.
struct ProcessLimit {
    private let kind: String
    private let soft: Int64
    private let hard: Int64

    init(_ text: String) throws(SandboxFault) {
        let parts = text.split(separator: "=", maxSplits: 1)
        guard parts.count == 2, Self.kinds.contains(parts[0].lowercased()) else { throw .badLimit(text) }
        let numbers = parts[1].split(separator: ":", omittingEmptySubsequences: false).map { Int64($0) }
        guard 1...2 ~= numbers.count, let soft = numbers[0], let hard = numbers[numbers.count - 1], soft >= -1,
            hard >= -1,
            hard == -1 || soft != -1 && soft <= hard
        else { throw .badLimit(text) }
        (kind, self.soft, self.hard) = (parts[0].uppercased(), soft, hard)
    }

    /// As JSON. No limit is all bits, which only numbers without a sign hold.
    var text: String {
        #"{"type":"RLIMIT_\#(kind)","soft":\#(UInt64(bitPattern: soft)),"hard":\#(UInt64(bitPattern: hard))}"#
    }

    private static let kinds: Set = [
        "as", "core", "cpu", "data", "fsize", "locks", "memlock", "msgqueue", "nice", "nofile", "nproc", "rss",
        "rtprio",
        "rttime", "sigpending", "stack",
    ]
}

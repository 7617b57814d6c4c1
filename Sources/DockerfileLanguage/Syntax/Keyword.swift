/// The instructions there are.
enum Keyword: String, CaseIterable {
    case add
    case arg
    case cmd
    case copy
    case entrypoint
    case env
    case expose
    case from
    case healthcheck
    case label
    case maintainer
    case onbuild
    case run
    case shell
    case stopsignal
    case user
    case volume
    case workdir

    /// Reads a word, large or small.
    init?(_ word: some Collection<UInt8>) {
        guard word.count <= 11 else { return nil }
        let packed = Self.packed(word)
        guard let found = Self.table.first(where: { $0.packed == packed }) else { return nil }
        self = found.keyword
    }

    /// A short word as a number, with a one in front.
    private static func packed(_ word: some Collection<UInt8>) -> UInt128 {
        var packed: UInt128 = 1
        for byte in word { packed = packed << 8 | UInt128(byte.lowercased) }
        return packed
    }

    private static let table = allCases.map { (packed: packed($0.rawValue.utf8), keyword: $0) }

    /// As it is commonly written.
    var name: String { rawValue.uppercased() }

    /// Whether texts may follow it, between `<<NAME` and `NAME`.
    var takesHeredocs: Bool { self == .add || self == .copy || self == .run }

    var flags: [String] {
        switch self {
        case .add: ["chown", "chmod", "link", "keep-git-dir", "checksum", "unpack", "exclude"]
        case .copy: ["from", "chown", "chmod", "link", "exclude", "parents"]
        case .from: ["platform"]
        case .healthcheck: ["interval", "timeout", "start-period", "start-interval", "retries"]
        case .run: ["mount", "network", "security", "device"]
        default: []
        }
    }
}

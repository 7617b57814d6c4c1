/// Finds those of many patterns that a path may match, where most are plain paths or names.
struct LiteralPatterns: Sendable {
    /// By the hash of the path that alone matches, and of the name that matches anywhere.
    private var paths: [UInt64: [Int]] = [:]
    private var names: [UInt64: [Int]] = [:]
    /// Those that have to be tried on each path.
    private var others: NumberSet
    private(set) var all: NumberSet

    init(_ patterns: [IgnorePattern]) {
        others = NumberSet(below: patterns.count)
        all = others
        for (number, pattern) in patterns.enumerated() {
            all.insert(number)
            if let path = pattern.pattern.path {
                paths[Hash(of: path).path, default: []].append(number)
            } else if let name = pattern.pattern.name {
                names[Hash(of: name).name, default: []].append(number)
            } else {
                others.insert(number)
            }
        }
    }

    /// All that match are among them.
    func candidates(for path: [UInt8]) -> NumberSet {
        var candidates = others
        if paths.isEmpty, names.isEmpty { return candidates }
        let hash = Hash(of: path)
        for number in paths[hash.path] ?? [] { candidates.insert(number) }
        for number in names[hash.name] ?? [] { candidates.insert(number) }
        return candidates
    }

    /// Of a path, and of the name that it ends in.
    private struct Hash {
        private(set) var path: UInt64 = 0xcbf2_9ce4_8422_2325
        private(set) var name: UInt64 = 0xcbf2_9ce4_8422_2325

        init(of bytes: [UInt8]) {
            let start = name
            for byte in bytes {
                path = (path ^ UInt64(byte)) &* 0x100_0000_01b3
                name = byte == UInt8(ascii: "/") ? start : (name ^ UInt64(byte)) &* 0x100_0000_01b3
            }
        }
    }
}

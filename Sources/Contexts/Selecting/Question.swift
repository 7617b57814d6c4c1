internal import DockerfileLanguage

/// A selector as what it asks: equal ones have equal answers, and many targets ask the same.
///
/// All in bytes: two texts that Swift takes for one, since they only spell a character differently, are two names on a
/// disk.
struct Question: Hashable {
    private let sources: [[UInt8]]
    private let ignore: [[UInt8]]
    private let excludes: [[UInt8]]
    private let keepsParents: Bool
    private let isMount: Bool

    init(_ selector: Selector) {
        sources = Self.bytes(of: selector.sources)
        ignore = Self.bytes(of: selector.ignore?.texts ?? [])
        excludes = Self.bytes(of: selector.excludes)
        keepsParents = selector.keepsParents
        isMount = selector.isMount
    }

    private static func bytes(of texts: [String]) -> [[UInt8]] { texts.map { Array($0.utf8) } }
}

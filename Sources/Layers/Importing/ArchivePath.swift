/// The way of a path through a tree that is its own root, all but its last name.
struct ArchivePath {
    /// The directory that was come to.
    private(set) var found: [[UInt8]] = []
    /// The next name is the last.
    private var rest: [[UInt8]]
    /// How many of them the path itself has, and no link.
    private var own: Int
    private var links = 0
    /// Whether the name that came last is the path's own.
    private(set) var isOwn = true

    /// As many links as Linux follows in one path.
    private static let mostLinks = 40

    init(_ names: [[UInt8]]) {
        rest = names.dropLast().reversed()
        own = rest.count
    }

    /// The next name in the directory that was come to; nil at the end.
    mutating func next() -> [UInt8]? {
        while let name = rest.popLast() {
            isOwn = rest.count < own
            if isOwn { own = rest.count }
            guard PathNames.isParent(name) else { return name }
            _ = found.popLast()
        }
        return nil
    }

    mutating func enter(_ name: [UInt8]) { found.append(name) }

    mutating func follow(_ target: [UInt8]) throws(EntryFault) {
        links += 1
        guard links <= Self.mostLinks else { throw .loop }
        if target.first == PathNames.slash { found = [] }
        rest += PathNames.split(target).reversed()
    }
}

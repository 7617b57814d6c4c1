/// The files of a context as far as they are known: entries of fixed size in blocks, one block a directory, in arenas.
///
/// Nothing in it moves or is freed before the tree is, so pointers to entries and directories stay valid; a directory
/// whose names are read again gets a new block. There is no lock: a scan is one caller's, and its threads work on
/// different entries.
final class Tree {
    let root: Node
    private let ownArena: Arena
    private var arenas: [Arena] = []

    /// A tree of which nothing is known yet.
    init() {
        ownArena = Arena()
        let entry = ownArena.entries(1)
        entry.initialize(to: Entry(nameOffset: 0, nameLength: 0, kindBits: 0o040000))
        root = ownArena.directory(Directory(entry: entry, parent: nil))
    }

    /// A tree that lies in an arena.
    init(root: Node, in arena: Arena) {
        self.root = root
        ownArena = arena
    }

    /// For whoever works on the tree alone.
    var arena: Arena { ownArena }

    /// An arena for the use of one of several threads.
    func newArena() -> Arena {
        let arena = Arena()
        arenas.append(arena)
        return arena
    }

    /// The path of what a directory holds, from the root: bytes without a slash at either end.
    static func path(of entry: UnsafeMutablePointer<Entry>?, in directory: Node) -> [UInt8] {
        var parts: [UnsafeBufferPointer<UInt8>] = entry.map { [directory.pointee.name(of: $0)] } ?? []
        var node = directory
        while let parent = node.pointee.parent {
            parts.append(parent.pointee.name(of: node.pointee.entry))
            node = parent
        }
        return Array(parts.reversed().joined(separator: [UInt8(ascii: "/")]))
    }
}

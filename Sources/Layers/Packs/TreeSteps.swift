internal import Host

/// The entries of a tree in pre-order, with the end of each directory. Nothing recurses, however deep it is.
struct TreeSteps: IteratorProtocol, Sequence {
    enum Step {
        /// A directory's own entries come next, up to its end.
        case entry(Directory.Entry)
        /// Of the directory that is open; of the root last of all.
        case end
    }

    private var open: [(directory: Directory, next: Int)]

    init(_ tree: FileTree) {
        open = [(tree.top, 0)]
    }

    mutating func next() -> Step? {
        guard let (directory, place) = open.last else { return nil }
        guard place < directory.entries.count else {
            open.removeLast()
            return .end
        }
        open[open.count - 1].next += 1
        let entry = directory.entries[place]
        if case .directory(let inner) = entry.node.kind { open.append((inner, 0)) }
        return .entry(entry)
    }
}

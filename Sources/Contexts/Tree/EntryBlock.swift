/// What a directory is to hold, in the order of names: a block that takes the place of the one it has.
struct EntryBlock {
    private let entries: UnsafeMutablePointer<Entry>
    private var count = 0
    private let names: UnsafeMutablePointer<UInt8>
    private let nameBytes: Int

    /// As many entries are to come as there are names.
    init(_ names: NameTable, in arena: Arena) {
        entries = arena.entries(names.count)
        (self.names, nameBytes) = (names.bytes, names.byteCount)
    }

    /// An entry that was in another block brings along what is below it.
    mutating func append(_ entry: Entry) {
        let place = entries + count
        place.initialize(to: entry)
        entry.directory?.pointee.entry = place
        count += 1
    }

    func replaceEntries(of node: Node) {
        (node.pointee.entries, node.pointee.count) = (entries, count)
        (node.pointee.names, node.pointee.nameBytes) = (UnsafePointer(names), nameBytes)
    }
}

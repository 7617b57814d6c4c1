/// Lays a tree out as a stat cache, twice: once for its checksum, once to be written.
struct StatCacheWriter {
    private let root: [UInt8]
    /// Those whose names were read, in the order in which their entries come.
    private var nodes: [Node]
    private var header = StatCacheHeader()

    /// Nil for a tree that is too large for the format's numbers.
    init?(_ tree: Tree, of root: [UInt8]) {
        self.root = root
        nodes = [tree.root]
        var entries = 1
        var next = 0
        while next < nodes.count {
            let node = nodes[next]
            next += 1
            entries += node.pointee.count
            header.nameBytes += Self.nameBytes(of: node)
            Self.forEachEntry(of: node) { entry in
                if let child = entry.pointee.storedDirectory { nodes.append(child) }
            }
        }
        (header.entries, header.directories, header.rootBytes) = (entries, nodes.count, root.count)
        if entries > UInt32.max || root.count > UInt32.max { return nil }
    }

    private static func forEachEntry(of node: Node, _ body: (UnsafeMutablePointer<Entry>) -> Void) {
        guard let entries = node.pointee.entries else { return }
        for number in 0..<node.pointee.count { body(entries + number) }
    }

    /// Of the names alone, without the targets.
    private static func plainNameBytes(of node: Node) -> Int {
        var sum = 0
        forEachEntry(of: node) { sum += Int($0.pointee.nameLength) + 1 }
        return sum
    }

    private static func nameBytes(of node: Node) -> Int {
        var sum = plainNameBytes(of: node)
        forEachEntry(of: node) { entry in
            if let target = entry.pointee.target { sum += target.count + 1 }
        }
        return sum
    }

    /// Hands out the whole file, piece by piece.
    func write<Failure: Error>(_ sink: (UnsafeRawBufferPointer) throws(Failure) -> Void) throws(Failure) {
        let start = header.sealed { writeBody($0) }
        var failure: Failure?
        start.withUnsafeBytes { bytes in
            do throws(Failure) { try sink(bytes) } catch { failure = error }
        }
        if let failure { throw failure }
        try writeBody(sink)
    }

    private func writeBody<Failure: Error>(_ sink: (UnsafeRawBufferPointer) throws(Failure) -> Void) throws(Failure) {
        try writeEntries(sink)
        try writeRecords(sink)
        for node in nodes { try pass(names(of: node), sink) }
        try pass(root, sink)
    }

    private func pass<Failure: Error>(
        _ bytes: [UInt8], _ sink: (UnsafeRawBufferPointer) throws(Failure) -> Void
    ) throws(Failure) {
        var failure: Failure?
        bytes.withUnsafeBytes { bytes in
            do throws(Failure) { try sink(bytes) } catch { failure = error }
        }
        if let failure { throw failure }
    }

    private func writeEntries<Failure: Error>(_ sink: (UnsafeRawBufferPointer) throws(Failure) -> Void) throws(Failure)
    {
        var nextDirectory = 1
        try pass(Self.bytes(of: Entry(stored: nodes[0].pointee.entry.pointee, reference: 0)), sink)
        for node in nodes {
            var bytes: [UInt8] = []
            bytes.reserveCapacity(node.pointee.count * StatCacheHeader.entryLength)
            var target = Self.plainNameBytes(of: node)
            Self.forEachEntry(of: node) { entry in
                var reference: UInt64 = 0
                if entry.pointee.storedDirectory != nil {
                    nextDirectory += 1
                    reference = UInt64(nextDirectory)
                } else if let text = entry.pointee.target {
                    reference = UInt64(target)
                    target += text.count + 1
                }
                let stored = Entry(stored: entry.pointee, reference: reference)
                withUnsafeBytes(of: stored) { bytes.append(contentsOf: $0) }
            }
            try pass(bytes, sink)
        }
    }

    private static func bytes(of entry: Entry) -> [UInt8] { withUnsafeBytes(of: entry) { Array($0) } }

    private func writeRecords<Failure: Error>(_ sink: (UnsafeRawBufferPointer) throws(Failure) -> Void) throws(Failure)
    {
        var record = RecordWriter(capacity: nodes.count * StatCacheHeader.directoryLength)
        var (first, names, child) = (1, 0, 1)
        /// The entry of each directory, which its parent's turn tells.
        var own = [0]
        own.reserveCapacity(nodes.count)
        for (number, node) in nodes.enumerated() {
            var place = first
            Self.forEachEntry(of: node) { entry in
                if entry.pointee.storedDirectory != nil {
                    own.append(place)
                    child += 1
                }
                place += 1
            }
            let nameBytes = Self.nameBytes(of: node)
            record.append(UInt32(truncatingIfNeeded: own[number]))
            record.append(UInt32(truncatingIfNeeded: first))
            record.append(UInt32(truncatingIfNeeded: node.pointee.count))
            record.append(UInt32((node.pointee.isDoubtful ? 1 : 0) | (node.pointee.hasSummary ? 2 : 0)))
            record.append(UInt64(names))
            record.append(UInt64(nameBytes))
            let stamp = node.pointee.stamp
            record.append(stamp.device)
            record.append(stamp.inode)
            record.append(stamp.modified)
            record.append(stamp.changed)
            record.append(node.pointee.summary.contents)
            record.append(node.pointee.summary.files)
            record.append(node.pointee.summary.bytes)
            record.bytes += node.pointee.summary.permissions.bytes
            first = place
            names += nameBytes
        }
        try pass(record.bytes, sink)
    }

    /// Names lie at the places that their entries say, which is at the beginning of what the directory has; targets
    /// follow.
    private func names(of node: Node) -> [UInt8] {
        let plain = Self.plainNameBytes(of: node)
        guard let names = node.pointee.names else { return [] }
        var bytes = Array(UnsafeBufferPointer(start: names, count: plain))
        Self.forEachEntry(of: node) { entry in
            if let target = entry.pointee.target { bytes += Array(target) + [0] }
        }
        return bytes
    }
}

extension Entry {
    /// The directory that the entry is, when there is something to store of it.
    fileprivate var storedDirectory: Node? {
        guard let directory, directory.pointee.entries != nil else { return nil }
        return directory
    }

    /// As it is on the disk.
    fileprivate init(stored entry: Entry, reference: UInt64) {
        self = entry
        flags.formIntersection(has(.gone) ? [] : .kept)
        self.reference = reference
        if kind != .link { targetLength = 0 }
    }
}

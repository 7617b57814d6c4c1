internal import ContentStore
internal import Hashing
internal import Host
internal import Synchronization
internal import Values

/// Makes the bytes of a pack, any part of it at a time, and learns the digests of contents on the way.
struct PackFiller: Sendable {
    let plan: PackPlan
    let layers: LayerStore
    private let found: Found

    init(_ plan: PackPlan, _ layers: LayerStore) {
        self.plan = plan
        self.layers = layers
        found = Found(count: plan.entries.count)
    }

    /// What each entry has; only for those that have a content of their own and were made.
    var digests: [Digest?] { found.digests.withLock { $0 } }

    /// Makes the entries of a small segment in `room`, which is as long as they are.
    func fill(_ segment: PackSegment, _ room: UnsafeMutableRawBufferPointer) throws {
        try readPacks(segment, room)
        var digests: [(Int, Digest)] = []
        for number in segment.entries {
            let entry = plan.entries[number]
            let place = Int(entry.offset - segment.bytes.lowerBound)
            let rest = UnsafeMutableRawBufferPointer(
                rebasing: room[place..<Int(entry.end - segment.bytes.lowerBound)])
            writeHeader(entry, rest)
            guard entry.first == nil, case .file(let content) = entry.node.kind else { continue }
            let start = Int(entry.contentOffset - entry.offset)
            let end = start + Int(content.length)
            UnsafeMutableRawBufferPointer(rebasing: rest[end...]).zero()
            digests.append(
                (number, try fill(entry, content, UnsafeMutableRawBufferPointer(rebasing: rest[start..<end]))))
        }
        found.digests.withLock { known in for (number, digest) in digests { known[number] = digest } }
    }

    /// Gives the one entry of a large segment in pieces.
    func stream(_ segment: PackSegment, to sink: (UnsafeRawBufferPointer) throws -> Void) throws {
        for number in segment.entries {
            let entry = plan.entries[number]
            try withTemporary(Int(entry.contentOffset - entry.offset)) { room in
                writeHeader(entry, room)
                try sink(UnsafeRawBufferPointer(room))
            }
            guard entry.first == nil, case .file(let content) = entry.node.kind else { continue }
            let digest = try verified(entry, content, sink)
            found.digests.withLock { $0[number] = digest }
            try withTemporary(Int(entry.end - entry.contentOffset - content.length)) { room in
                room.zero()
                try sink(UnsafeRawBufferPointer(room))
            }
        }
    }

    private func writeHeader(_ entry: PackPlan.Entry, _ room: UnsafeMutableRawBufferPointer) {
        let link = entry.first.map { plan.entries[$0].path }
        TarHeader(path: entry.path, entry.node, linkedTo: link).write(to: room)
    }

    /// What lies in packs, neighbours at once: where a layer is like an older one, they lie as they will, but for where the
    /// first begins. What is between them is written later.
    private func readPacks(_ segment: PackSegment, _ room: UnsafeMutableRawBufferPointer) throws {
        var run: (pack: Digest, shift: Int64, range: Range<Int64>)?
        func read() throws {
            guard let (pack, shift, range) = run else { return }
            let base = segment.bytes.lowerBound
            let target = UnsafeMutableRawBufferPointer(
                rebasing: room[Int(range.lowerBound - base)..<Int(range.upperBound - base)])
            guard try layers.reader(pack).read(at: range.lowerBound + shift, into: target) == target.count else {
                throw LayerFault.damagedPack(pack)
            }
        }
        for entry in plan.entries[segment.entries] where entry.first == nil {
            guard case .file(let content) = entry.node.kind, content.length > 0,
                case .pack(let pack, let offset) = content.place
            else { continue }
            let range = entry.contentOffset..<entry.contentOffset + content.length
            let shift = offset - entry.contentOffset
            if let last = run, last.pack == pack, last.shift == shift {
                run = (pack, shift, last.range.lowerBound..<range.upperBound)
            } else {
                try read()
                run = (pack, shift, range)
            }
        }
        try read()
    }

    /// Has the content of a file in `room`, and its digest.
    private func fill(
        _ entry: PackPlan.Entry, _ content: FileContent, _ room: UnsafeMutableRawBufferPointer
    ) throws -> Digest {
        if case .pack = content.place {
            // What is in a pack was looked at when that was made.
            if let digest = content.digest { return digest }
            var hash = ContentHash()
            hash.update(UnsafeRawBufferPointer(room))
            return hash.digest()
        }
        var done = 0
        return try verified(entry, content) { piece in
            UnsafeMutableRawBufferPointer(rebasing: room[done..<done + piece.count]).copyMemory(from: piece)
            done += piece.count
        }
    }

    /// Gives a content, and says what it was, which must be what it should be.
    private func verified(
        _ entry: PackPlan.Entry, _ content: FileContent, _ sink: (UnsafeRawBufferPointer) throws -> Void
    ) throws -> Digest {
        var hash = ContentHash()
        var done: Int64 = 0
        try layers.forEachPiece(of: content) { piece in
            try Interruption.check()
            guard Int64(piece.count) <= content.length - done else { throw changed(entry) }
            hash.update(piece)
            try sink(piece)
            done += Int64(piece.count)
        }
        let digest = hash.digest()
        guard done == content.length, content.digest == nil || content.digest == digest else { throw changed(entry) }
        return digest
    }

    private func changed(_ entry: PackPlan.Entry) -> LayerFault { .changed(Path(bytes: entry.path)) }

    private func withTemporary(_ count: Int, _ body: (UnsafeMutableRawBufferPointer) throws -> Void) throws {
        guard count > 0 else { return }
        let room = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 64)
        defer { room.deallocate() }
        try body(room)
    }

    private final class Found: Sendable {
        let digests: Mutex<[Digest?]>

        init(count: Int) {
            digests = Mutex(Array(repeating: nil, count: count))
        }
    }
}

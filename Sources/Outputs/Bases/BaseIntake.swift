internal import ContentStore
internal import Layers
internal import OCI
internal import Values

/// Takes the blobs of a base-image tarball into the store as its bytes come, front to end.
///
/// The list at the front says to the byte what comes where; so headers are compared and not read, and what the store has already can be left out.
final class BaseIntake {
    private let store: Store
    private let lease: Lease
    private(set) var list: BaseTarball?
    private var layers: [Digest: BaseTarball.Layer] = [:]
    /// How many bytes of the archive have gone by.
    private(set) var position: Int64 = 0
    private var sections: [BaseSection] = []
    private var current = 0
    private var gathered: [UInt8] = []
    private var writer: BlobWriter?
    private var tail = BaseTail()
    /// Bytes of blobs that the store did not have.
    private(set) var added: Int64 = 0

    init(_ store: Store, _ lease: Lease) {
        (self.store, self.lease) = (store, lease)
        sections = [BaseSection(start: 0, content: nil)]
    }

    /// Whether anything in a part of the archive must be read.
    func needs(_ range: Range<Int64>) -> Bool {
        guard list != nil else { return true }
        if range.upperBound > end { return true }
        // The first that ends behind where the range begins.
        var (low, high) = (current, sections.count)
        while low < high {
            let middle = low + (high - low) / 2
            if sections[middle].end > range.lowerBound { high = middle } else { low = middle + 1 }
        }
        while low < sections.count, sections[low].start < range.upperBound {
            if sections[low].isWanted { return true }
            low += 1
        }
        return false
    }

    private var end: Int64 { sections.last?.end ?? 0 }

    /// Passes over what is not needed.
    func skip(_ count: Int64) {
        position += count
        while current < sections.count, sections[current].end <= position { current += 1 }
        if current < sections.count { sections[current].isSeen = false }
        gathered = []
    }

    func take(_ piece: UnsafeRawBufferPointer) throws {
        var rest = piece[...]
        while !rest.isEmpty {
            let count = try takeSome(UnsafeRawBufferPointer(rebasing: rest))
            position += Int64(count)
            rest = rest.dropFirst(count)
            while current < sections.count, sections[current].end == position { try endSection() }
        }
    }

    /// Takes bytes up to where something else begins, and says how many.
    private func takeSome(_ bytes: UnsafeRawBufferPointer) throws -> Int {
        guard current < sections.count else {
            try tail.take(bytes)
            return bytes.count
        }
        let section = sections[current]
        let count = Int(min(section.next(after: position) - position, Int64(bytes.count)))
        let part = UnsafeRawBufferPointer(rebasing: bytes[..<count])
        switch section.place(of: position) {
        case .header: try gather(header: part, of: section)
        case .content: try take(content: part, of: section)
        case .padding: break
        }
        return count
    }

    private func gather(header bytes: UnsafeRawBufferPointer, of section: BaseSection) throws {
        guard section.isSeen else { return }
        gathered += bytes
        guard gathered.count == section.headerLength else { return }
        defer { gathered = [] }
        guard let content = section.content else {
            sections[current].listLength = try BaseHeader(gathered).listLength
            return
        }
        guard gathered != content.header else { return }
        throw BaseHeader(gathered).fault(
            instead: content.name, known: Set(sections[..<current].compactMap(\.content?.name)))
    }

    private func take(content bytes: UnsafeRawBufferPointer, of section: BaseSection) throws {
        guard let part = section.content?.part else {
            gathered += bytes
            return
        }
        guard section.isWanted else { return }
        if writer == nil { writer = store.writer(intake(part)) }
        try blaming(section) { try writer?.write(bytes) }
    }

    private func endSection() throws {
        let section = sections[current]
        current += 1
        if section.content == nil {
            defer { gathered = [] }
            return try begin(BaseTarball(parsing: gathered))
        }
        guard section.isWanted, let part = section.content?.part else { return }
        let writer = writer ?? store.writer(intake(part))
        self.writer = nil
        if try blaming(section, { try writer.finish() }).isNew { added += part.size }
    }

    /// Lays out what comes behind the list.
    private func begin(_ list: BaseTarball) throws {
        self.list = list
        layers = Dictionary(list.layers.map { ($0.layer.diffID, $0) }) { first, _ in first }
        let parts = list.parts
        let missing = Set(try lease.add(parts.map(\.digest)))
        var contents = BaseEntry.directories(of: parts).map { BaseSection.Content($0, nil) }
        contents += parts.map { BaseSection.Content(BaseEntry($0), $0) }
        var start = position
        for content in contents {
            let section = BaseSection(
                start: start, content: content, isWanted: content.part.map { missing.contains($0.digest) } ?? false)
            guard section.end <= BaseSection.longest else { throw BaseTarballFault.list("promises too much") }
            sections.append(section)
            start = section.end
        }
    }

    private func intake(_ part: BaseTarball.Part) -> Intake {
        var intake = Intake(expected: part.digest, length: part.size)
        let layer = layers[part.digest]
        if layer != nil { intake.compression = .none }
        intake.cost = layer?.seconds
        intake.durability = .lazy
        intake.lease = lease
        return intake
    }

    private func blaming<Value>(_ section: BaseSection, _ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch StoreError.digestMismatch(_, let found) {
            throw BaseTarballFault.wrongDigest(section.content?.name ?? "", found: found)
        }
    }

    /// Says that all has come. Throws where that is not all that should.
    func finish() throws -> BaseTarball {
        guard let list, current == sections.count, tail.isWhole else { throw BaseTarballFault.cutShort }
        return list
    }

    /// Lets go of what is half done.
    func abandon(_ error: any Error) {
        writer?.abandon(error)
        writer = nil
    }
}

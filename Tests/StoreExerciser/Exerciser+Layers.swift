import ContentStore
import Hashing
import Host
import TestSupport
import Values

// What is known of blobs beside their bytes.
extension Exerciser {
    struct Stop: Error {}

    /// Says of two samples that they are a layer, and of that that it came of a step.
    mutating func noteLayer() throws {
        let (pack, tree) = (anySample(), anySample())
        guard areInOrder(pack, tree) else { return }
        let key = key(pack.number)
        let layer = StoredLayer(
            diffID: pack.digest, identity: key, tree: tree.digest, size: Int64(pack.content.count))
        let record = StepRecord(
            key: key, kind: .content, scope: "exercise", layer: layer, created: Timestamp(microseconds: 1), seconds: 1,
            bytes: 1, run: "", title: "", place: "\(pack.number % 4)", ingredients: [1, 2, 3])
        do {
            try store.note(layer)
            try store.keep([record])
        } catch StoreError.absent {}
    }

    mutating func noteParts() throws {
        let (whole, part) = (anySample(), anySample())
        guard areInOrder(whole, part) else { return }
        do { try store.note([part.digest], of: whole.digest) } catch StoreError.absent {}
    }

    /// What a record leads to is there, unless it was evicted since.
    mutating func lookUp() throws {
        let keys = (0..<Sample.count).map(key)
        for record in try store.records(for: keys, preferring: "exercise").values {
            guard let layer = try store.layer(record.layer.diffID) else { continue }
            guard try !lease.add([layer.diffID]).isEmpty || store.open(layer.tree) != nil || isGone(layer) else {
                throw Surprise(description: "a layer is kept, and its tree is lost")
            }
        }
        try newLease()
    }

    /// Another exerciser may have given the layer another tree.
    private func isGone(_ layer: StoredLayer) throws -> Bool { try store.layer(layer.diffID) != layer }

    mutating func makeDirectory() throws {
        let name = "\(Int.random(in: 0..<4, using: &random))"
        let lock = try store.lockDirectory(name, .exclusive)
        if try store.touchDirectory(name) { return }
        do {
            try store.noteDirectory(name, 1 << 16)
            let scratch = try store.makeScratch()
            let file = try OpenFile(scratch / "file", .create, on: LocalFileSystem())
            try random.noise(1 << 15).withUnsafeBytes { try file.write($0) }
            try LocalFileSystem().rename(scratch, to: store.paths.layers / name)
        } catch StoreError.limitReached {
            _ = try newLease()
        }
        withExtendedLifetime(lock) {}
    }

    func writeAndStop(_ sample: Sample) throws {
        do {
            _ = try store.write { writer in
                try writer.write(sample.content)
                throw Stop()
            }
        } catch is Stop {} catch StoreError.limitReached {}
    }

    /// Nothing is a part of itself, not even over several steps; and several samples are empty.
    private func areInOrder(_ whole: Sample, _ part: Sample) -> Bool {
        whole.number < part.number && !whole.content.isEmpty && !part.content.isEmpty
    }

    private mutating func anySample() -> Sample { sample(Int.random(in: 0..<Sample.count, using: &random)) }

    private func key(_ number: Int) -> Digest { ContentHash.digest(of: Array("key \(number)".utf8)) }
}

package import ContentStore
internal import Hashing
internal import Host
package import OCI
package import Values

/// Gets images from registries into the store, each by a process of its own (`hearth transfer`), which alone talks to the network.
///
/// Any thread may ask. What is asked for twice is fetched once.
package final class ImageFetcher: Sendable {
    private let store: Store
    private let program: TransferProgram
    /// Whether tags that are remembered are asked for again: `--pull`.
    private let asksAgain: Bool
    /// Hears what a transfer has to say: how far it is, that it tries again.
    private let hear: @Sendable (TransferNews) -> Void
    /// What names have led to since this object was made.
    private let answers = Monitor<[String: Answer]>([:])

    private enum Answer {
        case underway
        case found(Digest?)
    }

    package init(
        _ store: Store, _ program: TransferProgram, asksAgain: Bool,
        hear: @escaping @Sendable (TransferNews) -> Void = { _ in }
    ) {
        self.store = store
        self.program = program
        self.asksAgain = asksAgain
        self.hear = hear
    }

    /// What a reference leads to: a manifest or an index, which is in the store afterwards, under `lease`, with the documents of
    /// the image that it has for each of some platforms. A tag that was resolved before is not asked for again unless that is
    /// wanted. Nil where the registry has no such image. Throws `TransferFault` where it cannot be asked.
    package func resolve(_ reference: ImageReference, for platforms: [Platform], under lease: Lease) throws -> Digest? {
        let name = "\(reference) \(platforms.map(\.description).joined(separator: ","))"
        if let known = claim(name) { return known.digest }
        do {
            let digest = try digest(of: reference, for: platforms, under: lease)
            answers.change { $0[name] = .found(digest) }
            return digest
        } catch {
            // Another may have more luck.
            answers.change { $0[name] = nil }
            throw error
        }
    }

    /// The answer, as soon as whoever asks has it; nil for the one who is to ask.
    private func claim(_ name: String) -> (digest: Digest?, Void)? {
        answers.wait { answers -> (digest: Digest?, Void)?? in
            switch answers[name] {
            case .found(let digest)?: return .some((digest, ()))
            case .underway?: return nil
            case nil:
                answers[name] = .underway
                return .some(nil)
            }
        }
    }

    private func digest(
        of reference: ImageReference, for platforms: [Platform], under lease: Lease
    ) throws -> Digest? {
        let remembered = try reference.digest ?? (asksAgain ? nil : store.resolution(of: reference.description)?.digest)
        if let remembered, try isKnown(remembered, for: platforms, under: lease) { return remembered }
        // A name that led to a digest is still what this store says of it, though the documents went; but registries forget
        // what no tag leads to any more.
        let pinned = ImageReference(
            registry: reference.registry, repository: reference.repository, tag: reference.tag, digest: remembered)
        let found = try documents(of: pinned, for: platforms, under: lease)
        guard
            let found = try found
                ?? (pinned == reference ? nil : documents(of: reference, for: platforms, under: lease))
        else { return nil }
        try store.noteResolution(of: reference.description, as: found)
        return found
    }

    private func documents(
        of reference: ImageReference, for platforms: [Platform], under lease: Lease
    ) throws -> Digest? {
        var isKept = true
        let found = try run(PullOrder(reference: reference, part: .documents(platforms))) { digest in
            if let digest { isKept = try isKnown(digest, for: platforms, under: lease) }
        }
        if !isKept { throw evicted("what it is", reference) }
        return found
    }

    private func evicted(_ what: String, _ reference: ImageReference) -> TransferFault {
        TransferFault(
            image: reference.familiar, process: nil, reason: "\(what) was evicted as soon as it was there",
            hint: "give the store more room: --cache-limit", log: nil)
    }

    /// Whether all is in the store that says what an image is.
    private func isKnown(_ root: Digest, for platforms: [Platform], under lease: Lease) throws -> Bool {
        guard try lease.add(root) else { return false }
        for platform in platforms {
            do {
                let image = try Image(root, for: platform, from: StoredDocuments(store))
                _ = try lease.add([image.digest, image.manifest.configuration.digest])
            } catch ImageFault.missingBlob {
                return false
            } catch is ImageFault {
                // For whoever asked to find out, who knows where in a file it is named.
            }
        }
        return true
    }

    /// Brings the blobs of layers of an image into the store, under `lease`. Those that are there already are not asked for.
    package func fetch(_ layers: [Descriptor], of reference: ImageReference, under lease: Lease) throws {
        let missing = Set(try lease.add(layers.map(\.digest)))
        if missing.isEmpty { return }
        let wanted = layers.filter { missing.contains($0.digest) }
        var lost: Digest?
        _ = try run(PullOrder(reference: reference, part: .blobs(wanted))) { _ in
            lost = try lease.add(wanted.map(\.digest)).first
        }
        if let lost { throw evicted("\(lost)", reference) }
    }

    /// `keep` is called while the process that has fetched it still holds what it has.
    private func run(_ order: PullOrder, keep: (Digest?) throws -> Void) throws -> Digest? {
        let image = order.reference.familiar
        return try TransferProcess(program, .pull(order)).run { message in
            switch message {
            case .progress(let part, let done, let total):
                hear(.progress(image: image, part: part, done: done, total: total))
            case .notice(let text): hear(.notice(image: image, text))
            case .done(let digest): try keep(digest)
            default: break
            }
            return nil
        }
    }
}

/// What a transfer says while it is at work.
package enum TransferNews: Equatable, Sendable {
    /// A part of it, such as a layer: how many bytes of how many.
    case progress(image: String, part: String, done: Int64, total: Int64?)
    /// In words: that something is tried again, and why.
    case notice(image: String, String)
}

import ContentStore
import Host
import TestSupport
import Values

/// Does what comes up in a store, and knows what it may expect of it.
struct Exerciser {
    struct Surprise: Error {
        let description: String
    }

    let store: Store
    private let name: String
    var random: SeededGenerator
    private var samples: [Int: Sample] = [:]
    var lease: Lease
    private var leased: Set<Int> = []
    /// What each of our references keeps.
    private var references: [String: Int] = [:]

    /// `name` tells this exerciser's references from those of others, also of those before it.
    init(_ store: Store, name: String, seed: UInt64) throws {
        self.store = store
        self.name = name
        random = SeededGenerator(seed: seed)
        lease = try store.lease(for: "exercise")
    }

    mutating func step() throws {
        if Int.random(in: 0..<200, using: &random) == 0 { try verify() }
        let sample = sample(Int.random(in: 0..<Sample.count, using: &random))
        switch Int.random(in: 0..<26, using: &random) {
        case 0..<8: try add(sample)
        case 8..<14: try read(sample)
        case 14: try keep(sample)
        case 15: try name(sample)
        case 16: try forget()
        case 17: try newLease()
        case 18: _ = try store.prune(Pruning(keep: Int64.random(in: 6 << 20..<20 << 20, using: &random)))
        case 19, 20: try noteLayer()
        case 21: try noteParts()
        case 22: try lookUp()
        case 23: try makeDirectory()
        case 24: try writeAndStop(sample)
        default: try checkHeld()
        }
    }

    /// Everything that is leased or named has to be there, and right.
    func checkHeld() throws {
        for number in leased.union(references.values) {
            let sample = samples[number] ?? Sample(number)
            guard let reader = try store.open(sample.digest) else { throw Surprise(description: "lost \(number)") }
            guard try sample.matches(reader) else { throw Surprise(description: "\(number) is wrong") }
        }
    }

    /// What others add and evict meanwhile is no damage.
    private mutating func verify() throws {
        let entries = try store.verify(repairing: Bool.random(using: &random)).entries
        guard entries.isEmpty else { throw Surprise(description: "found \(entries)") }
    }

    mutating func sample(_ number: Int) -> Sample {
        if let known = samples[number] { return known }
        let sample = Sample(number)
        samples[number] = sample
        return sample
    }

    private mutating func add(_ sample: Sample) throws {
        var intake = Intake()
        intake.compression = sample.compression
        if Bool.random(using: &random) {
            intake.expected = sample.digest
            intake.length = Int64(sample.content.count)
        }
        if Bool.random(using: &random) { intake.durability = .lazy }
        if Int.random(in: 0..<4, using: &random) == 0 { intake.lease = lease }
        if Int.random(in: 0..<8, using: &random) == 0 { intake.reference = freeName() }
        do {
            let isWritten = Int.random(in: 0..<4, using: &random) == 0
            let addition =
                try isWritten
                ? store.write(intake) { try $0.write(sample.content) } : store.add(sample.content, intake)
            guard addition.blob.digest == sample.digest else { throw Surprise(description: "added another blob") }
            if intake.lease != nil { leased.insert(sample.number) }
            if let name = intake.reference { references[name] = sample.number }
        } catch StoreError.limitReached {
            // Too much is held, by us or by others: let go.
            try newLease()
            try forget()
        }
    }

    private func read(_ sample: Sample) throws {
        guard let reader = try store.open(sample.digest) else { return }
        guard try sample.matches(reader) else { throw Surprise(description: "\(sample.number) is wrong") }
    }

    private mutating func keep(_ sample: Sample) throws {
        if try lease.add(sample.digest) { leased.insert(sample.number) }
    }

    private mutating func name(_ sample: Sample) throws {
        let name = freeName()
        do {
            try store.setReference(name, to: sample.digest)
            references[name] = sample.number
        } catch StoreError.absent {}
    }

    private mutating func freeName() -> String { "\(name)-\(Int.random(in: 0..<2, using: &random))" }

    private mutating func forget() throws {
        for name in references.keys { _ = try store.removeReference(name) }
        references = [:]
        try checkHeld()
    }

    mutating func newLease() throws {
        try checkHeld()
        leased = []
        lease = try store.lease(for: "exercise")
    }
}

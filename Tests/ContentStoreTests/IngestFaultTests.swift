import ContentStore
import Host
import TestSupport
import Testing
import Values

/// Every system call of an ingest goes wrong once, in each way.
@Suite struct IngestFaultTests {
    enum Kind: CaseIterable {
        case plain, zstd, existing, known, held, evicting
    }

    static let faults: [FaultyFileSystem.Fault] = [
        .failure(.noSpace), .failure(.inputOutput), .failure(.accessDenied), .shortWrite,
    ]

    private let template: Template
    private let content: [UInt8]

    init() throws {
        template = try Template()
        var random = SeededGenerator(seed: 5)
        content = random.text(300_000)
    }

    @Test(arguments: Kind.allCases, faults)
    func `whatever call fails, a blob is there or it is not`(
        kind: Kind, fault: FaultyFileSystem.Fault
    ) throws {
        let healthy = try attempt(kind, fault, failing: .max)
        let numbers = healthy.indices.filter { fault != .shortWrite || healthy[$0].name == "write" }
        #expect(numbers.count > (kind == .known ? -1 : fault == .shortWrite ? 0 : 20))
        for number in numbers { _ = try attempt(kind, fault, failing: number) }
    }

    /// Returns the calls that were made.
    private func attempt(
        _ kind: Kind, _ fault: FaultyFileSystem.Fault, failing number: Int
    ) throws -> [FaultyFileSystem.Call] {
        let copy = try template.copy()
        let (content, intake) = request(kind)
        let (result, trace) = try ingest(content, intake, kind, into: copy, fault, failing: number)
        do {
            try check(copy, kind, content, intake, result)
        } catch {
            Issue.record("call \(number), \(trace.dropFirst(number).first): \(result): \(error)")
        }
        return trace
    }

    private func ingest(
        _ content: [UInt8], _ intake: Intake, _ kind: Kind, into copy: HomeCopy, _ fault: FaultyFileSystem.Fault,
        failing number: Int
    ) throws -> (Result<Digest, any Error>, [FaultyFileSystem.Call]) {
        let system = FaultyFileSystem()
        let store = try copy.open(limit: limit(kind), system: system)
        var intake = intake
        if kind == .held { intake.lease = try store.lease(for: "test") }
        system.plan { at, _ in at == number ? fault : nil }
        let result = Result { try store.add(content, intake).blob.digest }
        let trace = system.trace
        system.heal()
        if fault == .shortWrite { _ = try result.get() }
        #expect(try Onlooker(copy.home).reserved() == 0, "something stays reserved after the write has ended")
        return (result, trace)
    }

    private func check(
        _ copy: HomeCopy, _ kind: Kind, _ content: [UInt8], _ intake: Intake, _ result: Result<Digest, any Error>
    ) throws {
        let store = try copy.healed(limit: limit(kind))
        let wasThere = kind == .existing || kind == .known
        if let digest = try? result.get() {
            try must(store.content(digest) == content, "the blob is not there")
            try must(intake.reference == nil || store.blob(digest)?.holds == 1, "the reference is not there")
        } else if !wasThere {
            try must(store.blobs().allSatisfy { $0.size != Int64(content.count) }, "kept a blob that failed")
            try must(store.references().map(\.name) == ["held"], "kept a reference of a blob that failed")
        }
        try must(store.content(template.held.digest) == template.heldContent, "a held blob is lost")
        let lost = try template.unheld.filter { try store.blob($0.digest) == nil }
        try must(lost.isEmpty || kind == .evicting, "lost \(lost)")
        let again = try store.add(content, intake)
        try must(store.content(again.blob.digest) == content, "a second attempt failed")
    }

    private func limit(_ kind: Kind) -> Limit {
        // Room for the index's log, the ballast, what the template holds, and a little more.
        kind == .evicting ? .bytes(6_500_000) : .bytes(100 << 20)
    }

    private func request(_ kind: Kind) -> ([UInt8], Intake) {
        var intake = Intake()
        switch kind {
        case .plain, .evicting: intake.compression = .none
        case .zstd: intake.compression = .zstd(level: 3)
        case .existing: return (template.heldContent, intake)
        case .known: return (template.heldContent, Intake(expected: template.held.digest))
        case .held: intake.reference = "new"
        }
        return (content, intake)
    }
}

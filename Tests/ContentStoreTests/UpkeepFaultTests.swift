import ContentStore
import Foundation
import Host
import TestSupport
import Testing
import Values

/// Every system call of what is not an ingest goes wrong once, in each way.
@Suite struct UpkeepFaultTests {
    static let codes: [SystemError.Code] = [.noSpace, .inputOutput, .accessDenied]

    @Test(arguments: codes)
    func `whatever call of a pruning fails, what is held stays and the rest goes the next time`(
        code: SystemError.Code
    ) throws {
        let template = try Template()
        try eachCall(template, code) { copy, system in
            let store = try copy.open(system: system)
            return {
                _ = try store.prune(Pruning())
            }
        } check: { copy, _ in
            let store = try copy.healed()
            try must(store.content(template.held.digest) == template.heldContent, "a held blob is lost")
            _ = try store.prune(Pruning())
            try must(store.blobs() == [template.held], "something did not go")
        }
    }

    @Test(arguments: codes)
    func `whatever call of an opening fails, the next one opens the store whole`(code: SystemError.Code) throws {
        // Left behind: a session with a file, a row of a session without either, a blob that is leaving.
        let template = try Template()
        try eachCall(template, code) { copy, system in
            let onlooker = try Onlooker(copy.home)
            try onlooker.execute("INSERT INTO sessions (id, pid, started_at, reserved) VALUES ('dead', 1, 1, 0)")
            try onlooker.execute("UPDATE sessions SET reserved = 4711")
            try onlooker.execute(
                "UPDATE blobs SET leaving = 1 WHERE digest = (SELECT min(digest) FROM blobs WHERE holds = 0)")
            try FileManager.default.createDirectory(
                atPath: (copy.home / "tmp/gone").description, withIntermediateDirectories: true)
            try Data([1]).write(to: URL(fileURLWithPath: (copy.home / "tmp/gone/file").description))
            try Data().write(to: URL(fileURLWithPath: (copy.home / "tmp/gone.lock").description))
            return { _ = try copy.open(system: system) }
        } check: { copy, _ in
            let store = try copy.healed()
            try must(store.content(template.held.digest) == template.heldContent, "a held blob is lost")
            try must(store.blobs().count == template.unheld.count, "the leaving blob is still there, or more went")
        }
    }

    @Test(arguments: codes)
    func `whatever call of the first opening fails, the next one makes the home`(code: SystemError.Code) throws {
        let template = try Template()
        try eachCall(template, code) { copy, system in
            try FileManager.default.removeItem(atPath: copy.home.description)
            return { _ = try copy.open(system: system) }
        } check: { copy, _ in
            let store = try copy.healed()
            try must(store.content(store.add([1, 2, 3]).blob.digest) == [1, 2, 3], "cannot be used")
            let tag = try String(contentsOfFile: (copy.home / "CACHEDIR.TAG").description, encoding: .utf8)
            try must(tag.hasPrefix("Signature: 8a477f597d28d172789f06886806bc55\n"), "no cache tag")
        }
    }

    @Test(arguments: codes)
    func `whatever call of a rebuild fails, the next one brings everything back`(code: SystemError.Code) throws {
        let template = try Template()
        try eachCall(template, code) { copy, system in
            { try Store.rebuildIndex(StoreConfiguration(home: copy.home, system: system)) }
        } check: { copy, call in
            // A file that could not be read just then has no row until somebody looks.
            _ = try copy.open().verify(repairing: true)
            let store = try copy.healed()
            try must(store.blobs().count == template.unheld.count + 1, "not all blobs are back")
            let isLost = code != .noSpace && call?.path == copy.home.file(of: template.held)
            try must(store.references().map(\.name) == ["held"] || isLost, "the reference is lost")
        }
    }

    @Test(arguments: codes)
    func `whatever call of a repair fails, the next one ends it`(code: SystemError.Code) throws {
        let template = try Template()
        let (damaged, missing, stray) = (template.unheld[0], template.unheld[1], template.unheld[2])
        try eachCall(template, code) { copy, system in
            let store = try copy.open(system: system)
            try Data([0]).write(to: copy.file(of: damaged))
            try FileManager.default.removeItem(at: copy.file(of: missing))
            try Onlooker(copy.home).execute(
                "DELETE FROM blobs WHERE lower(hex(substr(digest, 2))) = '\(stray.digest.hex)'")
            return { _ = try store.verify(repairing: true) }
        } check: { copy, call in
            _ = try copy.open().verify(repairing: true)
            let store = try copy.healed()
            // What could not be read counts as damaged, and is in the quarantine.
            let whole = [template.held] + template.unheld.dropFirst(2)
            for blob in whole where code == .noSpace || call?.path != copy.home.file(of: blob) {
                try must(store.blob(blob.digest) != nil, "lost \(blob.digest)")
            }
        }
    }

    /// `prepare` gets a copy and returns what is to be tried on it.
    private func eachCall(
        _ template: Template, _ code: SystemError.Code,
        prepare: (HomeCopy, FaultyFileSystem) throws -> () throws -> Void,
        check: (HomeCopy, FaultyFileSystem.Call?) throws -> Void
    ) throws {
        var number = 0
        while true {
            let copy = try template.copy()
            let system = FaultyFileSystem()
            let failing = number
            let (result, trace) = try attempt(copy, system, failing, code, prepare)
            let call = trace.indices.contains(number) ? trace[number] : nil
            do {
                try check(copy, call)
            } catch {
                Issue.record("call \(number), \(String(describing: call)): \(result): \(error)")
            }
            if call == nil { break }
            number += 1
        }
        #expect(number > 10)
    }

    private func attempt(
        _ copy: HomeCopy, _ system: FaultyFileSystem, _ failing: Int, _ code: SystemError.Code,
        _ prepare: (HomeCopy, FaultyFileSystem) throws -> () throws -> Void
    ) throws -> (Result<Void, any Error>, [FaultyFileSystem.Call]) {
        let body = try prepare(copy, system)
        system.plan { number, _ in number == failing ? .failure(code) : nil }
        let result = Result { try body() }
        let trace = system.trace
        system.heal()
        return (result, trace)
    }
}

extension HomeCopy {
    func file(of blob: Blob) -> URL {
        URL(fileURLWithPath: home.file(of: blob).description)
    }
}

extension Path {
    /// Where a blob lies in this home, as docs/store-format.md has it.
    func file(of blob: Blob) -> Path {
        let suffix = blob.encoding == .zstd ? ".zst" : ""
        return self / "blobs/\(blob.digest.algorithm.rawValue)/\(blob.digest.hex.prefix(2))/\(blob.digest.hex)\(suffix)"
    }
}

import ContentStore
import Hashing
import Host
import SQLite
import TestSupport
import Testing
import Values

struct TransfersTests {
    private let fixture: StoreFixture

    init() throws { fixture = try StoreFixture() }

    private func changeIndex(_ statement: String) throws {
        try Connection(fixture.home / "index.sqlite", .create).execute(statement)
    }

    private static let digest = ContentHash.digest(of: Array("image".utf8))

    @Test func `a transfer is told of while it goes on, and afterwards with its end`() throws {
        let store = try fixture.open()
        var transfer = try store.beginTransfer(.push, of: "localhost:5000/app:1", Self.digest)
        (transfer.total, transfer.done, transfer.phase) = (100, 40, .ready)
        try store.note(transfer)
        #expect(try store.runningTransfers() == [transfer])
        try store.end(transfer, .failed, reason: "denied")
        #expect(try store.runningTransfers().isEmpty)
        let last = try #require(try store.transfers().first)
        #expect(last.outcome == .failed)
        #expect(last.reason == "denied")
        #expect(last.process == .current)
    }

    @Test func `how a transfer ended is said once`() throws {
        let store = try fixture.open()
        let transfer = try store.beginTransfer(.pull, of: "app", nil)
        try store.end(transfer, .cancelled)
        try store.end(transfer, .died)
        #expect(try store.transfer(transfer.id)?.outcome == .cancelled)
    }

    @Test func `a process that has another's number by now is not taken for it`() throws {
        let store = try fixture.open()
        let transfer = try store.beginTransfer(.push, of: "app", nil)
        try changeIndex("UPDATE transfers SET process_started = process_started + 1")
        #expect(try store.runningTransfers().isEmpty)
        #expect(try store.transfer(transfer.id)?.outcome == .died)
    }

    @Test func `a process of an earlier start of the machine does not run`() throws {
        let store = try fixture.open()
        let transfer = try store.beginTransfer(.push, of: "app", nil)
        try changeIndex("UPDATE transfers SET boot = 'earlier'")
        #expect(try store.runningTransfers().isEmpty)
        #expect(try store.transfer(transfer.id)?.outcome == .died)
    }

    @Test func `an upload is found by the next process, until it is done`() throws {
        let place = BlobPlace(registry: "localhost:5000", repository: "app", digest: Self.digest)
        try fixture.open().noteUpload(to: place, location: "http://localhost:5000/v2/app/blobs/uploads/1", offset: 7)
        let store = try fixture.open()
        #expect(try store.upload(to: place)?.offset == 7)
        try store.forgetUpload(to: place)
        #expect(try store.upload(to: place) == nil)
    }

    @Test func `where blobs are is told by registry`() throws {
        let store = try fixture.open()
        try store.note(
            ["a", "b"].map { BlobPlace(registry: "one", repository: $0, digest: Self.digest) }
                + [BlobPlace(registry: "two", repository: "c", digest: Self.digest)])
        #expect(try store.repositories(of: "one", with: Self.digest) == ["a", "b"])
        try store.forget(BlobPlace(registry: "one", repository: "a", digest: Self.digest))
        #expect(try store.repositories(of: "one", with: Self.digest) == ["b"])
    }

    @Test func `a name is remembered by what it led to last`() throws {
        let store = try fixture.open()
        #expect(try store.resolution(of: "docker.io/library/alpine:3") == nil)
        let other = ContentHash.digest(of: Array("newer".utf8))
        try store.noteResolution(of: "docker.io/library/alpine:3", as: Self.digest)
        try store.noteResolution(of: "docker.io/library/alpine:3", as: other)
        #expect(try store.resolution(of: "docker.io/library/alpine:3")?.digest == other)
    }
}

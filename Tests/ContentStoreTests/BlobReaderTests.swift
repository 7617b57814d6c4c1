import ContentStore
import Foundation
import Host
import TestSupport
import Testing
import Values

struct BlobReaderTests {
    private let fixture: StoreFixture
    private let store: Store

    init() throws {
        fixture = try StoreFixture()
        store = try fixture.open()
    }

    // Where the file ends all of a sudden: before the part that is read, or within it.
    @Test(arguments: [0, 150_000, 600_000])
    func `a plain blob that shrinks while a part is read does not end quietly`(length: Int64) throws {
        var intake = Intake()
        intake.compression = .none
        let digest = try store.add([UInt8](repeating: 7, count: 1_000_000), intake).blob.digest
        let reader = try #require(try store.open(digest))
        let hex = digest.description.dropFirst("sha256:".count)
        let file = fixture.home / "blobs/sha256/\(hex.prefix(2))/\(hex)"
        truncate(file.description, Int(length))
        var read: Int64 = 100_000
        let error = #expect(throws: StoreError.self) {
            try reader.forEachPiece(from: 100_000, to: 900_000) { read += Int64($0.count) }
        }
        guard case .corrupt(digest, file, .length(expected: 1_000_000, found: length)) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(read == max(length, 100_000))
    }
}

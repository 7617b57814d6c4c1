import Host
import Testing

@testable import Outputs

@Suite struct PieceChannelTests {
    private func taken(_ channel: PieceChannel, room: Int) throws -> [UInt8] {
        var all: [UInt8] = []
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: room, alignment: 1)
        defer { buffer.deallocate() }
        while true {
            let count = try channel.fill(buffer)
            all += buffer[..<count]
            if count < room { return all }
        }
    }

    @Test(arguments: [1, 7, 1000, 3_000_000, 30_000_000]) func `what goes in comes out`(room: Int) throws {
        var bytes = (0..<5003).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        while room > 10, bytes.count < 20_000_000 { bytes += bytes }
        let sent = bytes
        let channel = PieceChannel()
        let worker = try Worker {
            sent.withUnsafeBytes { all in
                var place = 0
                while place < all.count {
                    let end = min(place + 100_001, all.count)
                    try? channel.put(UnsafeRawBufferPointer(rebasing: all[place..<end]))
                    place = end
                }
            }
            channel.end()
        }
        let found = try withExtendedLifetime(worker) { try taken(channel, room: room) }
        // Where they differ, nobody wants to see how.
        #expect((found == sent) == true)
    }

    @Test func `an error of who makes the bytes comes to who takes them`() throws {
        struct Gone: Error {}
        let channel = PieceChannel()
        try [1, 2, 3].withUnsafeBytes { try channel.put($0) }
        channel.end(Gone())
        #expect(throws: Gone.self) { try taken(channel, room: 1) }
    }

    @Test func `who makes bytes is not held up when nobody takes them`() throws {
        let channel = PieceChannel()
        let isEnded = Monitor(false)
        let worker = try Worker {
            let piece = [UInt8](repeating: 1, count: 1 << 20)
            while true {
                do { try piece.withUnsafeBytes { try channel.put($0) } } catch { break }
            }
            isEnded.change { $0 = true }
        }
        _ = worker
        channel.close()
        isEnded.wait { $0 ? () : nil }
    }
}

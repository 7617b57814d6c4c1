import Testing

@testable import Registry

struct ContentRangeTests {
    @Test(arguments: [
        ("bytes 0-9/10", 0, 10), ("bytes 200-999/1000", 200, 1000), ("Bytes 5-5/*", 5, nil as Int64?),
    ])
    func `a part is read`(text: String, start: Int64, total: Int64?) {
        let range = ContentRange(text)
        #expect(range?.start == start)
        #expect(range?.total == total)
    }

    @Test(arguments: [
        "", "bytes", "bytes */10", "bytes 5-4/10", "bytes 0-10/10", "items 0-9/10", "bytes 0-9", "bytes -1-9/10",
        "bytes 0-9/10/11", "bytes 0-99999999999999999999/*", "bytes +1-2/*",
    ])
    func `what is none is refused`(text: String) {
        #expect(ContentRange(text) == nil)
    }

    @Test func `registries tell what they have with and without a unit`() {
        #expect(ByteRange("0-1023").map { [$0.first, $0.last] } == [0, 1023])
        #expect(ByteRange("bytes=0-0").map { [$0.first, $0.last] } == [0, 0])
        #expect(ByteRange("0-\(Int64.max)") == nil)
        #expect(ByteRange("-") == nil)
    }
}

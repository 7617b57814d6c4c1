import Testing
import Values

struct QuantityTests {
    @Test(arguments: [(0, "0 blobs"), (1, "1 blob"), (2, "2 blobs")])
    func `one is not many`(count: Int, words: String) {
        #expect(Quantity(count, "blob").description == words)
    }
}

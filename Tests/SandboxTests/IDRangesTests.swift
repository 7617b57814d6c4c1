import Testing

@testable import Sandbox

struct IDRangesTests {
    @Test(arguments: [
        ("app:100000:65536\n", ["0", "1000", "1", "1", "100000", "65536"]),
        // By number, and several.
        ("other:1:2\n1000:200:10\napp:300:5\n", ["0", "1000", "1", "1", "200", "10", "11", "300", "5"]),
        // What is none of ours, or none at all.
        ("apple:1:2\napp:x:2\napp:1\napp:1:0\napp:4294967295:2\n# app:1:2\n", ["0", "1000", "1"]),
        ("", ["0", "1000", "1"]),
    ]) func `ranges are those of the name or the number`(text: String, words: [String]) {
        #expect(IDRanges(text, name: "app", id: 1000).words(own: 1000) == words)
    }
}

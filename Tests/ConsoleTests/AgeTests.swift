import Console
import Testing

struct AgeTests {
    @Test(
        arguments: [
            (-5, "now"), (0, "now"), (0.99, "now"), (1, "1 second ago"), (59.9, "59 seconds ago"), (60, "1 minute ago"),
            (3599, "59 minutes ago"), (3600, "1 hour ago"), (86_399, "23 hours ago"), (86_400, "1 day ago"),
            (7 * 86_400 - 1, "6 days ago"), (7 * 86_400, "1 week ago"), (29 * 86_400, "4 weeks ago"),
            (30 * 86_400, "1 month ago"), (364 * 86_400, "12 months ago"), (365 * 86_400, "1 year ago"),
            (1e9, "31 years ago"),
        ] as [(Double, String)])
    func `the largest unit that fits is told`(seconds: Double, words: String) {
        #expect(Age(seconds: seconds).description == words)
    }
}

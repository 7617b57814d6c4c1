import Testing
import Values

@Suite struct TimestampTests {
    @Test(arguments: [
        (0, "1970-01-01T00:00:00Z"), (1_795_168_572_999_999, "2026-11-20T09:56:12Z"), (-1, "1969-12-31T23:59:59Z"),
        (951_782_400_000_000, "2000-02-29T00:00:00Z"),
    ])
    func `a moment is shown in UTC to the second`(microseconds: Int64, text: String) {
        #expect(Timestamp(microseconds: microseconds).description == text)
    }

    // seconds, nanoseconds: what has no year of four digits becomes the nearest that has.
    @Test(
        arguments: [
            (0, 1999, "1970-01-01T00:00:00Z"), (253_402_300_799, 999_999_999, "9999-12-31T23:59:59Z"),
            (253_402_300_800, 0, "9999-12-31T23:59:59Z"), (.max, 999_999_999, "9999-12-31T23:59:59Z"),
            (-62_167_219_200, 0, "0000-01-01T00:00:00Z"), (.min, 999_999_999, "0000-01-01T00:00:00Z"),
        ] as [(Int64, Int64, String)])
    func `a clock may show anything`(seconds: Int64, nanoseconds: Int64, text: String) {
        #expect(Timestamp(seconds: seconds, nanoseconds: nanoseconds).description == text)
    }

    @Test func `time has ends, and nothing is beyond them`() {
        let (first, last) = (Timestamp(microseconds: .min), Timestamp(microseconds: .max))
        #expect(first.description == "-290308-12-21T19:59:05Z" && last.description == "294247-01-10T04:00:54Z")
        #expect(last.seconds(since: first) == 0x1p64 / 1e6 && first.seconds(since: last) == -0x1p64 / 1e6)
        #expect(last.advanced(bySeconds: 1) == last && first.advanced(bySeconds: -1) == first)
        for seconds in [1e300, .infinity] {
            #expect(Timestamp(microseconds: 0).advanced(bySeconds: seconds) == last)
            #expect(Timestamp(microseconds: 0).advanced(bySeconds: -seconds) == first)
        }
        #expect(Timestamp(microseconds: 5).advanced(bySeconds: -1.5).microseconds == -1_499_995)
    }
}

import Testing
import Values

@Suite struct MemorySizeTests {
    @Test(
        arguments: [
            ("128m", 134217728), ("1.5g", 1610612736), ("1gb", 1073741824), ("1GiB", 1073741824), ("1 g", 1073741824),
            ("1b", 1),
            ("1p", 1125899906842624), ("64K", 65536), ("0", 0), ("-0", 0), (".5m", 524288), ("5.", 5), ("5 ", 5),
            ("+5m", 5242880),
            // The numbers are those of Go
            ("1e3", 1000), ("1e-5", 0), ("1_000", 1000), ("0x1p4", 16), ("0x_1P4", 16), ("0x.8p1", 1),
            ("1e1_0", 10_000_000_000),
            // Kelvin, which is a small k
            ("1\u{212a}", 1024),
            // Beyond what can be counted
            ("99999999999999999999", Int64.max), ("9e18k", Int64.max), ("inf ", Int64.max), ("nan ", Int64.max),
        ] as [(String, Int64)])
    func `sizes are read with units of 1024`(text: String, bytes: Int64) {
        #expect(MemorySize(text)?.bytes == bytes)
    }

    @Test(arguments: [
        "", " ", "x", "m", ".", "-1", "1  g", "1kk", "1e", "0x10", "0x", "inf", "nan", "-inf ", "-nan ", "1e400", "1m ",
        " 1m",
        "1.5.5m", "1bb", "1ki", "1kiba", "１m", "1\n", "1__0", "_1", "1_", "1_.5", "0x1p_4", "0x1p99999", "1 e5",
        "1K\u{301}",
        "1e99999999999999999999", "0b1",
    ])
    func `what is not a size is refused`(text: String) {
        #expect(MemorySize(text) == nil)
    }

    @Test(
        arguments: [
            (0, "0"), (1, "1B"), (1023, "1023B"), (1024, "1KiB"), (1025, "1.001KiB"), (1088, "1.062KiB"),
            (1216, "1.188KiB"), (134217728, "128MiB"),
            (1_536_000, "1.465MiB"), (1_048_575, "1024KiB"), (1610612736, "1.5GiB"), (Int64.max, "8EiB"), (-1, "-1B"),
            (Int64.min, "-8EiB"),
        ] as [(Int64, String)])
    func `four digits that count are shown`(bytes: Int64, text: String) {
        #expect(MemorySize(bytes: bytes).description == text)
    }
}

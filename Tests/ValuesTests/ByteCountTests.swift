import Testing
import Values

@Suite struct ByteCountTests {
    @Test(arguments: [
        (0, "0 B"), (999, "999 B"), (1000, "1.00 kB"), (1234, "1.23 kB"), (9_994, "9.99 kB"), (9_995, "10.0 kB"),
        (99_949, "99.9 kB"), (99_950, "100 kB"), (999_499, "999 kB"), (999_500, "1.00 MB"),
        (1_073_741_824, "1.07 GB"), (-1500, "-1.50 kB"), (Int64.max, "9.22 EB"),
    ])
    func `three digits that count are shown`(bytes: Int64, text: String) {
        #expect(ByteCount(bytes).description == text)
    }

    @Test(arguments: [
        ("0", 0), ("1048576", 1_048_576), ("1k", 1000), ("1kB", 1000), ("1KiB", 1024), ("1.5 GB", 1_500_000_000),
        ("512MiB", 536_870_912), ("20g", 20_000_000_000), ("2TB", 2_000_000_000_000), ("0.5 kib", 512), ("7 B", 7),
    ])
    func `sizes are read with docker's units`(text: String, bytes: Int64) {
        #expect(ByteCount(text)?.bytes == bytes)
    }

    @Test(arguments: ["", "GB", "-1", "1.2.3", "1 XB", "1GB more", "nan", "inf", "0x10", "1e3", "99999999TB"])
    func `what is not a size is refused`(text: String) {
        #expect(ByteCount(text) == nil)
    }
}

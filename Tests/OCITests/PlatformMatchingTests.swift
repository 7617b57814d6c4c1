import OCI
import Testing
import Values

@Suite struct PlatformMatchingTests {
    private static func platform(_ text: String) throws -> Platform { try Platform(text, here: .amd64) }

    @Test(arguments: [
        // The first of these is what is wanted, the others what there is, best first; what stands behind the bar does not run.
        ("linux/amd64", "linux/amd64 linux/386", "linux/amd64/v2 linux/arm64 windows/amd64"),
        ("linux/amd64/v3", "linux/amd64/v3 linux/amd64/v2 linux/amd64 linux/386", "linux/amd64/v4"),
        (
            "linux/arm64", "linux/arm64/v8 linux/arm/v8 linux/arm/v7 linux/arm/v6 linux/arm/v5",
            "linux/arm64/v9 linux/amd64"
        ),
        (
            "linux/arm64/v9", "linux/arm64/v9 linux/arm64/v8.5 linux/arm64/v8.1 linux/arm64 linux/arm/v7",
            "linux/arm64/v9.1"
        ),
        ("linux/arm64/v8.1", "linux/arm64/v8.1 linux/arm64 linux/arm/v8", "linux/arm64/v8.2"),
        ("linux/arm/v7", "linux/arm/v7 linux/arm/v6 linux/arm/v5", "linux/arm/v8 linux/arm64"),
        ("linux/arm/v6", "linux/arm/v6 linux/arm/v5", "linux/arm"), ("linux/386", "linux/386", "linux/amd64"),
        ("linux/riscv64", "linux/riscv64", "linux/amd64"),
        ("linux/arm64/odd", "linux/arm64/odd", "linux/arm64 linux/arm/v7"),
        // A feature may be there without being asked for, and not the other way round.
        ("linux(+a+b)/amd64", "linux(+a+b)/amd64 linux(+a)/amd64 linux/amd64", "linux(+c)/amd64"),
        // Windows of 2022 and later runs what is as old as the long-term release before it.
        (
            "windows(10.0.26100)/amd64", "windows(10.0.26100)/amd64 windows(10.0.20348)/amd64",
            "windows(10.0.17763)/amd64"
        ),
        ("windows(10.0.17763)/amd64", "windows(10.0.17763.1)/amd64 windows/amd64", "windows(10.0.20348)/amd64"),
        ("windows/amd64", "windows(10.0.17763+win32k)/amd64", "linux/amd64"),
    ])
    func `the best image is found, and none that does not run`(wanted: String, good: String, bad: String) throws {
        let good = try good.split(separator: " ").map { try Self.platform(String($0)) }
        let bad = try bad.split(separator: " ").map { try Self.platform(String($0)) }
        // From the worst to the best.
        let there: [Platform?] = bad + good.reversed()
        let choices = try Self.platform(wanted).choices(among: there)
        if wanted.hasPrefix("windows") {
            #expect(Set(choices.compactMap { there[$0] }) == Set(good))
        } else {
            #expect(choices.compactMap { there[$0] } == good)
        }
    }

    @Test func `one that does not say comes last, and the first of equals first`() throws {
        #expect(Platform.amd64.choices(among: [nil, .amd64, nil, .arm64, .amd64]) == [1, 4, 0, 2])
    }
}

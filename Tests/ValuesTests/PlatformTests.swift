import Testing
import Values

@Suite struct PlatformTests {
    private static let here = Platform(system: "linux", architecture: "amd64")

    @Test(arguments: [
        // As it is
        ("linux/amd64", "linux/amd64"), ("foo/bar", "foo/bar"), ("linux/riscv64", "linux/riscv64"),
        // The usual form of architectures and variants
        ("linux/arm64/v8", "linux/arm64"), ("linux/aarch64", "linux/arm64"), ("linux/arm64/9", "linux/arm64/v9"),
        ("linux/arm", "linux/arm/v7"), ("linux/arm/6", "linux/arm/v6"), ("linux/armhf", "linux/arm/v7"),
        ("linux/armel", "linux/arm/v6"), ("linux/x86_64", "linux/amd64"), ("linux/amd64/v1", "linux/amd64"),
        ("linux/amd64/v2", "linux/amd64/v2"), ("linux/i386", "linux/386"), ("Linux/AMD64", "linux/amd64"),
        ("macos/arm64", "darwin/arm64"),
        // One word alone
        ("linux", "linux/amd64"), ("windows", "windows/amd64"), ("arm64", "linux/arm64"), ("armhf", "linux/arm/v7"),
        ("local", "linux/amd64"), ("LOCAL", "linux/amd64"), ("wasm", "linux/wasm"),
        // Options of the system
        ("windows(10.0.17763)/amd64", "windows(10.0.17763)/amd64"),
        ("windows(10.0+win32k+a+a)", "windows(10.0+a+win32k)/amd64"), ("linux()", "linux/amd64"),
        ("linux(+a)/amd64", "linux(+a)/amd64"), ("linux(1%2B2)/amd64", "linux(1%2B2)/amd64"),
    ])
    func `a platform is brought to its usual form`(text: String, form: String) throws {
        #expect(try Platform(text, here: Self.here).description == form)
    }

    @Test(arguments: [
        ("", PlatformFault.badPart("", of: "")), ("/", .badPart("", of: "/")), ("linux/", .badPart("", of: "linux/")),
        ("linux//v7", .badPart("", of: "linux//v7")), ("a b", .badPart("a b", of: "a b")),
        ("linux/amd64 ", .badPart("amd64 ", of: "linux/amd64 ")), ("a.b/c", .badPart("a.b", of: "a.b/c")),
        ("linux(/amd64", .badPart("linux(", of: "linux(/amd64")),
        ("linux(+)/a", .badPart("linux(+)", of: "linux(+)/a")),
        ("linux(%zz)/a", .badEscape("%zz", of: "linux(%zz)/a")), ("linux(%)/a", .badEscape("%", of: "linux(%)/a")),
        ("linux/amd64(1)", .badPart("amd64(1)", of: "linux/amd64(1)")), ("é/amd64", .badPart("é", of: "é/amd64")),
        ("linux\u{301}/amd64", .badPart("linux\u{301}", of: "linux\u{301}/amd64")),
        ("linux/arm64/v8/x", .tooManyParts("linux/arm64/v8/x")), ("linux/*", .wildcard("linux/*")),
        ("foo", .unknown("foo")), ("amd46", .unknown("amd46")), ("amd64(1)", .unknown("amd64(1)")),
    ])
    func `what is no platform is refused`(text: String, fault: PlatformFault) {
        #expect(throws: fault) { try Platform(text, here: Self.here) }
    }

    @Test func `platforms are separated by commas`() throws {
        #expect(
            try Platform.list("arm64,linux/386", here: Self.here).map(\.description) == ["linux/arm64", "linux/386"])
        #expect(throws: PlatformFault.badPart("", of: "")) { try Platform.list("arm64,", here: Self.here) }
    }

    @Test func `a variant of this machine goes with a system that stands alone`() throws {
        let here = Platform(system: "linux", architecture: "arm", variant: "v6")
        #expect(try Platform("linux", here: here).description == "linux/arm/v6")
        #expect(try Platform("local", here: here).description == "linux/arm/v6")
    }

    @Test func `the platform that was meant is offered`() {
        #expect(PlatformFault.unknown("amd46").hint == "did you mean \"amd64\"?")
        #expect(PlatformFault.unknown("sixteenbit").hint == "write it as system/architecture: \"linux/sixteenbit\"")
    }
}

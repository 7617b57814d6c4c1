import DockerfileLanguage
import Testing

@Suite struct ContinuationTests {
    @Test(arguments: [
        ("USER a\\\nb", "ab"), ("USER a\\\n  b", "a  b"), ("USER a\\  \t\nb", "ab"), ("USER a\\\r\nb\r", "ab"),
        ("USER a\\\n# c\n  # d\nb", "ab"), ("USER a\\\n\n \nb", "ab"), ("\\\nUSER a", "a"), ("USER a\\", "a"),
        // Two are no continuation, and with another escape none is.
        ("USER a\\\\", "a\\\\"), ("USER a \\ b", "a \\ b"), ("USER \\\\\\", "\\\\\\"),
    ])
    func `a line goes on where an escape ends it`(lines: String, user: String) throws {
        guard case .user(let found) = DockerfileSample(below: lines).content else { throw Missing() }
        #expect(found == user)
    }

    @Test func `the escape that is set continues lines`() {
        let sample = DockerfileSample("# escape=`\nFROM base\nWORKDIR c:\\\nRUN a `\n  b\n")
        #expect(sample.instructions.map(\.text) == ["WORKDIR c:\\", "RUN a   b"])
    }

    @Test func `a fault is shown in the line where it stands`() {
        let sample = DockerfileSample("FROM base\nCOPY \\\n  # why\n  --form=x \\\n  a b\n")
        #expect(sample.complaints == ["Dockerfile:4:3: COPY has no flag \"--form\" [did you mean \"--from\"?]"])
    }

    @Test(arguments: [" ", "\t", "\u{b}", "\u{c}", "\r", " \t "])
    func `every blank parts words`(blank: String) throws {
        let copying = try #require(DockerfileSample(below: "COPY\(blank)a\(blank)b").copying)
        #expect(copying.sources == ["a"])
        #expect(copying.destination == "b")
    }

    @Test func `spaces beyond ASCII count around a line, not in it`() {
        let sample = DockerfileSample("FROM base\n\u{a0}\u{3000}USER a\u{2003}b\u{85}\n")
        #expect(sample.instructions.map(\.text) == ["USER a\u{2003}b"])
    }
}

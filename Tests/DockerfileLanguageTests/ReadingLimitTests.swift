import DockerfileLanguage
import Testing
import Values

/// Inputs that are large, or deep, are read like any other.
@Suite struct ReadingLimitTests {
    @Test func `a file of many lines`() {
        let lines = (0..<33_333).map { "# note \($0)\nRUN echo \($0) \\\n  && true\n" }.joined()
        let sample = DockerfileSample("FROM base\n" + lines)
        #expect(sample.complaints.isEmpty)
        #expect(sample.instructions.last?.lines == 99_999...100_000)
    }

    @Test(arguments: [65_535, 65_536, 10_000_000])
    func `a line may have some length, and no more`(length: Int) {
        let sample = DockerfileSample("FROM base\nRUN " + String(repeating: "a", count: length - 4) + "\nUSER x\n")
        let complaint =
            "Dockerfile:2:1: a line of \(length) bytes is too long: 65535 are the most there may be"
            + " [continue it on the next line with a backslash]"
        #expect(sample.complaints == (length > 65_535 ? [complaint] : []))
    }

    @Test func `an instruction of many lines`() throws {
        let line = String(repeating: "a ", count: 30_000) + "\\\n"
        let sample = DockerfileSample("FROM base\nCOPY " + String(repeating: line, count: 10) + "/b\n")
        let copying = try #require(sample.copying)
        #expect(copying.sources.count == 300_000)
    }

    @Test(arguments: [
        "ONBUILD ", "--exclude=a ", "[", "{", "${x:-", "\"", "\\", "<<a ", "a=b ", "${x/", "$", "a=\"b\" ", "\u{a0}",
    ])
    func `something over and over`(piece: String) {
        for instruction in ["ONBUILD ", "COPY ", "CMD [", "ENV a=", "RUN <<EOF ", "RUN ", "HEALTHCHECK CMD [1,"] {
            let line = instruction + String(repeating: String(repeating: piece, count: 1000) + "\\\n", count: 5)
            let sample = DockerfileSample("FROM base\n\(line)\nEOF\n")
            #expect(sample.stages.count == 1)
            for fault in sample.reading.faults { #expect(fault.range?.start.line ?? 0 >= 2) }
        }
    }

    @Test func `many heredocs in one instruction`() throws {
        let names = (0..<2000).map { "<<e\($0) " }.joined()
        let texts = (0..<2000).map { "a\ne\($0)\n" }.joined()
        let sample = DockerfileSample("FROM base\nCOPY \(names)/x/\n\(texts)USER x\n")
        let copying = try #require(sample.copying)
        #expect(copying.heredocs.count == 2000)
        #expect(sample.instructions.count == 2)
    }

    @Test func `a wrong word in every line`() {
        let sample = DockerfileSample("FROM base\n" + String(repeating: "RUM a\n", count: 100_000))
        #expect(sample.complaints.count == 20)
    }
}

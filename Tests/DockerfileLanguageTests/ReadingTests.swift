import DockerfileLanguage
import Testing
import Values

@Suite struct ReadingTests {
    @Test func `a file is divided into global arguments and stages`() {
        let sample = DockerfileSample(
            """
            # syntax=docker/dockerfile:1
            ARG TAG=1

            # build is where it is made
            FROM --platform=$BUILDPLATFORM base:$TAG AS Build
            RUN make
            from scratch
            COPY --from=build /a /a

            """)
        let dockerfile = sample.reading.dockerfile
        #expect(sample.complaints.isEmpty)
        #expect(dockerfile.directives.syntax == "docker/dockerfile:1")
        #expect(dockerfile.arguments.map(\.text) == ["ARG TAG=1"])
        #expect(sample.stages.map(\.name) == ["build", nil])
        #expect(sample.stages.map(\.base) == ["base:$TAG", "scratch"])
        #expect(sample.stages.map(\.platform) == ["$BUILDPLATFORM", nil])
        #expect(sample.stages.map(\.description) == ["is where it is made", nil])
        #expect(sample.stages.map(\.text) == ["FROM --platform=$BUILDPLATFORM base:$TAG AS Build", "from scratch"])
        #expect(sample.stages.map(\.lines) == [5...5, 7...7])
        #expect(sample.instructions.map(\.word) == ["RUN", "COPY"])
    }

    @Test func `an instruction knows its lines, its place and the comments above it`() throws {
        let sample = DockerfileSample("FROM base\n# one\n\n#two  \n  RUN a \\\n# not this\n  b\\\n\nUSER x\n")
        let run = try #require(sample.instructions.first)
        #expect(run.text == "RUN a   bUSER x")
        #expect(run.lines == 5...9)
        #expect(run.comments == ["one", "two"])
        #expect(run.range.text == "RUN a \\\n# not this\n  b\\\n\nUSER x")
    }

    @Test(arguments: [
        ("# a\n#\n# b\nUSER x", ["b"]), ("# a\nUSER x", ["a"]), ("# a\nUSER y\nUSER x", []),
        // Where blanks stand before it, the sign belongs to the comment.
        ("  # a\nUSER x", ["# a"]),
    ])
    func `an empty comment ends those above it, an empty line does not`(lines: String, comments: [String]) {
        let sample = DockerfileSample("FROM base\n\(lines)\n")
        #expect(sample.instructions.last?.comments == comments)
    }

    @Test func `reading goes on behind a fault, and finds the next`() {
        let sample = DockerfileSample("FROM base\nRUM a\nUSER\nENV a\nWORKDIR /x\n")
        #expect(
            sample.complaints == [
                "Dockerfile:4:5: ENV gives \"a\" no value [write \"a=…\"]",
                "Dockerfile:2:1: unknown instruction \"RUM\" [did you mean RUN?]",
                "Dockerfile:3:1: USER needs an argument",
            ])
        #expect(sample.instructions.map(\.text) == ["WORKDIR /x"])
    }

    @Test func `what follows a stage that is not understood belongs to none`() {
        let sample = DockerfileSample("FROM a\nUSER x\nFROM a b\nUSER y\nARG z\nFROM c\nUSER z\n")
        #expect(sample.complaints.count == 1)
        #expect(sample.instructions.map(\.text) == ["USER x", "USER z"])
        #expect(sample.reading.dockerfile.arguments.isEmpty)
    }

    @Test(arguments: ["\0RUN", "RUN\0", "RUNRUNRUNRUN", "R\u{130}N", "\""])
    func `a word that is nearly an instruction is none`(word: String) {
        let sample = DockerfileSample("FROM a\n\(word) x\n")
        #expect(sample.reading.faults.map(\.message) == ["unknown instruction \"\(word)\""])
    }

    @Test func `after twenty faults enough is said`() {
        let sample = DockerfileSample("FROM base\n" + String(repeating: "RUM a\n", count: 50))
        #expect(sample.complaints.count == 20)
    }

    @Test(arguments: [
        ("", "Dockerfile:1:1: the Dockerfile is empty [a stage begins with FROM, for example \"FROM alpine\"]"),
        (
            "# a\n\n",
            "Dockerfile:3:1: the Dockerfile has no instructions [a stage begins with FROM, for example \"FROM alpine\"]"
        ),
        (
            "ARG a\n",
            "Dockerfile:2:1: the Dockerfile has no stage to build [a stage begins with FROM, for example \"FROM alpine\"]"
        ),
        (
            "ARG a\nUSER x\nUSER y\nFROM base\n",
            "Dockerfile:2:1: USER stands before the first FROM [a stage begins with FROM, for example \"FROM alpine\"]"
        ),
        ("FROM base\n\\\n", "Dockerfile:2:1: an instruction is missing"),
    ])
    func `a file without a stage is none`(text: String, complaint: String) {
        #expect(DockerfileSample(text).complaints == [complaint])
    }

    @Test func `bytes that are no text are kept`() throws {
        let bytes = Array("FROM base\nCOPY a".utf8) + [0xff, 0x00] + Array(" /b\n".utf8)
        let copying = try #require(DockerfileSample(bytes: bytes).copying)
        #expect(copying.sources.map(\.keptBytes) == [[0x61, 0xff, 0x00]])
    }

    @Test func `where assignments are no text, they are mended as BuildKit does it`() throws {
        let bytes = Array("FROM base\nENV a=b".utf8) + [0xe2, 0x82] + Array("\n".utf8)
        guard case .env(let all) = DockerfileSample(bytes: bytes).content else { throw Missing() }
        #expect(all == [Assignment(key: "a", value: "b\u{fffd}\u{fffd}")])
    }
}

import DockerfileLanguage
import OCI
import Testing
import Values

@Suite struct ResolutionFaultTests {
    @Test(
        arguments: [
            // The Dockerfile, the place, the message, the hint.
            (
                "FROM base\nCOPY --from=$X a b", "2:13", #"variables are not expanded in "--from""#,
                "name a stage after it, FROM … AS name, and copy from that"
            ),
            (
                "FROM base\nCOPY --from=3 a b", "2:13", "there is no stage number 3: the file has 1 stage",
                "stages are counted from 0"
            ),
            (
                "FROM ${V:-}", "1:6", #"FROM has no base: "${V:-}" is empty once variables are replaced"#,
                "declare it with ARG V before the first FROM, or give it with --build-arg"
            ),
            (
                "FROM --platform=$BUILDPLATFROM base", "1:17",
                #"the platform "$BUILDPLATFROM" is empty once variables are replaced"#,
                #"did you mean "$BUILDPLATFORM"?"#
            ),
            (
                "FROM base AS buildr\nFROM bulder", "2:6", #"cannot load the image "bulder": no such image"#,
                #"did you mean the stage "buildr"?"#
            ),
            (
                "FROM Base", "1:6", #"the repository "library/Base" has letters in upper case"#,
                #"names of repositories are lower case: did you mean "base"?"#
            ),
            (
                "FROM base\nRUN --mount=type=bind,target=/ x", "2:13", "nothing can be mounted at /",
                "give the mount a target"
            ),
            (
                "FROM base\nRUN --mount=type=ssh,source=x x", "2:13", "a mount of type ssh has no source",
                "write id= for which agent, and target= for where its socket is"
            ),
            (
                "FROM base\nCOPY http://a/b c", "2:6", #"COPY cannot fetch "http://a/b""#,
                "ADD fetches from the web and from git"
            ),
            (
                "FROM base\nADD --checksum=sha256:12 a b", "2:16",
                #"a checksum is for sources from the web or from git, and not for "a""#, nil
            ),
            ("FROM base\nENV A=\"b${X:?is needed}\"", "2:7", "X: is needed", "set X with ARG, ENV or --build-arg"),
            (
                "FROM base AS a-\nRUN x", "1:14",
                #"the stage name "a-" cannot name an image, as names of stages must be able to"#,
                "end it in a letter or digit, and let no two of - . _ follow each other, but for __ and --"
            ),
            (
                "FROM base\nVOLUME /a $X", "2:11", "the path of a volume is empty",
                "X has no value: set it with ARG, ENV or --build-arg"
            ),
            (
                "FROM base\nSTOPSIGNAL $X", "2:12", #"invalid signal """#,
                "X has no value: set it with ARG, ENV or --build-arg"
            ),
            (
                "FROM base\nRUN --device=a.com/b=c x", "2:14", "RUN --device is not supported",
                "devices are in the experimental language of BuildKit alone, and cannot be given to a step here"
            ),
        ] as [(String, String, String, String?)])
    func `what cannot be is told, with its place and what to do`(
        text: String, place: String, message: String, hint: String?
    ) throws {
        let fault = try #require(Resolution(text).faults.first)
        #expect(fault.range.map { "\($0.start.line):\($0.start.column)" } == place)
        #expect(fault.message == message)
        #expect(fault.hint == hint)
    }

    @Test(
        arguments: [
            // A word that stands there twice, in an assignment, in several lines, among flags.
            ("ENV X=${X:?} Y=${X:?}", "2:7"), ("ENV a=b X=${a:?}${X:?}", "2:11"), ("LABEL ${X:?}=${X:?}", "2:7"),
            ("ARG a=1 b c=${X:?}", "2:13"), ("COPY a ${X:?} a", "2:8"), ("EXPOSE 80 \\\n  # no\n  x80 y", "4:3"),
            ("ENV X ${X:?}", "2:5"), ("COPY --chown=1 --chmod=a a b", "2:24"), ("WORKDIR  ${X:?}", "2:10"),
            ("COPY [\"a\", \"${X:?}\"]", "2:12"), ("ADD [\"a\", \"a\", \"${X:?}/\"]", "2:16"),
            // A key of a mount, and a value.
            ("RUN --mount=type=cache,target=/tipe,tipe=x y", "2:37"),
            ("RUN --mount=type=tmpfs --mount=target=/b,type=tmpfs,size=b y", "2:53"),
            ("RUN --mount=type=cache,\"target=/a\",tipe=x y", "2:13"),
            ("RUN --mount=type=cache,target=/a --mount=from=BASE,target=/b y", "2:42"),
            ("ONBUILD RUN y\nCOPY --link --from=Base@ a b", "3:20"),
        ])
    func `the part that is wrong is marked`(lines: String, place: String) throws {
        let fault = try #require(Resolution("FROM base\n" + lines).faults.first)
        #expect(fault.range.map { "\($0.start.line):\($0.start.column)" } == place)
    }

    @Test func `what a base wants done is marked at the FROM that wants the base`() throws {
        let sources = SampleSources.base { $0.onBuild = ["ENV A=${X:?}"] }
        let fault = try #require(Resolution("ARG A\nFROM base", sources).faults.first)
        #expect(fault.range?.start.line == 2)
        #expect(fault.range?.text == "FROM base")
    }

    @Test func `all that is wrong in a stage is told, up to what changes the rest`() {
        let resolution = Resolution(
            """
            FROM base AS a
            EXPOSE x
            COPY --chmod=a a b
            RUN --mount=tipe=x y
            VOLUME $X
            STOPSIGNAL nope
            LABEL a=${X:?}
            WORKDIR ${X:?}
            USER ${X:?}
            FROM a
            EXPOSE y
            FROM base AS c
            USER ${X:?}
            FROM c
            COPY --from=a . .
            COPY --from=1 . .
            EXPOSE z
            """)
        #expect(resolution.faults.compactMap(\.range?.start.line) == [2, 3, 4, 5, 6, 7, 8, 13, 17])
    }

    @Test func `nobody reads more than twenty faults`() {
        #expect(Resolution("FROM base\n" + String(repeating: "EXPOSE x\n", count: 30)).faults.count == 20)
    }

    @Test func `a circle of stages is shown as one`() throws {
        let fault = try #require(
            Resolution("FROM base AS a\nCOPY --from=b / /\nFROM base AS b\nRUN --mount=from=a,target=/m x").faults.first
        )
        #expect(fault.message == "stages need one another in a circle: a → b → a")
        #expect(fault.range?.start.line == 2)
        #expect(fault.notes.map(\.message) == [#""b" needs "a""#])
        #expect(fault.notes.first?.range?.start.line == 4)
    }

    @Test func `a stage that comes too late is pointed at`() throws {
        let fault = try #require(Resolution("FROM base AS a\nCOPY --from=b / /\nFROM base AS b\nFROM a").faults.first)
        #expect(fault.message == #"cannot copy from stage "b", which is defined further down"#)
        #expect(fault.notes == [Diagnostic.Note(#""b" is defined here"#, fault.notes.first?.range)])
        #expect(fault.notes.first?.range?.start.line == 3)
        #expect(Resolution("FROM base AS a\nCOPY --from=b / /\nFROM base AS b\nFROM b").faults.isEmpty)
    }

    @Test func `several stages may be faulty, and those made of them are not blamed`() {
        let resolution = Resolution(
            "FROM base AS a\nENV A=${X:?}\nFROM a AS b\nENV A=${Y:?}\nFROM base\nCOPY --from=b / /\nSTOPSIGNAL nope")
        #expect(resolution.faults.compactMap(\.range?.start.line) == [2, 7])
    }

    @Test func `a target that is none has a suggestion`() throws {
        let fault = try #require(Resolution("FROM base AS build\nFROM base") { $0.stage = "biuld" }.faults.first)
        #expect(fault.message == #"there is no stage "biuld" to build"#)
        #expect(fault.hint == #"did you mean "build"?"#)
        #expect(Resolution("FROM base AS build\nFROM base") { $0.stage = "BUILD" }.resolved?.target.index == 0)
    }

    @Test func `few lines that ask for all the memory there is are refused`() {
        let lines = String(repeating: "EXPOSE 0-65535\n", count: 200)
        let messages = Resolution("FROM base AS a\n\(lines)FROM a\n\(lines)").faults.map(\.message)
        #expect(messages == ["the history of the images is longer than 64 MiB"])
    }

    @Test func `a working directory is no longer than paths are`() {
        let faults = Resolution("FROM base\n" + String(repeating: "WORKDIR a\n", count: 8189)).faults
        #expect(faults.map(\.message) == ["the working directory has more than the 4096 bytes that a path may have"])
        #expect(faults.first?.range?.start.line == 2050)
        #expect(Resolution("FROM base\nWORKDIR /\(String(repeating: "a", count: 4095))").faults.isEmpty)
    }
}

import DockerfileLanguage
import Testing
import Values

/// The checks that look at more than the writing.
@Suite struct StageCheckTests {
    @Test(arguments: [
        // The Dockerfile, what is found.
        ("FROM base\nENV A=$B", ["UndefinedVar 2"]),
        ("FROM base\nARG B\nENV A=$B", []),
        ("FROM base\nENV A=$PATH", []),
        ("FROM base\nEXPOSE $B", []),
        ("FROM base\n# check=skip=UndefinedVar\nENV A=$B\nENV C=$B", ["UndefinedVar 4"]),
        ("# check=skip=all\nFROM base\nENV A=$B", []),
        ("FROM base\nCMD a\nCMD [\"b\"]", ["JSONArgsRecommended 2", "MultipleInstructionsDisallowed 2"]),
        ("FROM base\nSHELL [\"s\"]\nCMD a", []),
        ("FROM base\nWORKDIR a\nWORKDIR b", ["WorkdirRelativePath 2"]),
        ("FROM base AS a\nWORKDIR /a\nFROM a\nWORKDIR b", []),
        ("FROM base\nENV A b", ["LegacyKeyValueFormat 2"]),
        (
            "FROM base\nARG GITHUB_TOKEN PUBLIC_KEY\nENV Auth=x KEYS=y",
            ["SecretsUsedInArgOrEnv 2", "SecretsUsedInArgOrEnv 3"]
        ),
        ("FROM base\nEXPOSE 80/TCP 1.1.1.1:80:80", ["ExposeInvalidFormat 2", "ExposeProtoCasing 2"]),
        ("FROM --platform=$TARGETPLATFORM base", ["RedundantTargetPlatform 1"]),
        ("FROM --platform=linux/amd64 base", ["FromPlatformFlagConstDisallowed 1"]),
        ("FROM --platform=linux/amd64 base AS for-amd64", []),
        ("ARG V\nFROM base$V", []),
        ("ARG V\nFROM $V", ["InvalidDefaultArgInFrom 2"]),
        ("FROM base$NOPE", ["UndefinedArgInFrom 1"]),
    ])
    func `findings are made where BuildKit makes them`(text: String, expected: [String]) {
        let resolution = Resolution(text) { $0.arguments["V"] = text.contains("FROM $V") ? "base" : nil }
        #expect(resolution.found.sorted() == expected.sorted())
    }

    @Test func `a suggestion is the nearest variable, and of several the one that was set first`() {
        let details = Resolution("FROM base\nENV HOST=1 PORT=2\nENV A=$HOSTS B=$PATHS C=$QQQQ").findings.all.map(
            \.detail)
        #expect(
            details == [
                "Usage of undefined variable '$HOSTS' (did you mean $HOST?)",
                "Usage of undefined variable '$PATHS' (did you mean $PATH?)", "Usage of undefined variable '$QQQQ'",
            ])
    }

    @Test(arguments: [
        (["a.txt"], "a.txt", true), (["*.txt"], "./b/../a.txt", true), (["dir"], "dir/f", true),
        (["*.txt"], ".", false),
        (["*"], ".", true), (["*", "!x"], "a.txt", false), (["a.txt"], "b.txt", false), ([], "a.txt", false),
    ])
    func `a source that is ignored is told`(patterns: [String], source: String, isFound: Bool) throws {
        let filter = try PathFilter(patterns)
        let resolution = Resolution("FROM scratch\nCOPY \(source) /x") { $0.ignore = filter }
        #expect(resolution.found == (isFound ? ["CopyIgnoredFile 2"] : []))
        let other = Resolution("FROM scratch AS a\nFROM scratch\nCOPY --from=a \(source) /x") { $0.ignore = filter }
        #expect(other.found == [])
    }

    @Test func `an image for another platform is told, unless nobody has seen it`() {
        var sources = SampleSources.base()
        sources.architecture = "arm64"
        #expect(Resolution("FROM base", sources).found == ["InvalidBaseImagePlatform 1"])
        sources.origin = .unknown
        #expect(Resolution("FROM base", sources).found == [])
    }

    @Test func `an image that nobody has seen may have variables and a shell`() {
        var sources = SampleSources.base()
        sources.origin = .unknown
        #expect(Resolution("FROM base AS a\nENV A=$B\nCMD x\nFROM a\nENV A=$B C d", sources).found == [])
        #expect(Resolution("FROM base\nENV A b", sources).found == ["LegacyKeyValueFormat 2"])
    }

    @Test func `what another target makes of such an image is no better known`() {
        var sources = SampleSources.base()
        sources.isGuess = true
        sources.architecture = "arm64"
        #expect(Resolution("FROM base\nENV A=$B\nCMD x", sources).found == [])
    }

    @Test func `all stages are looked at where that is wanted`() {
        let text = "FROM base AS unused\nENV A=$B\nFROM base"
        #expect(Resolution(text).found == [])
        #expect(Resolution(text) { $0.wantsAllStages = true }.found == ["UndefinedVar 2"])
    }

    @Test func `findings end at the first fault`() {
        let resolution = Resolution("FROM base\nENV A=$B\nSTOPSIGNAL nope\nENV A=$B")
        #expect(resolution.found == ["UndefinedVar 2"])
        #expect(resolution.faults.count == 1)
    }

    @Test func `error=true makes findings a fault`() throws {
        let resolution = Resolution("# check=error=true\nFROM base\nENV A=$B\nCMD a")
        let fault = try #require(resolution.faults.first)
        #expect(
            fault.message == "the checks found something, which is an error here: JSONArgsRecommended, UndefinedVar")
        #expect(fault.range?.text == "error=true")
        #expect(fault.notes.map(\.message).first == "UndefinedVar: Usage of undefined variable '$B'")
        #expect(fault.notes.map(\.range?.text) == ["ENV A=$B", "CMD a"])
        #expect(resolution.resolved == nil)
        #expect(Resolution("# check=error=true\nFROM base").faults.isEmpty)
        let many = Resolution("# check=error=true\nFROM base\n" + String(repeating: "ENV A=$B\n", count: 30))
        #expect(many.faults.map(\.notes.count) == [10])
    }

    @Test func `findings that somebody else calls faults are placed nowhere`() throws {
        var settings = CheckSettings()
        settings.failsOnFindings = true
        let file = SourceFile(name: "Dockerfile", text: "# check=skip=all\nFROM base\nENV A=$B")
        let here = Platform(system: "linux", architecture: "amd64")
        let resolution = Resolution(
            Reading(file, checks: settings), BuildRequest(platform: here, buildPlatform: here), SampleSources.base())
        let fault = try #require(resolution.faults.first)
        #expect(fault.range == nil)
        #expect(fault.notes.map(\.range?.start.line) == [3])
    }
}

import DockerfileLanguage
import OCI
import Testing
import Values

@Suite struct ResolutionTests {
    @Test func `only stages that are needed are done, each after those it needs`() throws {
        let resolution = Resolution(
            """
            FROM base AS unused
            RUN no
            FROM base AS tools
            FROM tools AS build
            FROM scratch
            COPY --from=BUILD /a /a
            RUN --mount=from=1,target=/m x
            """, .base { _ in }.with(image: "1"))
        let resolved = try #require(resolution.resolved)
        #expect(resolved.stages.map(\.index) == [1, 2, 3])
        #expect(resolved.stages.map(\.base) == [resolved.stages[0].base, .stage(1), .scratch])
        #expect(resolution.copies.map(\.origin) == [.stage(2)])
    }

    @Test func `steps are named as BuildKit names them`() throws {
        let resolution = Resolution(
            """
            FROM base AS build
            ENV WHERE=/srv
            workdir $WHERE
            run echo "$WHERE" $UNSET
            RUN --mount=type=secret,id=t,env=TOKEN use $TOKEN
            COPY a b ${WHERE}/
            RUN <<EOF
            first
            second
            EOF
            """)
        #expect(
            resolution.titles == [
                "WORKDIR /srv", #"RUN echo "/srv" $UNSET"#, "RUN --mount=type=secret,id=t,env=TOKEN use ****",
                "COPY a b /srv/", "RUN <<EOF (first...)",
            ])
        #expect(resolution.resolved?.stages[0].steps.map(\.bracket).first == "[build 1/6]")
    }

    @Test func `history is written as BuildKit writes it`() throws {
        let resolution = Resolution(
            #"""
            FROM base
            ARG A=1 B
            ENV C=2
            RUN x
            COPY --chown=5 --parents f g /d/
            WORKDIR /
            CMD say "\"hi\""
            ENTRYPOINT ["a", "b"]
            HEALTHCHECK --interval=1m30s --retries=2 CMD ["x"]
            EXPOSE 80-81
            VOLUME /v
            STOPSIGNAL TERM
            SHELL ["/s"]
            MAINTAINER me
            USER u
            """#)
        #expect(
            resolution.image?.history.map(\.createdBy) == [
                "made elsewhere", "ARG A=1 B", "ENV C=2", "RUN |2 A=1 B= /bin/sh -c x # buildkit",
                "COPY --parents --chown=5 f g /d/ # buildkit", "WORKDIR /",
                #"CMD ["/bin/sh" "-c" "say \"\\\"hi\\\"\""]"#, #"ENTRYPOINT ["a" "b"]"#,
                "HEALTHCHECK {Test:[CMD x] Interval:1m30s Timeout:0s StartPeriod:0s StartInterval:0s Retries:2}",
                "EXPOSE [80/tcp 81/tcp]", "VOLUME [/v]", "STOPSIGNAL TERM", "SHELL [/s]", "MAINTAINER me", "USER u",
            ])
        #expect(resolution.image?.history.filter { !$0.isEmpty }.count == 3)
    }

    @Test func `an ENTRYPOINT drops the CMD of the base, and not that of its own stage`() {
        let sources = SampleSources.base { $0.command = ["sh"] }
        #expect(Resolution("FROM base\nENTRYPOINT [\"e\"]", sources).image?.execution.command == nil)
        #expect(Resolution("FROM base\nCMD [\"c\"]\nENTRYPOINT [\"e\"]", sources).image?.execution.command == ["c"])
        let child = "FROM base AS a\nCMD [\"c\"]\nFROM a\nENTRYPOINT [\"e\"]"
        #expect(Resolution(child, sources).image?.execution.command == nil)
    }

    @Test func `an ARG hides a variable of its stage, which stages made of it see again`() {
        let resolution = Resolution("FROM base AS a\nENV V=image\nARG V=given W=w\nRUN 1\nFROM a\nRUN 2")
        #expect(resolution.runs.map { $0.environment["V"] } == ["given", "image"])
        #expect(resolution.runs.map { $0.environment["W"] } == ["w", "w"])
        #expect(resolution.image?.execution.environment == ["PATH=/bin", "V=image"])
    }

    @Test func `processes get variables in the order in which they were set last`() {
        let resolution = Resolution("FROM base\nENV A=1 B=2\nARG C=3\nENV A=4\nRUN x")
        #expect(resolution.runs[0].environment.all.map(\.name) == ["PATH", "B", "C", "A"])
        #expect(resolution.image?.execution.environment == ["PATH=/bin", "A=4", "B=2"])
    }

    @Test(
        arguments: [
            // ARG, what the command line gives, what comes of it.
            ("ARG V=1", nil, "1"), ("ARG V=1", "2", "2"), ("ARG V", "2", "2"), ("ARG V=${X:?}", "2", "2"),
            ("ARG V", nil, nil),
            ("ARG TARGETARCH", nil, nil), ("ARG V=1\nENV V=3", "2", "3"),
        ] as [(String, String?, String?)])
    func `the command line goes before defaults`(text: String, given: String?, expected: String?) {
        let resolution = Resolution("FROM base\n\(text)\nRUN x") { $0.arguments["V"] = given }
        #expect(resolution.runs.first?.environment["V"] == expected)
    }

    @Test func `a bare ARG takes the value from before the first FROM, and predefined ones`() {
        let resolution = Resolution("ARG V=1\nFROM base\nRUN 0\nARG V TARGETARCH TARGETSTAGE\nRUN 1")
        #expect(resolution.runs.map { $0.environment["V"] } == [nil, "1"])
        #expect(resolution.runs[1].environment["TARGETARCH"] == "amd64")
        #expect(resolution.runs[1].environment["TARGETSTAGE"] == "default")
    }

    @Test func `proxies are given to processes and leave no trace`() {
        let resolution = Resolution("FROM base\nRUN x") { $0.arguments = ["HTTP_proxy": "p:1"] }
        #expect(resolution.runs[0].proxies.all.map(\.name) == ["HTTP_PROXY", "http_proxy"])
        #expect(resolution.image?.history.last?.createdBy == "RUN /bin/sh -c x # buildkit")
    }

    @Test func `triggers of the base come first and are gone afterwards`() throws {
        let sources = SampleSources.base { $0.onBuild = ["ARG V=1", "COPY --from=tools /a $V/", "WORKDIR w"] }
        let resolution = Resolution("FROM scratch AS tools\nFROM base\nRUN x", sources)
        #expect(resolution.titles == ["ONBUILD COPY --from=tools /a 1/", "ONBUILD WORKDIR w", "RUN x"])
        #expect(resolution.resolved?.stages.map(\.index) == [0, 1])
        #expect(resolution.image?.execution.onBuild == [])
    }

    @Test func `triggers of a stage are for stages made of it`() {
        let resolution = Resolution("FROM base AS a\nONBUILD RUN x\nFROM a AS b\nONBUILD RUN y\nFROM b")
        #expect(resolution.titles == ["ONBUILD RUN x", "ONBUILD RUN y"])
        #expect(Resolution("FROM base\nONBUILD RUN x").image?.execution.onBuild == ["RUN x"])
    }

    @Test func `a named context stands in for an image, and for a stage`() {
        var sources = SampleSources.base()
        sources.contexts = ["build", "docker.io/library/tool:latest"]
        let resolution = Resolution(
            "FROM base AS build\nRUN no\nFROM scratch\nCOPY --from=build a b\nCOPY --from=tool a b", sources)
        #expect(resolution.resolved?.stages.map(\.base) == [.context("build"), .scratch])
        #expect(resolution.titles == ["COPY --from=build a b", "COPY --from=tool a b"])
        #expect(resolution.copies.map(\.origin) == [.stage(0), .context("docker.io/library/tool:latest")])
    }

    @Test func `names are bytes, and an é that is composed otherwise is another`() {
        let (one, two) = ("\u{e9}", "e\u{301}")
        let image = Resolution(
            """
            FROM base
            ENV \(one)=1 \(two)=2
            LABEL \(one)=1 \(two)=2
            VOLUME /\(one) /\(two)
            """
        ).image
        let environment = image?.execution.environment.map { ExactText($0) }
        #expect(environment == ["PATH=/bin", ExactText("\(one)=1"), ExactText("\(two)=2")])
        #expect(image?.execution.labels == [ExactText(one): "1", ExactText(two): "2"])
        #expect(image?.execution.volumes == [ExactText("/\(one)"), ExactText("/\(two)")])
        let given = Resolution("FROM base\nARG \(one)=no\nRUN x") { $0.arguments = [two: "yes"] }
        #expect(given.runs.first?.environment[one] == "no")
    }

    @Test func `an empty image has a place to work and a path to find programs`() {
        let image = Resolution("FROM scratch\nLABEL a=b") { $0.labels = ["a": "c", "d": "e"] }.image
        #expect(image?.execution.workingDirectory == "/")
        #expect(image?.execution.environment == ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"])
        #expect(image?.execution.labels == ["a": "c", "d": "e"])
    }

    @Test func `the platform that was asked for is that of the image`() {
        let arm = Platform(system: "linux", architecture: "arm64")
        #expect(Resolution("FROM base").image?.platform.architecture == "amd64")
        let asked = Resolution("FROM base") {
            $0.platform = arm
            $0.isPlatformGiven = true
        }
        #expect(asked.image?.platform == arm)
    }

    @Test(arguments: [
        // Where the stage is, where it is told to go, where that is.
        ("/", "a", "/a"), ("/a", "b/../c", "/a/c"), ("/a", "/b/../c", "/b/../c"), ("/a", ".", "/a"),
        ("/a", "$NONE", "/a"),
        ("/a", "..", "/"),
    ])
    func `a working directory is relative to the one before`(first: String, second: String, expected: String) {
        let image = Resolution("FROM base\nWORKDIR \(first)\nWORKDIR \(second)").image
        #expect(image?.execution.workingDirectory == expected)
    }

    @Test(arguments: [
        ("x", "/w/x"), ("x/", "/w/x/"), (".", "/w/"), ("./", "/w/"), ("\"\"", "/w/"), ("/x/../y", "/y"), ("/", "/"),
        ("../..", "/"), ("x/.", "/w/x/."),
    ])
    func `a destination is relative to the working directory, and its end counts`(written: String, expected: String) {
        let resolution = Resolution("FROM base\nWORKDIR /w\nCOPY a \(written)")
        #expect(resolution.copies.first?.destination == expected)
    }

    @Test(
        arguments: [
            ("a.txt", .path("a.txt")), ("http://x/a", .web("http://x/a")), ("https://x/a.git", .git("https://x/a.git")),
            ("git@x:a", .git("git@x:a")), ("ftp://x/a", .path("ftp://x/a")), ("ssh://x/a", .git("ssh://x/a")),
        ] as [(String, CopyOperation.Source)])
    func `the form of a source tells where it is`(written: String, expected: CopyOperation.Source) {
        #expect(Resolution("FROM base\nADD \(written) /x").copies.first?.sources == [expected])
    }

    @Test func `heredocs of COPY are expanded unless quoted, and lose the tabs they are told to`() {
        let resolution = Resolution(
            "FROM base\nENV V=1\nCOPY <<-a <<\"b\" /d/\n\t$V \"q\"\na\n\t$V\nb\n")
        #expect(
            resolution.copies.first?.sources
                == [.inline(name: "a", content: "1 \"q\"\n"), .inline(name: "b", content: "\t$V\n")])
    }

    @Test(
        arguments: [
            ("RUN <<EOF\na\nEOF", ["/bin/sh", "-c", "a\n"], nil),
            ("RUN <<EOF\n#!x\nEOF", ["/bin/sh", "-c", "/dev/pipes/EOF"], "#!x\n"),
            ("RUN cat <<EOF > f\na\nEOF", ["/bin/sh", "-c", "cat <<EOF > f\na\nEOF"], nil),
            ("SHELL [\"/b\", \"-x\"]\nRUN a", ["/b", "-x", "a"], nil), ("RUN [\"a\", \"$B\"]", ["a", "$B"], nil),
            ("RUN", ["/bin/sh", "-c", ""], nil),
        ] as [(String, [String], String?)])
    func `a RUN is given to the shell, or run as it is`(text: String, arguments: [String], script: String?) {
        let run = Resolution("FROM base\n\(text)").runs.first
        #expect(run?.arguments == arguments)
        #expect(run?.script?.content == script)
    }

    @Test func `mounts get what they leave out`() throws {
        let resolution = Resolution(
            """
            FROM base
            WORKDIR /w
            RUN --mount=type=cache,target=c/ --mount=type=secret,id=a/t --mount=type=ssh --mount=target=m x
            """
        ) { $0.arguments["BUILDKIT_CACHE_MOUNT_NS"] = "ns" }
        let mounts = try #require(resolution.runs.first).mounts
        #expect(mounts.map(\.mount.target) == ["/w/c", "/run/secrets/t", "/run/buildkit/ssh_agent.0", "/w/m"])
        #expect(mounts.map(\.mount.id) == ["ns/c", "a/t", "default", nil])
        #expect(mounts.map(\.origin) == [nil, nil, nil, .mainContext])
    }

    @Test(
        arguments: [
            ("1600000000", .seconds(1_600_000_000)), ("+5", .seconds(5)), ("", nil), ("context", .mainContext),
            ("times", .stage(0)),
        ] as [(String, SourceEpoch?)])
    func `SOURCE_DATE_EPOCH is a number or says where to look`(text: String, epoch: SourceEpoch?) {
        let resolution = Resolution("FROM scratch AS times\nADD http://x/y /\nFROM base") {
            $0.arguments["SOURCE_DATE_EPOCH"] = text
        }
        #expect(resolution.resolved != nil)
        #expect(resolution.resolved?.epoch == epoch)
    }

    @Test func `long rows of stages are no burden`() throws {
        let count = 20_000
        let stages = (1..<count).map { "FROM s\($0 - 1) AS s\($0)\nENV V\($0)=1\nRUN x\($0)\n" }
        // Variables that are the same for all.
        let row = "FROM scratch AS s0\n" + stages.joined().replacing(/ENV V\d+=1/, with: "ENV V=1")
        let resolution = Resolution(row)
        #expect(resolution.faults.isEmpty)
        #expect(resolution.titles.count == count - 1)
    }
}

extension SampleSources {
    func with(image name: String) -> SampleSources {
        var sources = self
        sources.images[name] = ExecutionConfiguration()
        return sources
    }
}

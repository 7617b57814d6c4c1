import DockerfileLanguage
import OCI
import Testing
import Values

@Suite struct InstructionTests {
    private static func shown(_ line: String) -> String {
        let sample = DockerfileSample(below: line)
        guard let content = sample.content else { return sample.complaints.joined() }
        switch content {
        case .arg(let all): return all.map { "\($0.name)→\($0.value ?? "none")" }.joined(separator: "|")
        case .cmd(let line), .entrypoint(let line): return shown(line)
        case .run(let running): return shown(running.command)
        case .env(let all), .label(let all):
            return all.map { "\($0.key)→\($0.value)\($0.isLegacy ? " (legacy)" : "")" }.joined(separator: "|")
        case .expose(let words), .shell(let words), .volume(let words): return words.joined(separator: "|")
        case .maintainer(let word), .onbuild(let word), .stopsignal(let word), .user(let word), .workdir(let word):
            return word
        case .healthcheck(let check): return check.test.joined(separator: "|")
        case .add(let copying), .copy(let copying):
            return copying.sources.joined(separator: "|") + "→" + copying.destination
        }
    }

    private static func shown(_ line: CommandLine) -> String {
        (line.isForShell ? "shell: " : "exec: ") + line.words.joined(separator: "|")
    }

    @Test(arguments: [
        // Shell and JSON form
        ("RUN a  \"b\" c", "shell: a  \"b\" c"), ("RUN [\"a\", \"b c\"]", "exec: a|b c"), ("RUN", "shell: "),
        ("RUN ['a']", "shell: ['a']"), ("CMD [\"a\",]", "shell: [\"a\",]"), ("CMD [\"a\"] b", "shell: [\"a\"] b"),
        ("CMD []", "exec: "), ("ENTRYPOINT [\"\\u00e9\\n\\ud83d\\ude00\"]", "exec: é\n😀"),
        ("CMD [\"a\", 1e999]", "shell: [\"a\", 1e999]"), ("cmd a", "shell: a"),
        ("SHELL [\"a\", \"-c\"]", "a|-c"),
        // Assignments
        ("ENV a=b", "a→b"), ("ENV a=\"b c\" d='e f' g=h\\ i j=", "a→\"b c\"|d→'e f'|g→h\\ i|j→"),
        ("ENV a b  c=d", "a→b  c=d (legacy)"), ("LABEL a=b=c", "a→b=c"), ("LABEL \"a b\"=c", "\"a b\"→c"),
        ("ENV a=\"it's\"", "a→\"it's\""), ("ENV a='\\'", "a→'\\'"),
        ("ARG a b=c d=", "a→none|b→c|d→"), ("ARG --x a", "a→none"),
        // Words
        ("EXPOSE 90 80/tcp 100-101", "100-101|80/tcp|90"), ("VOLUME /a /b", "/a|/b"),
        ("VOLUME [\"/a b\", \" /c \"]", "/a b|/c"),
        ("USER a b", "a b"), ("WORKDIR [\"/a\"]", "[\"/a\"]"), ("STOPSIGNAL --x term", "term"),
        ("MAINTAINER Me <me@example.com>", "Me <me@example.com>"),
        ("COPY a b /c/", "a|b→/c/"), ("ADD [\"a b\", \"/c\"]", "a b→/c"), ("COPY -- --a /c", "--a→/c"),
        // Others
        ("HEALTHCHECK none", "NONE"), ("HEALTHCHECK CMD a b", "CMD-SHELL|a b"),
        ("HEALTHCHECK cmd [\"a\", \"b\"]", "CMD|a|b"),
        ("ONBUILD  RUN a \\\n  b", "RUN a   b"), ("ONBUILD copy a /b", "copy a /b"), ("ONBUILD FOO a", "FOO a"),
        ("ONBUILD RUN <<EOF\na\nEOF", "RUN <<EOF\na\nEOF"),
    ])
    func `arguments are divided as each instruction has it`(line: String, expected: String) {
        #expect(Self.shown(line) == expected)
    }

    @Test func `COPY and ADD have their flags`() throws {
        let flags = "--chown=1:2 --chmod='u+x' --link --exclude=a --exclude=\"b c\""
        let copying = try #require(DockerfileSample(below: "COPY --from=x \(flags) --parents=TRUE d /e").copying)
        let further = "--keep-git-dir --checksum=sha256:1 --unpack=false"
        let adding = try #require(DockerfileSample(below: "ADD \(flags) \(further) d /e").copying)
        var expected = Copying()
        expected.sources = ["d"]
        expected.destination = "/e"
        expected.owner = "1:2"
        expected.mode = "u+x"
        expected.isLink = true
        expected.excludes = ["a", "b c"]
        var copied = expected
        copied.from = "x"
        copied.keepsParents = true
        #expect(copying == copied)
        expected.keepsGitDirectory = true
        expected.checksum = "sha256:1"
        expected.unpacks = false
        #expect(adding == expected)
    }

    @Test func `RUN has its flags`() throws {
        let line = "RUN --mount=type=cache,target=/a --network=none --security=insecure --device=x.y/z=1,required"
        let running = try #require(DockerfileSample(below: "\(line) --mount=target=/b b").running)
        #expect(running.mounts.map(\.text) == ["type=cache,target=/a", "target=/b"])
        #expect(running.mounts.map(\.range.text) == ["type=cache,target=/a", "target=/b"])
        #expect(running.network == .none)
        #expect(running.security == .insecure)
        #expect(running.devices == [Device(name: "x.y/z=1", isRequired: true)])
        #expect(running.command == CommandLine(words: ["b"], isForShell: true))
    }

    @Test func `HEALTHCHECK has its flags`() throws {
        let line = "HEALTHCHECK --interval=1m30s --timeout=.5s --start-period=1h --start-interval=0 --retries=+3 CMD a"
        guard case .healthcheck(let check) = DockerfileSample(below: line).content else { throw Missing() }
        #expect(check.interval == 90_000_000_000)
        #expect(check.timeout == 500_000_000)
        #expect(check.startPeriod == 3_600_000_000_000)
        #expect(check.startInterval == 0)
        #expect(check.retries == 3)
    }

    @Test func `an argument is described by the comment that begins with its name`() throws {
        let sample = DockerfileSample(below: "# b is second\n# a is  first\nARG a=1 b c")
        guard case .arg(let all) = sample.content else { throw Missing() }
        #expect(all.map(\.description) == ["is  first", "is second", nil])
    }
}

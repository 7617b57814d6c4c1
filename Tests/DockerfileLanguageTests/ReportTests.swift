import DockerfileLanguage
import Testing
import Values

/// The answers of `--call`, as buildx prints them.
@Suite struct ReportTests {
    private static let text = """
        # The version to build
        ARG VERSION=1
        # build makes it
        FROM base AS build
        ARG VERSION EXTRA=a<b
        # LATE comes late
        ARG LATE
        RUN --mount=type=secret,id=tok,required --mount=type=ssh \\
          x
        FROM build
        ENV A=$NOPE

        """

    private static let reading = Reading(SourceFile(name: "Dockerfile", text: text))
    private static let resolution = Resolution(text)

    @Test func `findings are shown with the lines around them`() {
        let report = CheckReport(Self.reading.dockerfile, Self.resolution.findings, faults: [])
        #expect(
            report.text == """
                Check complete, 1 warning has been found!

                WARNING: UndefinedVar - https://docs.docker.com/go/dockerfile/rule/undefined-var/
                Usage of undefined variable '$NOPE'
                Dockerfile:11
                --------------------
                   9 |       x
                  10 |     FROM build
                  11 | >>> ENV A=$NOPE
                  12 |     \

                --------------------

                """)
        #expect(report.fails())
        #expect(!report.fails(ignoringStatus: true))
    }

    @Test func `nothing to find is said`() {
        let report = CheckReport(Self.reading.dockerfile, Findings(), faults: [])
        #expect(report.text == "Check complete, no warnings found.\n")
        #expect(report.json.hasPrefix("{\n  \"warnings\": null,\n  \"sources\": [\n"))
        #expect(!report.fails())
    }

    @Test func `a fault is in the answer for programs, with the lines of its instruction`() {
        let reading = Reading(SourceFile(name: "D", text: "FROM base\nRUN --mount=type=bind \\\n x"))
        let faults = Resolution("FROM base\nRUN --mount=type=bind \\\n x").faults
        let report = CheckReport(reading.dockerfile, Findings(), faults: faults)
        #expect(report.fails(ignoringStatus: true))
        #expect(report.text == "")
        #expect(report.json.contains("\"message\": \"nothing can be mounted at /\""))
        #expect(report.json.split(separator: "\"line\": ").dropFirst().map { $0.prefix(1) } == ["2", "2", "3", "3"])
    }

    @Test(arguments: [
        ("FROM base\nENV A=1 \\\n  B \\\n C=1\nRUN x", [2, 3, 4]),
        ("FROM base\nRUN --foo <<E\na\n\nE\nRUN x", [2, 3, 4, 5]),
        ("FROM base\nFOO a \\\n b\nRUN x", [2, 3]), ("FROM base\nRUN <<E cat <<F\na\nE\nb", [2, 3, 4, 5]),
        ("FROM base AS \\\n 9a", [1, 2]), ("FROM base\nRUN x\nCOPY a", [3]),
    ])
    func `a fault in how an instruction is written has its lines, too`(text: String, lines: [Int]) throws {
        let reading = Reading(SourceFile(name: "D", text: text))
        let report = CheckReport(reading.dockerfile, reading.findings, faults: reading.faults)
        let json = try JSON(parsing: Array(report.json.utf8))
        let ranges = json["buildError"]?["location"]?["ranges"]?.elements
        #expect(ranges?.map { $0["start"]?["line"]?.integer } == lines.map(Int64.init))
    }

    @Test func `an outline has all that can be given`() throws {
        let outline = try #require(Outline(Self.reading.dockerfile, Self.resolution))
        let lines = [
            "BUILD ARG   VALUE   DESCRIPTION", "VERSION     1       ", "EXTRA       a<b     ",
            "LATE                comes late", "", "SECRET   REQUIRED", "tok      true", "", "SSH       REQUIRED",
            "default   ", "", "",
        ]
        #expect(outline.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) == lines)
        #expect(outline.json.contains("\"value\": \"a\\u003cb\""))
    }

    @Test func `an outline names its stage`() throws {
        let resolution = Resolution(Self.text) { $0.stage = "build" }
        let outline = try #require(Outline(Self.reading.dockerfile, resolution))
        #expect(outline.text.hasPrefix("TARGET:      build\nDESCRIPTION: makes it\n\n"))
    }

    @Test func `stages are listed, the default marked`() {
        let list = TargetList(Self.reading.dockerfile)
        #expect(list.text == "TARGET    DESCRIPTION\nbuild     makes it\n(default) \n")
        #expect(list.json.contains("\"default\": true,\n      \"base\": \"build\""))
    }
}

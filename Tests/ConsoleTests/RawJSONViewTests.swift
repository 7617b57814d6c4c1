import Console
import Events
import Testing
import Values

struct RawJSONViewTests {
    private let build: SampleBuild
    private let start = Timestamp(microseconds: 1_800_000_000_123_400)
    private let one = "sha256:" + String(repeating: "01", count: 32)
    private let two = "sha256:" + String(repeating: "02", count: 32)

    init() throws {
        build = try SampleBuild { RawJSONView($0) }
    }

    private func lines() throws -> [String] {
        try build.output.text().split(separator: "\n").map(String.init)
    }

    @Test func `steps are vertexes, known, then begun, then completed`() throws {
        build.wait(0.5)
        build.know("FROM base")
        build.know("[stage-0 2/2] RUN make", inputs: ["FROM base"])
        build.begin("[stage-0 2/2] RUN make")
        build.wait(0.25)
        build.end("[stage-0 2/2] RUN make")
        build.end("FROM base", .cached)
        let vertex = #"{"digest":"\#(two)","inputs":["\#(one)"],"name":"[stage-0 2/2] RUN make""#
        let began = #","started":"2027-01-15T08:00:00.5Z""#
        #expect(
            try lines() == [
                #"{"vertexes":[{"digest":"\#(one)","name":"FROM base"}]}"#,
                #"{"vertexes":[\#(vertex)}]}"#,
                #"{"vertexes":[\#(vertex)\#(began)}]}"#,
                #"{"vertexes":[\#(vertex)\#(began),"completed":"2027-01-15T08:00:00.75Z"}]}"#,
                #"{"vertexes":[{"digest":"\#(one)","name":"FROM base","started":"2027-01-15T08:00:00.75Z","#
                    + #""completed":"2027-01-15T08:00:00.75Z","cached":true}]}"#,
            ])
    }

    @Test func `what fails says why, and what is cancelled says so as BuildKit does`() throws {
        build.know("RUN a", "RUN b")
        build.end("RUN a", .failed("exit code: 3"))
        build.end("RUN b", .cancelled)
        let times = #""started":"2027-01-15T08:00:00Z","completed":"2027-01-15T08:00:00Z""#
        #expect(
            try Array(lines().dropFirst()) == [
                #"{"vertexes":[{"digest":"\#(one)","name":"RUN a",\#(times),"error":"exit code: 3"}]}"#,
                #"{"vertexes":[{"digest":"\#(two)","name":"RUN b",\#(times),"error":"context canceled"}]}"#,
            ])
    }

    @Test func `logs are base 64, in pieces as they come`() throws {
        build.know("RUN a")
        build.log("RUN a", "hello\n")
        build.log("RUN a", "err", .error)
        #expect(
            try Array(lines().dropFirst()) == [
                #"{"logs":[{"vertex":"\#(one)","stream":1,"data":"aGVsbG8K","timestamp":"2027-01-15T08:00:00Z"}]}"#,
                #"{"logs":[{"vertex":"\#(one)","stream":2,"data":"ZXJy","timestamp":"2027-01-15T08:00:00Z"}]}"#,
            ])
    }

    @Test func `transfers are statuses`() throws {
        build.know("load")
        let start = build.now
        build.wait(1)
        build.progress("load", "layer", 10, of: 20, began: start)
        build.progress("load", "layer", 20, began: start, isDone: true)
        let times = #""timestamp":"2027-01-15T08:00:01Z","started":"2027-01-15T08:00:00Z""#
        #expect(
            try Array(lines().dropFirst()) == [
                #"{"statuses":[{"id":"layer","vertex":"\#(one)","total":20,"current":10,\#(times)}]}"#,
                #"{"statuses":[{"id":"layer","vertex":"\#(one)","current":20,\#(times),"completed":"2027-01-15T08:00:01Z"}]}"#,
            ])
    }

    @Test func `warnings have their lines and the file`() throws {
        let file = SourceFile(name: "Dockerfile", text: "FROM a\nRUN b\n")
        build.know("load")
        build.view.hear(
            .warning(
                build.digest("load"),
                EventWarning("short", detail: ["more"], address: "https://x", range: SourceRange(file, 7..<13))))
        #expect(
            try lines()[1] == #"{"warnings":[{"vertex":"\#(one)","level":1,"short":"c2hvcnQ=","detail":["bW9yZQ=="],"#
                + #""url":"https://x","sourceInfo":{"filename":"Dockerfile","data":"RlJPTSBhClJVTiBiCg==","#
                + #""language":"Dockerfile"},"range":[{"start":{"line":2},"end":{"line":2}}]}]}"#)
    }

    @Test func `nothing else is written`() throws {
        build.know()
        build.know("a")
        build.know("a")
        build.view.hear(.built(EventImage(target: "app", digest: nil, size: 1), at: build.now))
        build.view.close()
        build.end("a")
        #expect(try lines().count == 1)
    }
}

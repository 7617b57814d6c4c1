import Console
import Events
import Host
import TestSupport
import Testing

struct ProgressModeTests {
    // The mode, whether there is a terminal, variables, and the view.
    @Test(arguments: [
        (ProgressMode.auto, true, [:], "TTYView"), (.auto, false, [:], "PlainView"), (.tty, true, [:], "TTYView"),
        (.tty, false, [:], "PlainView"), (.auto, true, ["TERM": "dumb"], "PlainView"), (.plain, true, [:], "PlainView"),
        (.rawjson, true, [:], "RawJSONView"), (.quiet, true, [:], "QuietView"), (.none, true, [:], "SilentView"),
        (.auto, true, ["BUILDKIT_PROGRESS": "rawjson"], "RawJSONView"),
        (.plain, true, ["BUILDKIT_PROGRESS": "rawjson"], "PlainView"),
        (.auto, true, ["BUILDKIT_PROGRESS": "fancy"], "TTYView"),
    ])
    func `the view fits the screen`(mode: ProgressMode, isTerminal: Bool, variables: [String: String], name: String)
        throws
    {
        let screen = ProgressScreen(try OutputFile().file, size: { isTerminal ? (80, 24) : nil })
        #expect("\(type(of: mode.view(on: screen, environment: { variables[$0] })))" == name)
    }

    @Test func `a quiet build tells of failures alone`() throws {
        let build = try SampleBuild { QuietView($0) }
        build.know("RUN a", "RUN b")
        build.begin("RUN a")
        build.log("RUN a", "hello\n")
        build.end("RUN a")
        build.begin("RUN b")
        build.log("RUN b", "ouch\n")
        build.end("RUN b", .failed("x"))
        build.view.close()
        #expect(try build.output.text() == "------\n > RUN b:\n0.000 ouch\n------\n")
    }
}

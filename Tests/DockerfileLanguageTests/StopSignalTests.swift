import DockerfileLanguage
import Testing

@Suite struct StopSignalTests {
    @Test(arguments: [
        "SIGTERM", "TERM", "sigquit", "kill", "9", "999", "-1", "+9", "RTMIN", "SIGRTMIN+15", "rtmax-14", "IOT",
    ])
    func `names and numbers are kept as they are written`(text: String) throws {
        #expect(try StopSignal(text).text == text)
    }

    @Test(arguments: [
        "", "0", "00", "SIGNOPE", "SIGSIGTERM", "RTMIN+16", "RTMAX-15", " TERM", "0x9", "9223372036854775808",
    ])
    func `what is no signal is told`(text: String) {
        #expect {
            try StopSignal(text)
        } throws: {
            "\($0)" == "invalid signal \"\(text)\""
        }
    }

    @Test func `a name that is nearly one is offered`() {
        #expect(StopSignalFault(text: "SIGTREM").hint == "did you mean \"SIGTERM\"?")
        let known = "signals are SIGTERM, SIGINT, SIGQUIT, SIGHUP, SIGKILL, SIGUSR1, SIGUSR2 and others, or numbers"
        #expect(StopSignalFault(text: "nothing").hint == known)
    }
}

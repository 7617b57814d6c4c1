import DockerfileLanguage
import Testing

@Suite struct PortSpecificationTests {
    @Test(arguments: [
        ("80", ["80/tcp"]), ("80/udp", ["80/udp"]), ("80/", ["80/tcp"]), ("80/SCTP", ["80/sctp"]),
        ("8000-8002", ["8000/tcp", "8001/tcp", "8002/tcp"]), ("80-80/udp", ["80/udp"]), ("080", ["80/tcp"]),
        ("+80", ["80/tcp"]), ("0", ["0/tcp"]), ("65535", ["65535/tcp"]), ("8080:80", ["80/tcp"]),
        ("127.0.0.1:8080:80/udp", ["80/udp"]), ("127.0.0.1::80", ["80/tcp"]), ("::1:80:80", ["80/tcp"]),
        ("[::1]:80:80", ["80/tcp"]), ("90-92:80", ["80/tcp"]), ("90-91:80-81", ["80/tcp", "81/tcp"]),
    ])
    func `ports are single, with a protocol in small letters`(text: String, names: [String]) throws {
        #expect(try PortSpecification(text).names == names)
    }

    @Test(arguments: [
        ("80/tcp", false, false), ("80/TCP", true, false), ("80/Udp", true, false), ("8080:80", false, true),
        (":80", false, false), ("1.2.3.4::80", false, true), ("1.2.3.4:80:80/TCP", true, true),
    ])
    func `what the checks ask for is known`(text: String, hasCapitals: Bool, namesHost: Bool) throws {
        let port = try PortSpecification(text)
        #expect(port.hasCapitals == hasCapitals)
        #expect(port.namesHost == namesHost)
    }

    @Test(arguments: [
        ("", #""" lacks a port"#), ("/tcp", #""/tcp" lacks a port"#), ("80:", #""80:" lacks a port"#),
        ("-1", #""-1" lacks a port"#), ("80-", #""80-" lacks a port"#), ("web", #""web" is not a port"#),
        ("1_0/udp", #""1_0" is not a port in "1_0/udp""#), ("65536", "the port 65536 is not between 0 and 65535"),
        ("90-80", #"the ports in "90-80" run backwards, from 90 to 80"#),
        ("80/icmp", #"unknown protocol "icmp" in "80/icmp""#),
        ("80/tcp/udp", #"unknown protocol "tcp/udp" in "80/tcp/udp""#),
        ("1.2.3:80:80", #"invalid IP address "1.2.3" in "1.2.3:80:80""#),
        ("01.2.3.4:80:80", #"invalid IP address "01.2.3.4" in "01.2.3.4:80:80""#),
        ("[::1:80:80", #"invalid IP address "[::1" in "[::1:80:80""#),
        ("fe80::1%eth0:80:80", #"invalid IP address "fe80::1%eth0" in "fe80::1%eth0:80:80""#),
        ("90-93:80-81", #""90-93:80-81" has 2 ports and 4 of the host"#),
    ])
    func `what is no port is told`(text: String, message: String) {
        #expect {
            try PortSpecification(text)
        } throws: {
            "\($0)" == message
        }
    }

    @Test func `a protocol that is nearly one is offered`() {
        let fault = #expect(throws: PortFault.self) { try PortSpecification("80/tpc") }
        #expect(fault?.hint == "did you mean \"tcp\"?")
    }
}

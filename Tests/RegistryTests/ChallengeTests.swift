import Testing

@testable import Registry

struct ChallengeTests {
    @Test(arguments: [
        // As Docker Hub writes it.
        (
            #"Bearer realm="https://auth.docker.io/token",service="registry.docker.io",scope="repository:a/b:pull,push""#,
            [
                Challenge(
                    scheme: "bearer",
                    parameters: [
                        "realm": "https://auth.docker.io/token", "service": "registry.docker.io",
                        "scope": "repository:a/b:pull,push",
                    ])
            ]
        ),
        // The scheme and names in any case, blanks wherever they may be.
        (
            #"bEARER  Realm = "x" ,  SERVICE="y""#,
            [Challenge(scheme: "bearer", parameters: ["realm": "x", "service": "y"])]
        ),
        // Several challenges in one header.
        (
            #"Basic realm="r", Bearer realm="t",scope="a b", Negotiate, NTLM"#,
            [
                Challenge(scheme: "basic", parameters: ["realm": "r"]),
                Challenge(scheme: "bearer", parameters: ["realm": "t", "scope": "a b"]),
                Challenge(scheme: "negotiate"), Challenge(scheme: "ntlm"),
            ]
        ),
        // Quotes within quotes, commas and equals signs within them.
        (#"Basic realm="a \"b\" \\, c=d""#, [Challenge(scheme: "basic", parameters: ["realm": #"a "b" \, c=d"#])]),
        // Without the quotes that it needs.
        (
            "Bearer realm=https://x/y?z=1,service=s",
            [Challenge(scheme: "bearer", parameters: ["realm": "https://x/y?z=1", "service": "s"])]
        ),
        // An end before its time.
        (#"Bearer realm="https://x"#, [Challenge(scheme: "bearer", parameters: ["realm": "https://x"])]),
        (#"Bearer realm="x\"#, [Challenge(scheme: "bearer", parameters: ["realm": #"x\"#])]),
        ("Bearer realm=", [Challenge(scheme: "bearer", parameters: ["realm": ""])]),
        // Commas too many.
        (#",, Basic ,realm="r",,"#, [Challenge(scheme: "basic", parameters: ["realm": "r"])]),
        // Of two values the first.
        (#"Bearer realm="a",realm="b""#, [Challenge(scheme: "bearer", parameters: ["realm": "a"])]),
        // A scheme with a bare token.
        (
            #"Negotiate YII/+==, Basic realm="r""#,
            [Challenge(scheme: "negotiate"), Challenge(scheme: "basic", parameters: ["realm": "r"])]
        ),
        ("", []), (" , ,", []), (#"="x""#, []), ("\"", []),
    ])
    func `a header is read as servers write it`(header: String, challenges: [Challenge]) {
        #expect(Challenge.all(in: header) == challenges)
    }

    @Test func `a header without end ends`() {
        #expect(Challenge.all(in: String(repeating: "a,", count: 1 << 20)).count <= 33)
        #expect(Challenge.all(in: "Basic " + String(repeating: "a=b,", count: 1 << 20)).count == 1)
        #expect(Challenge.all(in: "Basic realm=\"" + String(repeating: "a", count: 1 << 20)).count == 1)
    }
}

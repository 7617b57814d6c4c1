import OCI
import Testing
import Values

@Suite struct ImageReferenceTests {
    private static let hex = String(repeating: "a1", count: 32)

    @Test(arguments: [
        // Docker Hub and its library are meant when nothing is said.
        ("alpine", "docker.io/library/alpine:latest", "alpine:latest"),
        ("alpine:3.20", "docker.io/library/alpine:3.20", "alpine:3.20"),
        ("docker.io/alpine", "docker.io/library/alpine:latest", "alpine:latest"),
        ("index.docker.io/alpine", "docker.io/library/alpine:latest", "alpine:latest"),
        ("team/app", "docker.io/team/app:latest", "team/app:latest"),
        ("library/a/b", "docker.io/library/a/b:latest", "library/a/b:latest"),
        // A first part with a dot, a colon or a capital is a registry, and so is localhost.
        ("ghcr.io/team/app:v1", "ghcr.io/team/app:v1", "ghcr.io/team/app:v1"),
        ("host:5000/app", "host:5000/app:latest", "host:5000/app:latest"),
        ("localhost/app", "localhost/app:latest", "localhost/app:latest"),
        ("localhost", "docker.io/library/localhost:latest", "localhost:latest"),
        ("Host/app", "Host/app:latest", "Host/app:latest"),
        ("[2001:db8::1]/app", "[2001:db8::1]/app:latest", "[2001:db8::1]/app:latest"),
        ("[::1]:5000/app:a", "[::1]:5000/app:a", "[::1]:5000/app:a"),
        ("127.0.0.1/app", "127.0.0.1/app:latest", "127.0.0.1/app:latest"),
        ("a_b.c/d", "a_b.c/d:latest", "a_b.c/d:latest"),
        // What Docker Hub has under such a name cannot be told in short.
        ("docker.io/ghcr.io/app", "docker.io/ghcr.io/app:latest", "docker.io/ghcr.io/app:latest"),
        // A port without a slash behind it is a tag.
        ("host:5000", "docker.io/library/host:5000", "host:5000"),
        // Separators: one dot, one or two underscores, any number of dashes.
        ("a.b/c_d__e---f.g", "a.b/c_d__e---f.g:latest", "a.b/c_d__e---f.g:latest"),
        // With a digest no tag is needed, and one that is there stays.
        ("alpine@sha256:\(hex)", "docker.io/library/alpine@sha256:\(hex)", "alpine@sha256:\(hex)"),
        ("alpine:3@sha256:\(hex)", "docker.io/library/alpine:3@sha256:\(hex)", "alpine:3@sha256:\(hex)"),
        ("a/b@sha512:\(hex)\(hex)", "docker.io/a/b@sha512:\(hex)\(hex)", "a/b@sha512:\(hex)\(hex)"),
        ("a:_x.-", "docker.io/library/a:_x.-", "a:_x.-"),
    ])
    func `a name is completed as Docker does it`(text: String, full: String, familiar: String) throws {
        let reference = try ImageReference(text)
        #expect(reference.description == full)
        #expect(reference.familiar == familiar)
        #expect(try ImageReference(full) == reference)
        #expect(try ImageReference(familiar) == reference)
    }

    @Test(
        arguments: [
            ("", ReferenceFault.empty, nil),
            (hex, .identifier(hex), "name the image, or write \"name@sha256:…\""),
            ("Alpine", .upperCase("library/Alpine", of: "Alpine"), "did you mean \"alpine\"?"),
            (
                "ghcr.io/Team/App:V1", .upperCase("Team/App", of: "ghcr.io/Team/App:V1"),
                "did you mean \"ghcr.io/team/app:V1\"?"
            ),
            (
                "docker.io/Alpine", .upperCase("library/Alpine", of: "docker.io/Alpine"),
                "did you mean \"docker.io/alpine\"?"
            ),
            ("Foo/Bar", .upperCase("Bar", of: "Foo/Bar"), "did you mean \"Foo/bar\"?"),
            ("https://ghcr.io/a", .badRegistry("https:", of: "https://ghcr.io/a"), "leave out \"https://\""),
            ("a..b", .badRepository("library/a..b", of: "a..b"), nil), ("a/", .badRepository("a/", of: "a/"), nil),
            ("/a", .badRepository("/a", of: "/a"), nil), ("-a", .badRepository("library/-a", of: "-a"), nil),
            ("a___b", .badRepository("library/a___b", of: "a___b"), nil),
            ("a ", .badRepository("library/a ", of: "a "), nil),
            ("é", .badRepository("library/é", of: "é"), nil), ("h:x/a", .badRegistry("h:x", of: "h:x/a"), nil),
            ("h:/a", .badRegistry("h:", of: "h:/a"), nil), ("[:g]/a", .badRegistry("[:g]", of: "[:g]/a"), nil),
            ("a:", .badTag("", of: "a:"), nil), ("a:b:c", .badTag("b:c", of: "a:b:c"), nil),
            ("a:-b", .badTag("-b", of: "a:-b"), nil), ("a:\(hex)\(hex)0", .tagTooLong(129), nil),
            ("a:${V}", .badTag("${V}", of: "a:${V}"), "a variable in it was not replaced"),
            ("a@", .badDigest("", of: "a@"), nil),
            ("a@sha256:12", .badDigest("sha256:12", of: "a@sha256:12"), "64 hexadecimal digits in lower case, not 2"),
            ("a@md5:\(hex)", .badDigest("md5:\(hex)", of: "a@md5:\(hex)"), "a digest is"),
            (":a", .badRepository("library/", of: ":a"), nil),
        ] as [(String, ReferenceFault, String?)])
    func `what is no name is refused, with what to do about it`(text: String, fault: ReferenceFault, hint: String?) {
        #expect(throws: fault) { try ImageReference(text) }
        if let hint { #expect(fault.hint?.contains(hint) == true) }
    }

    @Test func `a repository may have 255 characters, its registry not counted`() throws {
        let name = String(repeating: "a", count: 255)
        _ = try ImageReference("registry.example.com/\(name)")
        #expect(throws: ReferenceFault.repositoryTooLong(256)) { try ImageReference("registry.example.com/a\(name)") }
        #expect(throws: ReferenceFault.repositoryTooLong(263)) { try ImageReference(name) }
    }
}

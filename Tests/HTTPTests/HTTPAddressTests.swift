import HTTP
import Testing

struct HTTPAddressTests {
    // As BuildKit names what ADD fetches.
    @Test(arguments: [
        ("http://h/f.txt", "f.txt"), ("http://h/sub/g.txt?v=1#frag", "g.txt"), ("http://h/a%20b.txt", "a b.txt"),
        ("http://h", "__unnamed__"), ("http://h/", "__unnamed__"), ("http://h?x=/a", "__unnamed__"),
        ("http://h/dir/", "dir"), ("http://h/a%2Fb", "b"), ("http://h/.", "__unnamed__"), ("https://h/é", "é"),
        ("http://u:p@h:80/x", "x"), ("http://h//", "__unnamed__"), ("http://h/a b", "a b"), ("http://h/a#/b", "a"),
    ])
    func `a file's name is the last part of the path`(text: String, name: String) throws {
        #expect(try HTTPAddress(text).fileName() == name)
    }

    @Test(arguments: [
        "http://h/..", "http://h/a/%2e%2e", "http://h/%zz", "http://h/a%", "http://h/a%00b", "http://h/a%0ab",
    ])
    func `what can be no file's name is an error`(text: String) throws {
        let address = try HTTPAddress(text)
        #expect(throws: HTTPFault.self) { try address.fileName() }
    }

    @Test(arguments: [
        "", "h/x", "ftp://h/x", "file:///etc/passwd", "http:/h", "http://", "http:///x", "http://u@/", "http://h/a\nb",
    ])
    func `what is no address is refused`(text: String) {
        #expect(throws: HTTPFault.self) { try HTTPAddress(text) }
    }

    @Test(arguments: [
        ("http://h/x", "http://h/x"), ("HTTPS://me:secret@h:8443/a/b?token=secret#c", "https://h:8443/a/b?…"),
        ("http://a@b:secret@h/x", "http://h/x"), ("http://h", "http://h"), ("http://h?secret", "http://h?…"),
    ])
    func `people see no credentials`(text: String, shown: String) throws {
        #expect(try HTTPAddress(text).description == shown)
    }

    @Test(arguments: ["ftp://me:secret@h/x", "me:secret@h", "ftp://me:secret@h:1/x?secret"])
    func `not even of what is no address`(text: String) {
        let fault = #expect(throws: HTTPFault.self) { try HTTPAddress(text) }
        #expect(fault?.description.contains("secret") == false)
    }

    @Test func `what may not stand in an address is escaped`() throws {
        #expect(try HTTPAddress("http://h/a b/é?x=\"").text == "http://h/a%20b/%C3%A9?x=%22")
    }

    // RFC 3986, 5.4, as far as servers write it.
    @Test(arguments: [
        ("https://other/x?y#z", "https://other/x?y"), ("//other:1/x", "http://other:1/x"), ("/x", "http://me:pw@h:5/x"),
        ("x", "http://me:pw@h:5/a/b/x"), ("?x=1", "http://me:pw@h:5/a/b/c?x=1"), ("", "http://me:pw@h:5/a/b/c?q=/u"),
        ("#x", "http://me:pw@h:5/a/b/c?q=/u"), ("../x", "http://me:pw@h:5/a/x"), ("../../../x", "http://me:pw@h:5/x"),
        ("./", "http://me:pw@h:5/a/b/"), ("..", "http://me:pw@h:5/a/"), (" x y", "http://me:pw@h:5/a/b/x%20y"),
        ("x?u=http://e/", "http://me:pw@h:5/a/b/x?u=http://e/"), ("/a:b", "http://me:pw@h:5/a:b"),
    ])
    func `a reference is read where it stands`(reference: String, text: String) throws {
        let base = try HTTPAddress("http://me:pw@h:5/a/b/c?q=/u")
        #expect(try HTTPAddress(reference, relativeTo: base).text == text)
    }

    @Test func `a reference to what cannot be fetched is refused`() throws {
        let base = try HTTPAddress("http://h")
        #expect(try HTTPAddress("x", relativeTo: base).text == "http://h/x")
        for text in ["file:///etc/passwd", "mailto:x", "//", "https:///x", "http://h\n/"] {
            #expect(throws: HTTPFault.self) { try HTTPAddress(text, relativeTo: base) }
        }
    }

    @Test(arguments: [
        ("http://h/x", "http://H:80/y", true), ("https://h", "https://u:p@h:443/", true),
        ("http://h", "https://h", false),
        ("http://h:5000", "http://h:5001", false), ("http://[::1]:80/", "http://[::1]/", true),
        ("http://h", "http://h.example", false), ("https://h:80", "http://h:80", false),
        ("http://h:", "http://h", true),
    ])
    func `the same server is the same scheme, host and port`(one: String, other: String, isSame: Bool) throws {
        #expect(try HTTPAddress(one).isSameOrigin(as: HTTPAddress(other)) == isSame)
    }

    @Test(arguments: [
        ("http://h:5000/x", "h", 5000), ("https://[::1]/", "::1", 443), ("http://[::1]:8", "::1", 8),
        ("http://H", "h", 80),
    ])
    func `host and port are told apart`(text: String, name: String, port: Int) throws {
        let address = try HTTPAddress(text)
        #expect(address.hostName == name && address.port == port)
    }

    @Test(arguments: [
        "http://h:x/", "http://h:99999/", "http://h:-1/", "http://h:1:2/", "http://[::1/", "http://[::1]x/",
    ])
    func `a port that is none is refused`(text: String) {
        #expect(throws: HTTPFault.self) { try HTTPAddress(text) }
    }

    @Test func `a query grows`() throws {
        let items = [("scope", "repository:a/b:pull,push"), ("n", "1 & 2")]
        let added = "scope=repository%3Aa%2Fb%3Apull%2Cpush&n=1%20%26%202"
        for (text, joined) in [
            ("http://h/x", "http://h/x?"), ("http://h/x?", "http://h/x?"), ("http://h?a=b", "http://h?a=b&"),
            ("http://h/x?a&", "http://h/x?a&"),
        ] {
            let address = try HTTPAddress(text)
            #expect(address.appendingQuery(items).text == joined + added)
            #expect(address.appendingQuery([]) == address)
        }
        #expect(HTTPAddress.encoded("a-b._~/é") == "a-b._~%2F%C3%A9")
    }
}

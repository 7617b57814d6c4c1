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
}

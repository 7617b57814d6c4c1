import Foundation
import HTTP
import TestSupport
import Testing
import Values

struct HTTPFetchTests {
    private let fetch = HTTPFetch(userAgent: "hearth/test")

    private func get(
        _ server: LoopbackServer, _ path: String = "/", ifNoneMatch etag: String? = nil, limit: Int64 = .max
    ) throws -> (HTTPAnswer, String) {
        var bytes: [UInt8] = []
        let address = try HTTPAddress(server.address + path)
        let answer = try fetch.get(address, ifNoneMatch: etag, limit: limit) { bytes += $0 }
        return (answer, String(decoding: bytes, as: UTF8.self))
    }

    @Test func `what a server has comes with what it says of it`() throws {
        let server = try LoopbackServer { _ in
            LoopbackServer.answer(
                "200 OK", Array("from the web\n".utf8),
                headers: ["ETag: \"abc\"", "Last-Modified: Fri, 13 Feb 2009 23:31:30 GMT"])
        }
        let (answer, text) = try get(server, "/a%20b.txt?v=1#part")
        #expect(text == "from the web\n")
        #expect(answer.status == 200)
        #expect(answer.etag == "\"abc\"")
        #expect(answer.lastModified == Timestamp(microseconds: 1_234_567_890_000_000))
        #expect(answer.contentLength == 13)
        #expect(server.requests.map(\.path) == ["/a%20b.txt?v=1"])
        #expect(server.requests[0].headers["user-agent"] == "hearth/test")
        #expect(Download.modified(answer) == Timestamp(microseconds: 1_234_567_890_000_000))
    }

    @Test func `without a time a file is from the beginning of time`() throws {
        let server = try LoopbackServer { _ in LoopbackServer.answer() }
        let (answer, text) = try get(server)
        #expect(text == "")
        #expect(answer.etag == nil)
        #expect(Download.modified(answer) == Timestamp(microseconds: 0))
    }

    @Test func `what has not changed does not come again`() throws {
        let server = try LoopbackServer { request in
            request.headers["if-none-match"] == "\"abc\""
                ? LoopbackServer.answer("304 Not Modified", headers: ["ETag: \"abc\""])
                : LoopbackServer.answer("200 OK", [65])
        }
        let (answer, text) = try get(server, ifNoneMatch: "\"abc\"")
        #expect(answer.isUnchanged && answer.etag == "\"abc\"" && text == "")
        #expect(try get(server, ifNoneMatch: "\"old\"").1 == "A")
        #expect(try get(server, ifNoneMatch: "x\r\nEvil: 1").1 == "A")
        #expect(server.requests.allSatisfy { $0.headers["evil"] == nil })
    }

    @Test func `redirects are followed, and their own words are not the answer`() throws {
        let server = try LoopbackServer { request in
            switch request.path {
            case "/old":
                LoopbackServer.answer("302 Found", Array("moved".utf8), headers: ["Location: /newer", "ETag: \"1\""])
            case "/newer": LoopbackServer.answer("308 Permanent Redirect", headers: ["Location: new?x=1"])
            default: LoopbackServer.answer("200 OK", Array("here".utf8))
            }
        }
        let (answer, text) = try get(server, "/old")
        #expect(text == "here")
        #expect(answer.etag == nil)
        #expect(answer.address.text == server.address + "/new?x=1")
    }

    @Test func `redirects without end are an error`() throws {
        let server = try LoopbackServer { _ in LoopbackServer.answer("301 Moved", headers: ["Location: /"]) }
        let address = try HTTPAddress(server.address)
        #expect(throws: HTTPFault.tooManyRedirects(address)) { try fetch.get(address) { _ in } }
        #expect(server.requests.count == 11)
    }

    @Test func `a redirect leads to no file`() throws {
        let server = try LoopbackServer { _ in
            LoopbackServer.answer("302 Found", headers: ["Location: file:///etc/passwd"])
        }
        #expect(throws: HTTPFault.self) { try get(server) }
    }

    @Test func `credentials stay with their host`() throws {
        let other = try LoopbackServer { _ in LoopbackServer.answer("200 OK", [65]) }
        let place = other.address.replacingOccurrences(of: "127.0.0.1", with: "localhost")
        let server = try LoopbackServer { _ in LoopbackServer.answer("302 Found", headers: ["Location: \(place)/x"]) }
        let address = try HTTPAddress("http://me:secret@127.0.0.1:\(server.port)/")
        try fetch.get(address) { _ in }
        #expect(server.requests[0].headers["authorization"] == "Basic bWU6c2VjcmV0")
        #expect(other.requests[0].headers["authorization"] == nil)
    }

    @Test(arguments: [
        ("404 Not Found", 404, false), ("500 Broken", 500, true), ("403 Forbidden", 403, false), ("204 No", 204, false),
    ])
    func `any other answer is an error, and its text goes nowhere`(line: String, status: Int, isPassing: Bool) throws {
        let server = try LoopbackServer { _ in
            LoopbackServer.answer(line, status == 204 ? [] : Array(repeating: 65, count: 100_000))
        }
        let address = try HTTPAddress(server.address + "/x")
        var bytes = 0
        let fault = #expect(throws: HTTPFault.self) { try fetch.get(address) { bytes += $0.count } }
        #expect(fault == .status(status, address))
        #expect(fault?.isPassing == isPassing)
        #expect(bytes == 0)
    }

    @Test func `too much is refused by what is announced`() throws {
        let server = try LoopbackServer { _ in LoopbackServer.answer("200 OK", Array(repeating: 65, count: 1001)) }
        let address = try HTTPAddress(server.address)
        var bytes = 0
        #expect(throws: HTTPFault.tooLarge(address, limit: 1000)) {
            try fetch.get(address, limit: 1000) { bytes += $0.count }
        }
        #expect(bytes == 0)
        #expect(try get(server, limit: 1001).1.count == 1001)
    }

    @Test func `too much is refused as it comes`() throws {
        let server = try LoopbackServer { _ in
            Array("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n".utf8) + Array(repeating: 65, count: 3_000_000)
        }
        let address = try HTTPAddress(server.address)
        var bytes: Int64 = 0
        #expect(throws: HTTPFault.tooLarge(address, limit: 1_000_000)) {
            try fetch.get(address, limit: 1_000_000) { bytes += Int64($0.count) }
        }
        #expect(bytes <= 1_000_000)
    }

    @Test func `what breaks off is no answer`() throws {
        let server = try LoopbackServer { _ in Array("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf".utf8) }
        let fault = #expect(throws: HTTPFault.self) { try get(server) }
        guard case .broken? = fault else {
            Issue.record("\(String(describing: fault))")
            return
        }
    }

    @Test func `a server that is not there is unreachable`() throws {
        let port = try LoopbackServer { _ in [] }.port
        let fault = #expect(throws: HTTPFault.self) {
            try fetch.get(try HTTPAddress("http://me:secret@127.0.0.1:\(port)/x")) { _ in }
        }
        let words = try #require(fault).description
        #expect(words.hasPrefix("cannot reach 127.0.0.1:\(port): "))
        #expect(!words.contains("secret"))
    }

    @Test func `a server whose certificate nobody knows is not trusted`() throws {
        let server = try SecureServer()
        let address = try HTTPAddress(server.address)
        let fault = #expect(throws: HTTPFault.self) { try fetch.get(address) { _ in } }
        guard case .untrusted? = fault else {
            Issue.record("\(String(describing: fault))")
            return
        }
        var bytes = 0
        try HTTPFetch(userAgent: "x", authorities: [server.certificate]).get(address) { bytes += $0.count }
        #expect(bytes > 0)
        // The name on the certificate is another.
        let other = try HTTPAddress(server.address.replacingOccurrences(of: "localhost", with: "127.0.0.1"))
        #expect(throws: HTTPFault.self) {
            try HTTPFetch(userAgent: "x", authorities: [server.certificate]).get(other) { _ in }
        }
    }

    @Test func `the taker's own errors end it`() throws {
        struct Full: Error {}
        let server = try LoopbackServer { _ in LoopbackServer.answer("200 OK", [65]) }
        #expect(throws: Full.self) { try fetch.get(try HTTPAddress(server.address)) { _ in throw Full() } }
        #expect(throws: Full.self) {
            try fetch.get(try HTTPAddress(server.address), begin: { _ in throw Full() }, into: { _ in })
        }
    }

    @Test func `what is large comes whole`() throws {
        let body = (0..<5_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let server = try LoopbackServer { _ in LoopbackServer.answer("200 OK", body) }
        var bytes: [UInt8] = []
        try fetch.get(try HTTPAddress(server.address)) { bytes += $0 }
        #expect(bytes == body)
    }
}

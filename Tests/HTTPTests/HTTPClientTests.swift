import Foundation
import HTTP
import Host
import Synchronization
import TestSupport
import Testing
import Values

struct HTTPClientTests {
    private let client = HTTPClient(HTTPSettings(userAgent: "hearth/test"))

    /// A server that says each request back, on connections that stay.
    private static func echo(socket: Path? = nil) throws -> TalkingServer {
        try TalkingServer(socket: socket) { connection in
            while let head = connection.readHead(), let body = connection.readBody(head) {
                let said = "\(head.method) \(head.target) " + String(decoding: body, as: UTF8.self)
                guard connection.answer("200 OK", head.method == "HEAD" ? "" : said) else { return }
            }
        }
    }

    private func text(
        _ method: HTTPRequest.Method, _ address: String, headers: HTTPHeaders = [:], body: HTTPRequest.Body = .none
    ) throws -> String {
        let request = HTTPRequest(method, try HTTPAddress(address), headers: headers, body: body)
        return String(decoding: try client.answer(to: request).body, as: UTF8.self)
    }

    @Test func `every method is asked as it is, on one connection`() throws {
        let server = try Self.echo()
        let place = server.address + "/v2/?a=b"
        for round in 1...2 {
            #expect(try text(.get, place) == "GET /v2/?a=b ")
            #expect(try text(.head, place) == "")
            #expect(try text(.post, place) == "POST /v2/?a=b ")
            #expect(try text(.put, place, body: .bytes(Array("\(round)".utf8))) == "PUT /v2/?a=b \(round)")
            #expect(try text(.patch, place, body: .bytes(Array("piece".utf8))) == "PATCH /v2/?a=b piece")
            #expect(try text(.delete, place) == "DELETE /v2/?a=b ")
        }
        #expect(server.connections == 1)
        #expect(
            server.heads.map(\.method) == (1...2).flatMap { _ in ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"] })
    }

    @Test func `what is not said is not sent`() throws {
        let server = try Self.echo()
        _ = try text(.post, server.address)
        _ = try text(.put, server.address, body: .bytes(Array(repeating: 65, count: 3_000_000)))
        _ = try text(.delete, server.address)
        let heads = server.heads
        #expect(heads[0].headers["content-length"] == "0")
        #expect(heads[1].headers["content-length"] == "3000000")
        #expect(heads.allSatisfy { $0.headers["expect"] == nil && $0.headers["content-type"] == nil })
        #expect(heads.allSatisfy { $0.headers["user-agent"] == "hearth/test" })
    }

    @Test func `headers go as they are, and what is no header does not`() throws {
        let server = try Self.echo()
        let place = server.address + "/"
        _ = try text(.post, place, headers: ["Content-Type": "text/x", "X-Empty": "", "Authorization": "Bearer é"])
        let headers = try #require(server.heads.last).headers
        #expect(
            headers["content-type"] == "text/x" && headers["x-empty"] == "" && headers["authorization"] == "Bearer é")
        for (name, value) in [("X", "a\r\nEvil: 1"), ("X", "a\nb"), ("X: y\r\nZ", "a"), ("", "a"), ("X Y", "\0")] {
            #expect(throws: HTTPFault.self) {
                try text(.get, place, headers: HTTPHeaders(dictionaryLiteral: (name, value)))
            }
        }
        #expect(server.heads.count == 1)
    }

    @Test func `credentials of one request are not those of the next`() throws {
        let server = try Self.echo()
        _ = try text(.get, "http://me:secret@127.0.0.1:\(server.port)/")
        _ = try text(.get, server.address, headers: ["Authorization": "Bearer x", "X-Own": "1"])
        _ = try text(.post, server.address)
        #expect(server.heads.map { $0.headers["authorization"] } == ["Basic bWU6c2VjcmV0", "Bearer x", nil])
        #expect(server.heads[2].headers["x-own"] == nil)
    }

    @Test func `headers of an answer are found in any case, all of a name`() throws {
        let server = try TalkingServer { connection in
            while connection.readHead() != nil {
                let headers = ["WWW-Authenticate: Basic", "www-authenticate:Bearer x ", "X-Empty:", "Link:  </a>; b"]
                connection.send("HTTP/1.1 100 Continue\r\nX-Early: 1\r\n\r\n".utf8)
                connection.answer("401 No", "{}", headers: headers + ["Last-Modified: Fri, 13 Feb 2009 23:31:30 GMT"])
            }
        }
        let (response, body) = try client.answer(to: HTTPRequest(.get, try HTTPAddress(server.address)))
        #expect(response.status == 401 && !response.isSuccess && body == Array("{}".utf8))
        #expect(response.headers.values(of: "Www-Authenticate") == ["Basic", "Bearer x"])
        #expect(response.headers["x-empty"] == "" && response.headers["link"] == "</a>; b")
        #expect(response.headers["x-early"] == nil)
        #expect(response.headers.number("content-length") == 2 && response.headers.number("Link") == nil)
        #expect(response.headers.time("last-modified")?.microseconds == 1_234_567_890_000_000)
    }

    @Test(arguments: [Int64?.none, 104_857_600]) func `a stream of 100 MB goes over in pieces`(length: Int64?) throws {
        let received = Atomic(0)
        let server = try TalkingServer { connection in
            guard let head = connection.readHead() else { return }
            if let length = head.headers["content-length"].flatMap(Int.init) {
                var rest = length
                while rest > 0 {
                    let count = connection.read(min(rest, 1 << 20)).count
                    if count == 0 { return }
                    rest -= count
                }
                received.add(length, ordering: .relaxed)
            } else {
                received.add(connection.readBody(head)?.count ?? 0, ordering: .relaxed)
            }
            connection.answer("201 Created")
        }
        var rest = 104_857_600
        var largest = 0
        let body = HTTPRequest.Body.stream(length: length) { buffer in
            let count = min(rest, buffer.count)
            largest = max(largest, buffer.count)
            buffer[..<count].initializeMemory(as: UInt8.self, repeating: 7)
            rest -= count
            return count
        }
        let response = try client.send(HTTPRequest(.patch, try HTTPAddress(server.address), body: body))
        #expect(response.status == 201)
        #expect(received.load(ordering: .relaxed) == 104_857_600 && rest == 0)
        #expect(largest <= 2 << 20)
        #expect(server.heads[0].method == "PATCH")
        #expect(server.heads[0].headers["transfer-encoding"] == (length == nil ? "chunked" : nil))
    }

    @Test func `a stream that ends early is an error, and one that throws throws`() throws {
        struct Gone: Error {}
        let server = try Self.echo()
        let address = try HTTPAddress(server.address)
        let short = HTTPRequest(.put, address, body: .stream(length: 10) { _ in 0 })
        #expect(throws: HTTPFault.broken(address, "what is sent ended early")) { try client.send(short) }
        let failing = HTTPRequest(.put, address, body: .stream(length: nil) { _ in throw Gone() })
        #expect(throws: Gone.self) { try client.send(failing) }
        #expect(try text(.get, server.address + "/x") == "GET /x ")
    }

    @Test(arguments: ["401 Unauthorized", "413 Too Large", "307 Temporary Redirect"])
    func `a server that has heard enough is heard`(status: String) throws {
        let server = try TalkingServer { connection in
            while connection.readHead() != nil {
                _ = connection.read(100)
                connection.answer(status, "no", headers: ["Location: /there"])
                // The rest lies about unread when the connection is closed, which resets it.
                return
            }
        }
        for _ in 0..<20 {
            var rest = 50 << 20
            let body = HTTPRequest.Body.stream(length: Int64(rest)) { buffer in
                let count = min(rest, buffer.count)
                rest -= count
                return count
            }
            let response = try client.send(HTTPRequest(.put, try HTTPAddress(server.address), body: body))
            #expect(response.status == Int(status.prefix(3)))
            #expect(response.headers["location"] == "/there")
        }
    }

    @Test func `redirects are answers, and say where they lead`() throws {
        let server = try TalkingServer { connection in
            while connection.readHead() != nil {
                connection.answer("307 Temporary", "moved", headers: ["Location: ../c?d=e#f"])
            }
        }
        let (response, body) = try client.answer(to: HTTPRequest(.get, try HTTPAddress(server.address + "/a/b/x")))
        #expect(response.status == 307 && body == Array("moved".utf8))
        #expect(try response.redirection()?.text == server.address + "/a/c?d=e")
    }

    @Test func `a connection that was closed meanwhile is made again`() throws {
        let server = try TalkingServer { connection in
            // Answers once, waits for the next request and goes away.
            guard let head = connection.readHead(), connection.readBody(head) != nil else { return }
            connection.answer("200 OK", "\(connection.number)")
            if connection.number == 1 { _ = connection.readHead() }
        }
        let place = server.address
        #expect(try text(.get, place) == "1")
        #expect(try text(.post, place, body: .bytes(Array("x".utf8))) == "2")
    }

    @Test func `a stream is not sent twice`() throws {
        let server = try TalkingServer { connection in
            guard let head = connection.readHead(), connection.readBody(head) != nil else { return }
            connection.answer("200 OK", "\(connection.number)")
            _ = connection.readHead()
            _ = connection.read(10)
        }
        #expect(try text(.get, server.address) == "1")
        var asked = 0
        let body = HTTPRequest.Body.stream(length: 10) { buffer in
            asked += 1
            return min(10, buffer.count)
        }
        let fault = #expect(throws: HTTPFault.self) { try text(.put, server.address, body: body) }
        #expect(asked == 1)
        guard case .broken? = fault else {
            Issue.record("\(String(describing: fault))")
            return
        }
        #expect(fault?.isPassing == true)
    }

    @Test func `a stream of which nothing went over is not sent on without its beginning`() throws {
        let isReset = Monitor(false)
        let server = try TalkingServer { connection in
            guard let head = connection.readHead(), connection.readBody(head) != nil else { return }
            connection.answer("200 OK", "\(connection.number)")
            guard connection.number == 1, connection.readHead() != nil else { return }
            connection.reset()
            isReset.change { $0 = true }
        }
        #expect(try text(.get, server.address) == "1")
        var asked = 0
        let body = HTTPRequest.Body.stream(length: nil) { buffer in
            isReset.wait { $0 ? () : nil }
            asked += 1
            return asked == 1 ? min(10, buffer.count) : 0
        }
        #expect(throws: HTTPFault.self) { try text(.put, server.address, body: body) }
        #expect(asked == 1)
    }

    @Test func `a body that breaks off is no answer`() throws {
        let server = try TalkingServer { connection in
            _ = connection.readHead()
            let answers = ["Content-Length: 100\r\n\r\nhalf", "Transfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n", "X: "]
            connection.send("HTTP/1.1 200 OK\r\n\(answers[connection.number - 1])".utf8)
        }
        for _ in 0..<3 {
            let fault = #expect(throws: HTTPFault.self) { try text(.get, server.address) }
            guard case .broken? = fault else {
                Issue.record("\(String(describing: fault))")
                continue
            }
        }
    }

    @Test func `what is no HTTP is told from what breaks off`() throws {
        let server = try TalkingServer { connection in
            _ = connection.readHead()
            connection.send([0x15, 3, 1, 0, 2, 2, 10])
        }
        let fault = #expect(throws: HTTPFault.self) { try text(.get, server.address) }
        guard case .badAnswer? = fault else {
            Issue.record("\(String(describing: fault))")
            return
        }
        #expect(fault?.isPassing == false)
    }

    @Test func `headers without end are not kept`() throws {
        let server = try TalkingServer { connection in
            _ = connection.readHead()
            connection.send("HTTP/1.1 200 OK\r\n".utf8)
            let line = "X-Bomb: " + String(repeating: "b", count: 1000) + "\r\n"
            while connection.send(line.utf8) {}
        }
        #expect(throws: HTTPFault.self) { try text(.get, server.address) }
    }

    @Test func `no more is kept of a body than is allowed`() throws {
        let server = try Self.echo()
        let request = HTTPRequest(.post, try HTTPAddress(server.address + "/"), body: .bytes(Array("12345".utf8)))
        #expect(try client.answer(to: request, limit: 12).body.count == 12)
        #expect(throws: HTTPFault.tooLarge(request.address, limit: 11)) { try client.answer(to: request, limit: 11) }
    }

    @Test func `a long body that nobody wants is not waited for`() throws {
        let server = try TalkingServer { connection in
            _ = connection.readHead()
            connection.send("HTTP/1.1 404 Not Found\r\n\r\n".utf8)
            while connection.send(Array(repeating: 65, count: 100_000)) {}
        }
        let response = try client.send(HTTPRequest(.get, try HTTPAddress(server.address)))
        #expect(response.status == 404)
    }

    @Test func `a socket of this machine is asked for any host`() throws {
        let directory = try TemporaryDirectory()
        let server = try Self.echo(socket: directory.path / "s")
        var settings = HTTPSettings(userAgent: "x")
        settings.socket = directory.path / "s"
        settings.proxy = "http://127.0.0.1:1"
        let request = HTTPRequest(.get, try HTTPAddress("http://docker/version"))
        let client = HTTPClient(settings)
        #expect(try client.answer(to: request).body == Array("GET /version ".utf8))
        #expect(server.heads[0].headers["host"] == "docker")
        settings.socket = directory.path / String(repeating: "long", count: 100)
        let fault = #expect(throws: HTTPFault.self) { try HTTPClient(settings).send(request) }
        #expect(fault?.isUnknownHost == false)
    }

    @Test func `a proxy is asked with the whole address`() throws {
        let server = try Self.echo()
        var settings = HTTPSettings(userAgent: "x")
        settings.proxy = server.address
        let request = HTTPRequest(.get, try HTTPAddress("http://far.invalid/x"))
        #expect(try HTTPClient(settings).answer(to: request).body == Array("GET http://far.invalid/x ".utf8))
    }

    @Test func `a host that nobody knows is told from one that is not there`() throws {
        var settings = HTTPSettings(userAgent: "x")
        settings.proxy = ""
        let client = HTTPClient(settings)
        let unknown = try HTTPAddress("http://nowhere.invalid/")
        let fault = #expect(throws: HTTPFault.unknownHost(unknown)) { try client.send(HTTPRequest(.get, unknown)) }
        #expect(fault?.isUnknownHost == true && fault?.isPassing == true)
        let port = try LoopbackServer { _ in [] }.port
        let gone = HTTPRequest(.get, try HTTPAddress("http://127.0.0.1:\(port)/"))
        #expect(#expect(throws: HTTPFault.self) { try client.send(gone) }?.isUnknownHost == false)
    }

    @Test func `a server that says nothing is given up`() throws {
        let server = try TalkingServer { connection in
            _ = connection.readHead()
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf".utf8)
            // Until the other side goes.
            _ = connection.read(1)
        }
        var settings = HTTPSettings(userAgent: "x")
        settings.stallTimeout = 1
        let address = try HTTPAddress(server.address)
        #expect(throws: HTTPFault.timedOut(address)) { try HTTPClient(settings).answer(to: HTTPRequest(.get, address)) }
    }

    @Test func `threads do not disturb each other`() throws {
        let server = try Self.echo()
        let failures = Atomic(0)
        DispatchQueue.concurrentPerform(iterations: 40) { number in
            let said = try? text(.post, server.address + "/\(number)", body: .bytes(Array("\(number)".utf8)))
            if said != "POST /\(number) \(number)" { failures.add(1, ordering: .relaxed) }
        }
        #expect(failures.load(ordering: .relaxed) == 0)
        #expect(server.connections < 40)
    }

    @Test func `whom to trust can be said`() throws {
        let server = try SecureServer()
        let request = HTTPRequest(.get, try HTTPAddress(server.address))
        let fault = #expect(throws: HTTPFault.self) { try client.send(request) }
        guard case .untrusted? = fault else {
            Issue.record("\(String(describing: fault))")
            return
        }
        var settings = HTTPSettings(userAgent: "x")
        settings.authorities = [server.certificate]
        #expect(try HTTPClient(settings).send(request).status == 200)
        settings.authorities = [server.certificate.parent / "none"]
        #expect(throws: SystemError.self) { try HTTPClient(settings).send(request) }
        settings.authorities = []
        settings.trustsAnyone = true
        #expect(try HTTPClient(settings).send(request).status == 200)
    }

    @Test func `a server without TLS is told from one that is not trusted`() throws {
        let server = try TalkingServer { connection in
            _ = connection.read(10)
            connection.answer("400 Bad Request")
        }
        let address = server.address.replacingOccurrences(of: "http:", with: "https:")
        let fault = #expect(throws: HTTPFault.self) { try text(.get, address) }
        guard case .noHandshake? = fault else {
            Issue.record("\(String(describing: fault))")
            return
        }
    }
}

import Host
import OCI
import TestSupport
import Testing

@testable import Registry

struct BlobDownloadTests {
    typealias Answer = ScriptedServer.Answer

    private let content: MemoryContent

    init() {
        var generator = SeededGenerator(seed: 3)
        content = MemoryContent(generator.noise(300_000))
    }

    private func pull(
        _ waiting: Waiting = Waiting(), patience: Double = 60,
        _ answer: @escaping @Sendable (ScriptedServer.Request) -> Answer
    ) throws -> (bytes: [UInt8], requests: [ScriptedServer.Request]) {
        let server = try ScriptedServer(answer)
        let client = RegistryClient.forTest(server.name, .plain, nil, waiting, patience: patience)
        return (try client.bytes(content.descriptor, from: "app"), server.requests)
    }

    /// The part that a request asks for.
    private static func part(_ request: ScriptedServer.Request, of bytes: [UInt8]) -> Answer {
        guard let range = request.headers["range"], let start = Int(range.dropFirst(6).dropLast()) else {
            return Answer(200, body: bytes)
        }
        return Answer(
            206, [("Content-Range", "bytes \(start)-\(bytes.count - 1)/\(bytes.count)")], body: Array(bytes[start...]))
    }

    @Test func `what breaks off goes on where it stood`() throws {
        let (bytes, requests) = try pull { [content] request in
            var answer = Self.part(request, of: content.bytes)
            answer.cut = 100_000
            return answer
        }
        #expect(bytes == content.bytes)
        #expect(requests.map(\.headers["range"]) == [nil, "bytes=100000-", "bytes=200000-"])
    }

    @Test func `a server that knows no parts sends all again, and what was had is passed over`() throws {
        let waiting = Waiting()
        let (bytes, requests) = try pull(waiting) { [content] request in
            var answer = Answer(200, body: content.bytes)
            if request.headers["range"] == nil { answer.cut = 200_000 }
            return answer
        }
        #expect(bytes == content.bytes)
        #expect(requests.count == 2)
        #expect(waiting.notices.count == 1)
    }

    @Test func `another part than the one that was asked for is not taken`() throws {
        #expect {
            try pull { [content] request in
                if request.headers["range"] == nil {
                    var answer = Answer(200, body: content.bytes)
                    answer.cut = 1000
                    return answer
                }
                return Answer(206, [("Content-Range", "bytes 2000-299999/300000")], body: Array(content.bytes[2000...]))
            }
        } throws: { "\($0)".contains("another part") }
    }

    @Test func `a blob of another size is refused before its bytes, or at the first that is too many`() throws {
        for saysLength in [true, false] {
            #expect {
                try pull { [content] _ in
                    var answer = Answer(200, body: content.bytes + [1])
                    answer.saysLength = saysLength
                    return answer
                }
            } throws: { if case RegistryFault.wrongSize(_, _, 300_000, _) = $0 { true } else { false } }
        }
    }

    @Test func `a blob that always ends early wears out patience`() throws {
        let waiting = Waiting()
        #expect {
            try pull(waiting, patience: 5) { [content] request in
                if request.headers["range"] != nil { return Answer(503) }
                var answer = Answer(200, body: Array(content.bytes.dropLast()))
                answer.saysLength = false
                return answer
            }
        } throws: { "\($0)".contains("503") }
        #expect(abs(waiting.pauses.reduce(0, +) - 5) < 0.001)
    }

    @Test func `a blob that is shorter than promised is told where the server says so`() throws {
        #expect {
            try pull { [content] request in
                if request.headers["range"] != nil { return Answer(416) }
                var answer = Answer(200, body: Array(content.bytes.dropLast()))
                answer.saysLength = false
                return answer
            }
        } throws: { if case RegistryFault.wrongSize(_, _, 300_000, 299_999) = $0 { true } else { false } }
    }

    @Test func `a server that is overloaded is left alone for as long as it wants`() throws {
        let waiting = Waiting()
        let (bytes, requests) = try pull(waiting) { [content, waiting] _ in
            waiting.pauses.isEmpty ? Answer(429, [("Retry-After", "7")]) : Answer(200, body: content.bytes)
        }
        #expect(bytes == content.bytes)
        #expect(requests.count == 2)
        #expect(waiting.pauses == [7])
    }

    @Test func `how long to wait may be told as a moment`() throws {
        let waiting = Waiting()
        _ = try pull(waiting) { [content, waiting] _ in
            let headers = [
                (name: "Date", value: "Fri, 20 Nov 2026 10:00:00 GMT"),
                (name: "Retry-After", value: "Fri, 20 Nov 2026 10:00:05 GMT"),
            ]
            return waiting.pauses.isEmpty ? Answer(503, headers) : Answer(200, body: content.bytes)
        }
        #expect(waiting.pauses == [5])
    }

    @Test func `what takes the bytes may refuse them, and is not asked again`() throws {
        let server = try ScriptedServer { [content] _ in Answer(200, body: content.bytes) }
        let client = RegistryClient.forTest(server.name, .plain)
        #expect(throws: SystemError("write", nil, .noSpace)) {
            try client.pull(content.descriptor, from: "app") { _ in throw SystemError("write", nil, .noSpace) }
        }
        #expect(server.requests.count == 1)
    }
}
